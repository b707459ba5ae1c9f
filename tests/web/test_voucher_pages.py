"""A promotion set up in the builder and redeemed at the till, in the browser."""

import io
import re
from datetime import UTC, datetime

import pytest

from forms_app.domain.errors import Unfit
from forms_app.domain.tokens import NONCE_BYTES
from forms_app.services import activity, forms, vouchers
from forms_app.services.activity import Wanted
from tests import gates, make
from tests.test_vouchers import OFFER, REWARD, choose, promote, rows, send, voucher_in

PAGE = "/staff/forms/flavours/vouchers"


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


def slip(browser, nonce, **data):
    token = make.csrf_in(browser.get("/staff/forms/flavours/vouchers"))
    return browser.post("/staff/forms/flavours/vouchers/paper", data={"csrf_token": token, "nonce": nonce, **data})


def test_a_voucher_on_paper_is_one_of_the_list_sent_twice_is_one_and_is_noted_without_a_name(app):
    promote(2, given={"daily": 2})
    browser, nonces = staff(app), [bytes([n] * NONCE_BYTES).hex() for n in range(3)]
    first, again, second = (slip(browser, nonces[n]) for n in (0, 0, 1))
    codes = [re.search(r'slip__code">([^<]+)<', page.text)[1] for page in (first, again, second)]
    assert (codes[0] == codes[1], codes[0] != codes[2], OFFER in first.text) == (True, True, True)
    third = slip(browser, nonces[2])
    assert (third.status_code, "there is none left" in third.text) == (409, True)
    (promotion,) = rows(app, "SELECT given FROM promotion")
    noted = [entry for entry in activity.list_entries(wanted=Wanted(), before=None, most=99) if "handed" in entry.deed]
    assert (promotion.given, len(noted), {entry.at for entry in noted}) == (2, 2, {None})
    assert slip(browser, "x" * 32).status_code == 404


def test_no_voucher_is_handed_out_before_the_form_opens_or_after_it_closed(app):
    forms.import_form(definition=make.definition(**REWARD), slug="flavours")
    browser = staff(app)
    assert (slip(browser, bytes(NONCE_BYTES).hex()).status_code, "on paper" in browser.get(PAGE).text) == (404, False)
    choose()
    vouchers.make(slug="flavours", count=2, seen=0)
    gates.open_it("flavours")
    assert "Hand out one voucher on paper" in browser.get(PAGE).text
    forms.close_form(slug="flavours", now=datetime.now(UTC))
    assert (
        slip(browser, bytes(NONCE_BYTES).hex()).status_code,
        rows(app, "SELECT id FROM voucher WHERE state <> 'free'"),
    ) == (409, [])


def test_what_a_voucher_is_good_for_is_translated_beside_the_form_and_fixed_to_the_letter_when_it_opens(app, client):
    forms.import_form(definition=make.definition(**REWARD, languages=["en", "de"]), slug="flavours")
    browser, page = staff(app), "/staff/forms/flavours/translations"
    post(browser, PAGE, do="choose", offer=OFFER, valid_until="2040-12-31", daily="5")
    assert "Vouchers: What a voucher is good for" in browser.get(f"{page}?into=de").text
    revision = re.search(r'name="revision" value="(\d+)"', browser.get(page).text)[1]
    sent = {"do": "save", "into": "de", "revision": revision, "w-offer.offer": "10 % Rabatt auf einen Einkauf"}
    assert post(browser, page, **sent).status_code == 303
    assert "10 % Rabatt auf einen Einkauf</textarea>" in browser.get(f"{page}?into=de").text
    vouchers.make(slug="flavours", count=5, seen=0)
    gates.open_it("flavours")
    assert "What a voucher is good for" not in browser.get(f"{page}?into=de").text
    with pytest.raises(Unfit):
        choose(offer=OFFER + ".")
    token = make.token_in(client.get("/f/flavours?lang=de"))
    got = client.post("/f/flavours?lang=de", data={"token": token, "q1bars": "o1salt"})
    assert '<span lang="de">10 % Rabatt auf einen Einkauf</span>' in got.text
    asked = client.get("/api/v1/forms/flavours").json["reward"]
    assert asked["offer"] == {"en": OFFER, "de": "10 % Rabatt auf einen Einkauf"}
