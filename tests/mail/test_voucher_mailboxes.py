"""A voucher for each confirmed mailbox: the answers count at once, the voucher waits behind a link, and once each."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from forms_app.domain import receipts
from forms_app.domain.errors import AlreadySent, NotFound, NotOpen, NoVoucher, Unfit
from forms_app.domain.voucher_links import Waiting
from forms_app.gateways.site_keys import current_keys
from forms_app.services import (
    forms,
    mailboxes,
    promotions,
    submissions,
    voucher_mailboxes,
    vouchers,
)
from tests import gates, make, traces
from tests.mail.test_subscribing import PERSON, count, deliver
from tests.test_vouchers import OFFER, REWARD, choose, promote, rows, shown_by, voucher_in
from tests.web.staff_pages import on_sqlite, said

ANSWERS, DAY = {"q1bars": "o1salt"}, timedelta(days=1)
OTHER = "other@example.org"
pytestmark = pytest.mark.usefixtures("mail_works")


@pytest.fixture
def slug(app, mail_works):
    return promote(20, given={"confirms_mailbox": True})


def send(client, slug, address=PERSON, page=None, query="", **given):
    page = page or client.get(f"/f/{slug}{query}")
    data = {**ANSWERS, "token": make.token_in(page), "voucher-address": address, **given}
    return client.post(f"/f/{slug}{query}", data=data)


def link_of(slug, seed, address=PERSON, *, now=None):
    """That the mail of somebody would hold, without the mail."""
    form, _definition = forms.get_published(slug=slug)
    mark = mailboxes.mark_of(purpose=mailboxes.VOUCHERS, form_id=form.id, address=address)
    until = vouchers.find_promotion(form=form).confirm_until(now or datetime.now(UTC), form.closes_at)
    return voucher_mailboxes.token_of(Waiting(form_id=form.id, seed=seed, mark=mark, until=until))


def mailed(peer):
    """The link in the mail that goes now."""
    (link,) = (found for found in deliver(peer).values() if found.startswith("/confirm-voucher/"))
    return link


def held(app):
    return len(rows(app, "SELECT id FROM voucher WHERE state <> 'free'"))


def answers(app):
    with app.extensions["databases"]["ballots"].connect() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM ballot").scalar_one()


def test_answers_count_at_once_and_the_link_gives_one_voucher_and_shows_it_again(app, client, peer, slug):
    thanks = send(client, slug)
    assert ("Your voucher waits for your mailbox" in thanks.text, OFFER in thanks.text) == (True, False)
    assert (answers(app), held(app), count(app, "confirmed_mailbox")) == (1, 0, 0)
    link = mailed(peer)
    assert count(app, "outbox") == 0
    looked = [client.get(link) for _ in range(2)]
    assert ({one.status_code for one in looked}, OFFER in looked[0].text, held(app)) == ({200}, True, 0)
    pressed = [client.post(link) for _ in range(2)]
    assert (len({voucher_in(one) for one in pressed}), held(app), count(app, "confirmed_mailbox")) == (1, 1, 1)
    assert voucher_in(client.post("/voucher", data={"code": shown_by(pressed[0])})) == voucher_in(pressed[0])


def test_whoever_types_somebody_elses_address_never_sees_the_voucher(app, client, peer, slug):
    """Not with the thanks, not by a code of theirs, not by sending the page again once the other pressed the button."""
    page = client.get(f"/f/{slug}")
    thanks = send(client, slug, page=page)
    given = voucher_in(client.post(mailed(peer)))
    again = send(client, slug, page=page)
    assert (given in again.text, "Your voucher waits for your mailbox" in again.text) == (False, True)
    for told in (thanks, again):
        for code in re.findall(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z*~$=]", re.sub(r"<[^>]+>|\s", "", told.text)):
            assert client.post("/voucher", data={"code": code}).status_code == 422


def test_a_mailbox_gets_one_however_it_is_written_and_a_stranger_learns_nothing(app, client, peer, slug):
    first = send(client, slug)
    given = client.post(mailed(peer))
    again, stranger = send(client, slug, PERSON.upper()), send(client, slug, OTHER)

    def words(page):
        return re.sub(r"(?:[0-9A-Z]{4} - )+[0-9A-Z*~$=]+", "", said(page))

    assert words(first) == words(again) == words(stranger)
    second = client.post(f"/confirm-voucher/{link_of(slug, bytes(16), PERSON.upper())}")
    assert (second.status_code, "This mailbox had its voucher" in second.text) == (409, True)
    assert (voucher_in(given) in second.text, held(app)) == (False, 1)


def test_without_an_address_answers_count_and_one_may_still_be_given(app, client, peer, slug):
    page = client.get(f"/f/{slug}")
    without = send(client, slug, "", page=page)
    assert ("No voucher without an address" in without.text, answers(app), count(app, "outbox")) == (True, 1, 0)
    assert "Your voucher waits" in send(client, slug, page=page).text
    assert (answers(app), OFFER in client.post(mailed(peer)).text) == (1, True)


def test_a_wrong_address_is_told_and_what_was_answered_is_kept(app, client, slug):
    for typed in ("nobody", "x" * 300 + "@example.org"):
        refused = send(client, slug, typed, q2idea="typed before")
        assert (refused.status_code, "typed before" in refused.text, answers(app)) == (422, True, 0)
        assert 'href="#voucher-address"' in refused.text


def test_the_link_is_sent_again_by_the_same_page_but_not_at_once(app, client, peer, slug):
    page = client.get(f"/f/{slug}")
    for _ in range(3):
        send(client, slug, page=page)
    assert count(app, "outbox") == 1
    first = mailed(peer)
    send(client, slug, page=page)
    assert (count(app, "outbox"), answers(app)) == (0, 1)
    assert OFFER in client.post(first).text


def test_nothing_of_a_mailbox_is_kept_before_it_is_confirmed_and_nothing_joins_it_to_answers(app, client, peer, slug):
    send(client, slug)
    link = mailed(peer)
    people = app.extensions["databases"]["people"]
    with people.connect() as connection:
        kept = {
            table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            for table in ("confirmed_mailbox", "prize_person", "pending_subscription", "outbox", "message", "contact")
        }
    assert set(kept.values()) == {0}
    client.post(link)
    values = {}
    tables = {"people": ["confirmed_mailbox"], "site": ["voucher"], "ballots": ["ballot", "spent"]}
    for bind, names in tables.items():
        with app.extensions["databases"][bind].connect() as connection:
            found = [row for name in names for row in connection.exec_driver_sql(f"SELECT * FROM {name}")]
        values[bind] = {bytes(v)[:16] for row in found for v in row if isinstance(v, bytes | memoryview)}
    assert not values["people"] & values["site"] | values["people"] & values["ballots"]
    assert not values["site"] & values["ballots"]


def pressed(token, now=None):
    """What a link gives: the code, or the name of the refusal."""
    try:
        waiting = voucher_mailboxes.read_link(token=token)
        return voucher_mailboxes.confirm(waiting=waiting, now=now or datetime.now(UTC)).code
    except (AlreadySent, NotOpen, NoVoucher, NotFound) as refusal:
        return type(refusal).__name__


def crowd(app, tokens):
    def press(token):
        with app.app_context():
            return pressed(token)

    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(press, tokens))


def test_of_many_links_to_one_mailbox_one_gives_a_voucher_and_one_link_pressed_often_gives_one(app, slug):
    got = crowd(app, [link_of(slug, bytes([n]) * 16) for n in range(12)] * 2)
    codes = {one for one in got if one != "AlreadySent"}
    assert (len(codes), held(app), count(app, "confirmed_mailbox")) == (1, 1, 1)


def test_of_thirty_mailboxes_twenty_get_the_twenty_vouchers_and_the_rest_is_told(app, client, slug):
    links = [link_of(slug, bytes([n]) * 16, f"person{n}@example.org") for n in range(30)]
    got = crowd(app, links)
    codes = [one for one in got if one != "NoVoucher"]
    assert (len(codes), len(set(codes)), held(app)) == (20, 20, 20)
    late = client.post(f"/confirm-voucher/{links[got.index('NoVoucher')]}")
    assert (late.status_code, "All vouchers are gone" in late.text, "not used up" in late.text) == (409, True, True)
    vouchers.make(slug=slug, count=20, seen=20)
    assert crowd(app, [links[got.index("NoVoucher")]])[0] not in ("NoVoucher", "AlreadySent")


def test_the_number_of_a_day_holds_for_links_too(app, mail_works):
    slug = promote(20, given={"confirms_mailbox": True, "daily": 1})
    first, second = (link_of(slug, bytes([n]) * 16, f"person{n}@example.org") for n in range(2))
    assert (pressed(first) != "NoVoucher", pressed(second)) == (True, "NoVoucher")
    assert pressed(second, datetime.now(UTC) + DAY) not in ("NoVoucher", "NotOpen")


@on_sqlite
def test_links_that_were_not_made_here_are_not_found(app, client, slug):
    token = link_of(slug, bytes(16))
    for wrong in (token[:-2] + "AA", "x", token + "A", "%00"):
        assert client.post(f"/confirm-voucher/{wrong}").status_code == 404


@on_sqlite
def test_the_way_is_chosen_before_opening_needs_mail_and_is_enough_against_scripts(app, slug):
    with pytest.raises(Unfit):
        choose(slug, confirms_mailbox=False)
    boss = make.sign_in(app, make.account(app, role="staff"))
    page = said(boss.get(f"/staff/forms/{slug}/vouchers"))
    assert ("one script could take them all" in page, "Each confirmed mailbox gets one voucher." in page) == (
        False,
        True,
    )


@on_sqlite
def test_taking_answers_back_before_confirming_leaves_the_link(app, client, peer, slug):
    thanks = send(client, slug)
    receipt = re.findall(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z*~$=]", re.sub(r"<[^>]+>|\s", "", thanks.text))[-1]
    submissions.withdraw(code=receipt.replace("-", ""))
    assert (answers(app), OFFER in client.post(mailed(peer)).text) == (0, True)


@on_sqlite
def test_mails_and_pages_say_the_offer_in_the_language_of_the_form(app, client, peer, mail_works):
    forms.import_form(definition=make.definition(**REWARD, languages=["en", "de"]), slug="flavours")
    choose(confirms_mailbox=True)
    promotions.translate(slug="flavours", language="de", offer="10 % Rabatt")
    vouchers.make(slug="flavours", count=3, seen=0)
    slug = gates.open_it("flavours")
    assert "10 % Rabatt" in client.get(f"/f/{slug}/about?lang=de").text
    assert OFFER in client.get(f"/f/{slug}/about").text
    send(client, slug, query="?lang=de")
    link = mailed(peer)
    words = peer.mails[-1].get_body(("plain",)).get_content()
    assert ("10 % Rabatt" in words, OFFER in words, link.endswith("?lang=de")) == (True, False, True)
    page = client.post(link)
    assert '<span lang="de">10 % Rabatt</span>' in page.text


@on_sqlite
def test_a_program_gives_the_address_too_and_is_told_that_the_voucher_waits(app, client, peer, slug):
    asked = client.get(f"/api/v1/forms/{slug}").json
    assert asked["reward"]["needs_address"] is True
    sent = {"token": asked["token"], "answers": {"q1bars": ["o1salt"]}, "reward": {"address": PERSON}}
    told = client.post(f"/api/v1/forms/{slug}/answers", json=sent).json["reward"]
    assert (told["waits"], told["voucher"], told["code"]) == (True, None, None)
    assert OFFER in client.post(mailed(peer)).text


def test_killed_after_the_mailbox_was_spent_the_same_link_goes_on_where_it_stood(app, slug):
    token = link_of(slug, bytes(16))
    waiting = voucher_mailboxes.read_link(token=token)
    holder = receipts.voucher_id(current_keys().site, voucher_mailboxes.shown_by(waiting))
    mailboxes.spend(purpose=mailboxes.VOUCHERS, form_id=waiting.form_id, mark=waiting.mark, on=holder)
    assert pressed(link_of(slug, b"x" * 16)) == "AlreadySent"
    assert (pressed(token) not in ("AlreadySent", "NotOpen"), held(app)) == (True, 1)


@on_sqlite
def test_no_file_of_the_site_holds_the_address_once_the_mail_is_out(app, client, peer, slug, tmp_path):
    marked = "post.7f3a91c2@example.org"
    send(client, slug, marked)
    client.post(mailed(peer))
    assert peer.recipients == [marked]
    forms_of_it = traces.forms_of_text(marked) | traces.forms_of_text(marked.upper())
    assert traces.found(traces.files_below(tmp_path), forms_of_it) == []
