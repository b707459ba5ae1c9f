"""A promotion set up in the builder and redeemed at the till, in the browser."""

import io
import re

import pytest

from forms_app.services import forms
from tests import gates, make
from tests.test_vouchers import OFFER, REWARD, promote, rows, send, voucher_in


def staff(app):
    return make.sign_in(app, make.account(app, role="staff"))


def post(browser, page, **data):
    token = make.csrf_in(browser.get(page))
    return browser.post(page, data={**data, "csrf_token": token})


def test_staff_set_a_promotion_up_in_the_browser(app, client):
    forms.import_form(definition=make.definition(**REWARD), slug="flavours")
    browser, page = staff(app), "/staff/forms/flavours/vouchers"
    assert "one script could take them all" in browser.get(page).text
    chosen = {"do": "choose", "offer": OFFER, "valid_until": "2040-12-31", "daily": "5", "shows_left": "yes"}
    assert post(browser, page, **chosen).status_code == 303
    assert "one script could take them all" not in browser.get(page).text
    assert post(browser, page, do="make", count="20", made="0").status_code == 303
    assert post(browser, page, do="make", count="20", made="0").status_code == 422  # the same page again
    sheet = (io.BytesIO(b"code\nSUMMER-001\n"), "codes.csv")
    assert post(browser, page, do="upload", file=sheet).status_code == 303
    gates.open_it("flavours")
    assert OFFER in send(client, "flavours").text
    looked = browser.get(page).text
    assert not any(row.code in looked for row in rows(app))
    assert post(browser, page, do="withdraw").status_code == 422
    assert post(browser, page, do="withdraw", sure="yes").status_code == 303
    assert {row.state for row in rows(app)} == {"held"}


def test_the_till_redeems_in_the_browser_and_a_reload_is_harmless(app, client):
    code, browser = voucher_in(send(client, promote())), staff(app)
    asked = browser.get("/staff/till")
    mark = re.search(r'name="nonce" value="([^"]+)"', asked.text)[1]
    data = {"csrf_token": make.csrf_in(asked), "nonce": mark, "code": code.lower()}
    for _ in range(2):
        answer = browser.post("/staff/till", data=data)
        assert (answer.status_code, f"Redeemed: {code}" in answer.text) == (200, True)
    again = browser.post("/staff/till", data={**data, "nonce": "another"})
    assert (again.status_code, "redeemed before" in again.text) == (422, True)
    wrong = browser.post("/staff/till", data={**data, "code": "<b>0"})
    assert (wrong.status_code, "&lt;b&gt;0" in wrong.text) == (422, True)


@pytest.mark.parametrize(
    "sent",
    [
        {"do": "choose", "offer": "x" * 301, "valid_until": "2040-12-31"},
        {"do": "choose", "offer": "typed", "valid_until": "soon"},
        {"do": "choose", "offer": "typed", "valid_until": "2001-01-01"},
        {"do": "choose", "offer": "typed", "daily": "many"},
        {"do": "choose", "offer": "typed", "daily": "0"},
        {"do": "make", "count": "0", "made": "0"},
        {"do": "make", "count": "99999999", "made": "0"},
        {"do": "upload"},
    ],
)
def test_what_staff_mistype_is_said_and_kept(app, sent):
    forms.import_form(definition=make.definition(**REWARD), slug="flavours")
    answer = post(staff(app), "/staff/forms/flavours/vouchers", **sent)
    assert (answer.status_code, sent.get("offer", "") in answer.text, rows(app)) == (422, True, [])
