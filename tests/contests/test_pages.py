"""What visitors and staff do with a contest in the browser."""

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from forms_app.domain import draws as sealed
from forms_app.domain.crockford import grouped
from forms_app.domain.errors import Unpublishable
from forms_app.services import admission, contests, draws, entry_codes, forms, mail_setup, prize_people, releases
from tests import make
from tests.contests import story

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
ROOM = f"/staff/forms/{story.SLUG}/contest"


@pytest.fixture
def maker(app):
    return make.sign_in(app, make.account(app, role="staff"))


def drawn_now(people=4, **changes):
    """Drawn by lottery numbers a minute ago, so that prizes can be collected in the browser."""
    now = datetime.now(UTC)
    opened, closes, drawn = now - timedelta(days=9), now - timedelta(days=5), now - timedelta(days=1)
    local = {"closes": f"{closes + timedelta(hours=0):%Y-%m-%dT%H:%M}", "draws": f"{drawn:%Y-%m-%dT%H:%M}"}
    definition = story.form(source="lottery", lottery="Lotto of a day", **local, **changes)
    definition = definition.model_copy(update={"schedule": definition.schedule.model_copy(update={"zone": "UTC"})})
    story.open_contest(definition, now=opened)
    entrants = [story.enter(now=opened + story.HOUR, address="somebody@example.org") for _ in range(people)]
    story.lock(now=closes + timedelta(minutes=5))
    draws.draw_from_numbers(slug=story.SLUG, typed="1 2 3", now=now)
    standing = story.standing(now)
    by_ticket = {sealed.ticket_of(standing.held.contest_id, one.code): one for one in entrants}
    return [by_ticket[ticket] for ticket in standing.draws[0].places]


def press(browser, path=ROOM, **data):
    return browser.post(path, data={"csrf_token": make.csrf_in(browser.get(ROOM)), **data}, follow_redirects=True)


def ticket_of(entrant):
    held = contests.find_held(form_id="golden")
    return sealed.ticket_of(held.contest_id, entrant.code)


def test_a_winner_collects_the_prize_once_with_what_the_delivery_needs(client):
    winner = drawn_now()[0]
    code = grouped(winner.code)
    shown = client.post(f"/c/{story.SLUG}/code", data={"code": code})
    assert "Collect your prize" in shown.text
    assert 'name="publicity" value="yes">' in shown.text
    refused = client.post(f"/c/{story.SLUG}/collect", data={"code": code, "name": "Ada Lovelace", "address": ""})
    assert (refused.status_code, 'value="Ada Lovelace"' in refused.text) == (422, True)
    sent = {"code": code, "name": "Ada Lovelace", "address": "1 Main Street\nTown"}
    assert client.post(f"/c/{story.SLUG}/collect", data=sent).status_code == 200
    assert client.post(f"/c/{story.SLUG}/collect", data={**sent, "name": "Eve"}).status_code == 200
    kept = prize_people.find_delivery(ticket=ticket_of(winner))
    assert kept == {"name": "Ada Lovelace", "address": "1 Main Street\nTown"}
    assert "collected" in client.get(f"/c/{story.SLUG}").text
    assert "Ada" not in client.get(f"/c/{story.SLUG}").text


def test_who_won_nothing_cannot_collect(client):
    drawn_now()
    stranger = grouped(sealed.code_of(b"\7" * 15))
    sent = {"code": stranger, "name": "Eve", "address": "Somewhere"}
    assert client.post(f"/c/{story.SLUG}/collect", data=sent).status_code == 409


def test_a_visitor_deletes_the_address_and_keeps_the_ticket(client):
    winner = drawn_now()[0]
    client.post(f"/c/{story.SLUG}/forget", data={"code": winner.code})
    assert prize_people.find_contact(ticket=ticket_of(winner)) is None
    assert "Your ticket won" in client.post(f"/c/{story.SLUG}/code", data={"code": winner.code}).text


def test_staff_tell_a_winner_without_seeing_the_address(app, maker):
    mail_setup.remember_tested()
    winner = drawn_now()[0]
    page = press(maker, do="tell", round="1", ticket=ticket_of(winner).hex())
    assert "Tell the winner again" in page.text
    assert "somebody@example.org" not in page.text


def test_delivery_details_are_shown_only_of_collected_prizes_and_go_when_delivered(client, maker):
    winner = drawn_now()[0]
    ticket = {"round": "1", "ticket": ticket_of(winner).hex()}
    assert press(maker, f"{ROOM}/delivery", **ticket).status_code == 422
    client.post(f"/c/{story.SLUG}/collect", data={"code": winner.code, "name": "Ada", "address": "1 Main Street"})
    assert "1 Main Street" in press(maker, f"{ROOM}/delivery", **ticket).text
    assert "1 Main Street" not in maker.get(ROOM).text
    assert "delivered" in press(maker, do="delivered", **ticket).text
    assert prize_people.find_delivery(ticket=ticket_of(winner)) is None


def test_evidence_holds_all_that_proves_the_draw_and_nobody(client, maker):
    winner = drawn_now()[0]
    client.post(f"/c/{story.SLUG}/collect", data={"code": winner.code, "name": "Ada", "address": "1 Main Street"})
    files = zipfile.ZipFile(io.BytesIO(maker.get(f"{ROOM}/evidence.zip").data))
    names = {"history.json", "list-1.txt", "result-1.txt", "rules.json", "source-1.txt", "verify_draw.py"}
    assert set(files.namelist()) == names
    assert sealed.hash_of(files.read("list-1.txt")) == story.standing(datetime.now(UTC)).draws[0].seal
    everything = b"".join(files.read(name) for name in names)
    assert b"Ada" not in everything
    assert b"somebody" not in everything


def test_an_entry_by_post_gives_a_code_once(maker):
    story.open_now(postal={"en": "Post box 1, Town"})
    nonce = re.search('name="nonce" value="([0-9a-f]+)"', maker.get(ROOM).text)[1]
    codes = {re.search("(?:[0-9A-Z]{4}-){6}[0-9A-Z]", press(maker, f"{ROOM}/post", nonce=nonce).text)[0] for _ in "12"}
    assert (len(codes), contests.count_entries(form_id="golden")) == (1, 1)


def test_a_ticket_waits_for_its_mailbox_and_each_mailbox_has_one(client):
    mail_setup.remember_tested()
    story.open_now(entry="mailbox")
    now = datetime.now(UTC)
    first, second = (story.enter(now=now, address=address) for address in ("a@example.org", "A@example.org"))
    assert contests.count_entries(form_id="golden") == 0
    links = [f"/confirm-entry/{prize_people.token_of(ticket_of(one))}" for one in (first, second)]
    assert "Let my ticket count" in client.get(links[0]).text
    assert contests.count_entries(form_id="golden") == 0
    assert client.post(links[0]).status_code == 200
    assert client.post(links[1]).status_code == 409
    assert client.post(links[0]).status_code == 404
    assert contests.count_entries(form_id="golden") == 1
    assert "waits for an e-mail" in client.post(f"/c/{story.SLUG}/code", data={"code": second.code}).text


def test_an_invitation_code_gives_one_ticket(app):
    definition = story.form(entry="codes")
    forms.import_form(definition=definition, slug=story.SLUG)
    with pytest.raises(Unpublishable, match="choose both, or neither"):
        forms.open_form(slug=story.SLUG, now=story.OPENED)
    admission.choose_who(slug=story.SLUG, who="codes", password="")
    codes = entry_codes.make_codes(slug=story.SLUG, count=10, seen=0, now=story.OPENED)
    forms.open_form(slug=story.SLUG, now=story.OPENED)
    releases.run(now=story.OPENED)
    story.enter(entry=codes[0])
    assert type(story.try_to_enter(entry=codes[0])).__name__ == "CodeRefused"
    assert contests.count_entries(form_id="golden") == 1


def test_the_builder_writes_rules_that_open(maker):
    asked = {"pages": [make.page("page01", make.question("q1bars"))]}
    forms.start_draft(document=make.blank("Win a box") | asked, slug="box")
    page = maker.get("/staff/forms/box/draw")
    revision = re.search(r'name="revision" value="(\d+)"', page.text)[1]
    sent = {"csrf_token": make.csrf_in(page), "revision": revision, "draw": "yes", "alternates": "0", "entry": "honour"}
    sent |= {"prizes": "A visit\n2 × Gift box (20 EUR)", "draws": "2031-05-05T12:00", "eligibility": "I am 18."}
    assert maker.post("/staff/forms/box/draw", data=sent).status_code == 303
    shown = maker.get("/staff/forms/box/draw").text
    assert "2 × Gift box (20 EUR)" in shown
    assert 'name="alternates" value="0"' in shown
    assert "needs a closing time" in shown


def test_a_draw_at_a_time_the_clocks_skip_is_given_back(maker):
    document = make.blank("Win a box") | {"schedule": {"zone": "Europe/Berlin"}}
    forms.start_draft(document=document, slug="box")
    page = maker.get("/staff/forms/box/draw")
    sent = {"csrf_token": make.csrf_in(page), "revision": "0", "draws": "2031-03-30T02:30", "prizes": "A visit"}
    refused = maker.post("/staff/forms/box/draw", data=sent)
    assert (refused.status_code, "missing or comes twice" in refused.text) == (422, True)
    assert "A visit" in refused.text


def test_the_main_page_marks_a_form_with_a_prize_draw(app, client):
    story.open_now()
    assert "<li>With a prize draw</li>" in client.get("/").text
