"""Around a promotion: what the builder and the panel say of it, who stands at the till, what deleting would take."""

from datetime import UTC, date, datetime

import pytest

from forms_app.services import admission, builder, forms, new_forms, vouchers
from forms_app.web.builder.frame import _findings
from tests import gates, make
from tests.test_vouchers import REWARD, choose, held, promote, send, voucher_in
from tests.web.staff_pages import on_sqlite, said

pytestmark = on_sqlite
SCRIPT = "one script could take them all"
VALID = "People still hold vouchers"
KEPT = "nothing that leads from it to an answer"


def findings(app, slug="flavours"):
    """What stops the form and what to look at again, of its vouchers."""
    with app.test_request_context():
        found = [one for one in _findings(builder.get_draft(slug=slug)) if one.href.endswith("/vouchers")]
    return [one.text for one in found if one.stops], [one.text for one in found if not one.stops]


def test_a_new_promotion_is_told_what_it_lacks_and_that_a_script_could_empty_it(app):
    forms.import_form(definition=make.definition(**REWARD, languages=["en"]), slug="flavours")
    stops, (advice,) = findings(app)
    assert (len(stops), SCRIPT in advice) == (3, True)
    choose()
    vouchers.make(slug="flavours", count=10, seen=0)
    assert findings(app) == ([], [advice])


@pytest.mark.parametrize("way", ["codes", "daily", "mailbox"])
def test_codes_mailboxes_or_a_number_for_each_day_keep_scripts_from_taking_all(app, way):
    forms.import_form(definition=make.definition(**REWARD, languages=["en"]), slug="flavours")
    choose(daily=5 if way == "daily" else None, confirms_mailbox=way == "mailbox")
    if way == "codes":
        admission.choose_who(slug="flavours", who="codes", password="")
    assert findings(app)[1] == []


def test_forms_without_vouchers_are_told_nothing_of_them(app, client):
    make.open_form()
    assert findings(app) == ([], [])
    assert KEPT not in said(client.get("/f/flavours"))


def test_an_open_promotion_says_what_is_kept_of_a_voucher(app, client):
    told = said(client.get(f"/f/{promote()}"))
    assert ("You get a voucher. Nothing joins it to your answers." in told, KEPT in told) == (True, True)


def test_the_card_of_a_draft_says_what_its_vouchers_lack(app):
    forms.import_form(definition=make.definition(**REWARD), slug="flavours")
    browser = make.sign_in(app, make.account(app, role="staff"))
    assert "There are no vouchers yet" in said(browser.get("/staff/forms/flavours"))


def test_who_has_the_till_alone_redeems_vouchers_and_opens_nothing_else(app, client):
    code = voucher_in(send(client, promote()))
    browser = make.sign_in(app, make.account(app, "till@shop.example", role="till"))
    home = said(browser.get("/staff"))
    assert ("Redeems vouchers" in home, "My forms" in home) == (True, False)
    page = browser.get("/staff/till")
    taken = browser.post("/staff/till", data={"csrf_token": make.csrf_in(page), "nonce": "n" * 22, "code": code})
    assert f"Redeemed: {code}" in taken.text
    pages = ("forms", "forms/flavours", "forms/flavours/vouchers", "results", "comments", "inbox", "site", "accounts")
    assert {browser.get(f"/staff/{one}").status_code for one in pages} == {403}


def asked(app, slug="flavours"):
    browser = make.sign_in(app, make.account(app, role="staff"))
    return said(browser.get(f"/staff/forms/{slug}/delete"))


def test_deleting_warns_while_vouchers_that_people_hold_are_valid(app, client):
    page = send(client, promote())
    forms.close_form(slug="flavours", now=datetime.now(UTC))
    warned = asked(app)
    assert (VALID in warned, "December 31, 2040" in warned) == (True, True)
    assert "that people hold and have not used yet" in warned
    assert not held(page).is_used


def test_deleting_warns_of_no_voucher_that_was_redeemed_is_over_or_was_never_given(app, client):
    now = datetime.now(UTC)
    form, _definition = forms.get_published(slug=promote())
    assert vouchers.find_last_day(form=form, now=now) is None
    code = voucher_in(send(client, "flavours"))
    assert vouchers.find_last_day(form=form, now=now) == date(2040, 12, 31)
    assert vouchers.find_last_day(form=form, now=datetime(2041, 1, 2, tzinfo=UTC)) is None
    vouchers.redeem(code=code, reference="1", now=now)
    assert vouchers.find_last_day(form=form, now=now) is None


def test_a_form_from_the_template_opens_once_it_has_vouchers(app, client):
    source = new_forms.get_start("thank-you-voucher")
    slug = new_forms.start_form(source=source, nonce="n", title="Thank you", last_day=None, rhythm="month")
    choose(slug)
    vouchers.make(slug=slug, count=10, seen=0)
    page = client.get(f"/f/{gates.open_it(slug)}")
    sent = client.post(f"/f/{slug}", data={"token": make.token_in(page), "howoft": "hopt00"})
    assert voucher_in(sent)


@pytest.mark.parametrize(
    ("count", "daily", "mark"),
    [(2, None, "You get a voucher"), (1, None, "All vouchers are gone"), (2, 1, "Today's vouchers are gone")],
)
def test_the_main_page_marks_what_gives_a_voucher_and_says_where_none_is_left(app, client, count, daily, mark):
    slug = promote(count, given={"daily": daily})
    assert "You get a voucher" in said(client.get("/"))
    send(client, slug)
    assert mark in said(client.get("/"))


def test_the_main_page_marks_no_form_that_gives_nothing(app, client):
    make.open_form()
    page = client.get("/").text
    assert ("card__kept" in page, "card__marks" in page) == (True, False)
