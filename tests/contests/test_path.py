"""A contest from its opening to its draw, as visitors and anyone who doubts it see it."""

import json
import re
import subprocess
import sys

from forms_app.domain import draws
from forms_app.domain.canonical import canonical
from forms_app.gateways.draw_keys import is_signed
from forms_app.services import contests
from tests import make
from tests.contests import story


def code_in(page):
    words = re.sub(r"<[^>]+>|\s", "", page.text.split('id="ticket-heading"')[1])
    return re.search(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]", words)[0]


def send(client, **more):
    token = make.token_in(client.get(f"/f/{story.SLUG}"))
    return client.post(f"/f/{story.SLUG}", data={"token": token, "q1bars": "yes000", **more})


def test_taking_part_gives_a_code_a_name_and_a_signed_receipt(client):
    story.open_now()
    thanks = send(client)
    code = code_in(thanks)
    assert draws.find_code(code)
    assert code != make.code_in(thanks)
    standing = contests.get_standing(slug=story.SLUG, now=story.OPENED)
    ticket = draws.ticket_of(standing.held.contest_id, draws.find_code(code))
    assert draws.ticket_name(ticket) in thanks.text
    receipt = client.post(f"/c/{story.SLUG}/receipt", data={"code": code})
    assert (receipt.mimetype, code in receipt.text) == ("text/plain", True)
    message = draws.receipt_message(standing.held.contest_id, ticket)
    assert message.decode() in receipt.text
    signature = bytes.fromhex(re.search("signature: ([0-9a-f]{128})", receipt.text)[1])
    public = json.loads(client.get("/.well-known/sealed-draw-keys.json").data)["keys"][0]["public"]
    assert is_signed(message, signature, bytes.fromhex(public))


def test_sending_the_page_again_gives_the_same_code_and_one_ticket(client):
    story.open_now()
    token = make.token_in(client.get(f"/f/{story.SLUG}"))
    data = {"token": token, "q1bars": "yes000"}
    codes = {code_in(client.post(f"/f/{story.SLUG}", data=data)) for _ in range(3)}
    assert (len(codes), contests.count_entries(form_id="golden")) == (1, 1)


def test_the_statement_must_be_confirmed_and_what_was_typed_stays(client):
    story.open_now(eligibility={"en": "I am 18 or older."})
    refused = send(client, **{"prize-address": "nobody@example.org"})
    assert (refused.status_code, "Please tick this box" in refused.text) == (422, True)
    assert 'value="nobody@example.org"' in refused.text
    assert send(client, **{"may-enter": "yes"}).status_code == 200
    assert contests.count_entries(form_id="golden") == 1


def test_the_page_says_when_it_closes_and_who_may_enter(client):
    story.open_now(eligibility={"en": "I am 18 or older."})
    page = client.get(f"/f/{story.SLUG}").text
    assert "Entries close on" in page
    assert "I am 18 or older." in page


def test_rules_are_printed_and_hash_to_what_lists_say(client):
    story.drawn_contest()
    page = client.get(f"/c/{story.SLUG}/rules")
    standing = story.standing()
    for said in ("A visit to the factory", "round 123", "August 22, 2023", "Europe/Berlin", standing.held.rules_sha256):
        assert said in page.text
    rules = client.get(f"/c/{story.SLUG}/rules.json").data
    assert draws.hash_of(rules) == standing.held.rules_sha256
    assert canonical(json.loads(rules)) == rules
    assert f"rules-sha256: {standing.held.rules_sha256}" in client.get(f"/c/{story.SLUG}/list-1.txt").text


def test_anyone_can_repeat_the_draw_from_what_is_public(client, tmp_path):
    entrants = story.drawn_contest(people=12)
    for name, address in (("list.txt", "list-1.txt"), ("result.txt", "result-1.txt")):
        file = client.get(f"/c/{story.SLUG}/{address}")
        assert file.mimetype == "application/octet-stream"
        (tmp_path / name).write_bytes(file.data)
    (tmp_path / "verify_draw.py").write_bytes(client.get("/verify_draw.py").data)
    value = re.search("source-value: ([0-9a-f]+)", (tmp_path / "result.txt").read_text())[1]
    first = story.winners(entrants)[0]
    command = [sys.executable, "-I", "-S", "verify_draw.py", "list.txt", value, first.code]
    lines = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.splitlines()
    assert lines[-1].endswith("place 1")
    shown = [line.split()[2] for line in lines[2:-1]]
    assert shown == [ticket.hex() for ticket in story.standing().draws[0].places]
    page = client.get(f"/c/{story.SLUG}").text
    for ticket in shown[:3]:
        assert draws.ticket_name(bytes.fromhex(ticket)) in page


def test_winners_find_their_prize_and_collect_it_with_what_the_delivery_needs(client):
    story.open_contest()
    entrants = [story.enter() for _ in range(12)]
    story.lock()
    story.draw()
    places = story.standing().draws[0].places
    contest_id = story.standing().held.contest_id
    by_ticket = {draws.ticket_of(contest_id, one.code): one.code for one in entrants}
    last = next(code for ticket, code in by_ticket.items() if ticket not in places)
    lost = client.post(f"/c/{story.SLUG}/code", data={"code": last})
    assert "not among those drawn" in lost.text
    assert "Collect your prize" not in lost.text


def test_calendar_and_feed_are_files_of_their_kind(client):
    story.drawn_contest()
    calendar = client.get(f"/c/{story.SLUG}/draw.ics")
    assert calendar.mimetype == "text/calendar"
    assert "DTSTART:20230823T151533Z\r\n" in calendar.text
    feed = client.get(f"/c/{story.SLUG}/feed.atom")
    assert feed.mimetype == "application/atom+xml"
    assert story.standing().draws[0].seal in feed.text


def test_a_code_that_is_none_is_given_back(client):
    story.drawn_contest()
    refused = client.post(f"/c/{story.SLUG}/code", data={"code": "ABCD"})
    assert (refused.status_code, 'value="ABCD"' in refused.text) == (422, True)


def test_no_code_ever_stands_in_an_address_or_cookie(client):
    story.open_now()
    thanks = send(client)
    code = code_in(thanks)
    assert "Set-Cookie" not in thanks.headers
    assert not any(code in address for address in re.findall(r'(?:href|action)="([^"]+)"', thanks.text))
