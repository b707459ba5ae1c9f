"""Whoever signs in is led to each page of their task, told what it is for, and to no page that is closed to them."""

import re

import pytest

from forms_app.domain import roles
from tests import make
from tests.web.staff_pages import on_sqlite, said

pytestmark = on_sqlite
LINKS = {
    "administrator": ["Site", "Privacy policy", "Requests", "Mail", "Webhooks", "Accounts", "Activity log"],
    "staff": ["My forms", "Redeem vouchers", "Newsletters", "Tokens"],
    "reader": ["Comments"],
    "manager": ["Results", "Tokens"],
    "inbox": ["Inbox"],
    "till": ["Redeem vouchers", "Tokens"],
}


@pytest.mark.parametrize("role", roles.ROLES)
def test_each_role_is_led_to_its_pages_and_every_link_opens(app, role):
    browser = make.sign_in(app, make.account(app, role=role))
    home = browser.get("/staff")
    cards = re.findall(r'card__link" href="([^"]+)">([^<]+)</a><p class="muted">([^<]+)</p>', home.text)
    assert [words for _address, words, _about in cards] == LINKS[role]
    assert {browser.get(address).status_code for address, _words, _about in cards} == {200}


def test_the_page_that_redeems_is_not_called_like_the_one_that_makes_vouchers(app):
    till = make.sign_in(app, make.account(app, role="till"))
    assert "Redeem a voucher that somebody brings." in said(till.get("/staff/till"))
    assert "<h1>Redeem vouchers</h1>" in till.get("/staff/till").text
