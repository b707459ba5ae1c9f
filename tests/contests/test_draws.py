"""What the worker does with a contest: once, in its time, and so that nobody can choose."""

from datetime import timedelta

import pytest

from forms_app.domain import draws as sealed
from forms_app.domain.errors import Conflict, NotOpen
from forms_app.gateways.draw_keys import is_signed
from forms_app.services import contest_room, contests, draws, prize_people, releases, submissions
from forms_app.storage import people_prizes
from forms_app.storage.database import reading
from tests.contests import story

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def test_a_list_is_locked_once_the_answers_are_counted_and_never_again(app):
    story.open_contest()
    for _ in range(12):
        story.enter()
    assert draws.run(now=story.COUNTED) == []
    assert story.lock() == [f"{story.SLUG}: the list of tickets is locked and public."]
    first = story.standing().draws[0]
    assert draws.run(now=story.COUNTED + story.HOUR) == []
    assert story.standing().draws == (first,)
    assert len(first.sealed.tickets) == 12


def test_with_fewer_than_ten_answers_the_draw_does_not_wait_for_more(app):
    story.open_contest()
    story.enter()
    story.lock()
    assert len(story.standing().draws) == 1


def test_a_late_entry_stores_nothing_and_the_last_second_counts(app):
    story.open_contest()
    second = timedelta(seconds=1)
    story.enter(now=story.CLOSES - second)
    assert isinstance(story.try_to_enter(now=story.CLOSES), NotOpen)
    assert isinstance(story.try_to_enter(now=story.CLOSES + second), NotOpen)
    assert contests.count_entries(form_id="golden") == 1


def test_a_retry_after_the_close_gets_its_code_and_after_the_lock_no_second_ticket(app):
    story.open_contest()
    entrant = story.enter(now=story.CLOSES - MINUTE)
    assert story.enter(now=story.CLOSES + MINUTE, nonce=entrant.nonce) == entrant
    story.lock()
    assert story.enter(now=story.COUNTED + MINUTE, nonce=entrant.nonce) == entrant
    assert len(story.standing().draws[0].sealed.tickets) == 1


def test_no_list_is_locked_too_late(app):
    story.open_contest()
    story.enter()
    late = story.DRAWS - timedelta(minutes=1_440) + MINUTE
    releases.run(now=late)
    assert "not locked in time" in draws.run(now=late)[0]
    assert (story.standing(late).draws, story.standing(late).phase) == ((), "late")
    until = story.DRAWS + 2 * DAY
    contest_room.postpone(slug=story.SLUG, until=until, reason="Our machine stood still.", now=late)
    draws.run(now=late)
    assert story.standing(late).draws[0].source_at >= until


def test_a_wrong_value_is_refused_and_the_right_one_draws_once(app):
    story.open_contest()
    for _ in range(5):
        story.enter()
    story.lock()
    with pytest.raises(Conflict):
        draws.draw_from_signature(slug=story.SLUG, typed=story.SIGNATURE, now=story.DRAWS - MINUTE)
    for wrong in ("", "00" * 48, story.SIGNATURE[:-1] + "3"):
        with pytest.raises(Conflict):
            draws.draw_from_signature(slug=story.SLUG, typed=wrong, now=story.DRAWN)
    with pytest.raises(Conflict):
        draws.draw_from_numbers(slug=story.SLUG, typed="1 2 3", now=story.DRAWN)
    story.draw()
    before = story.standing().draws[0]
    with pytest.raises(Conflict):
        story.draw(now=story.DRAWN + MINUTE)
    assert story.standing().draws[0] == before


def test_lottery_numbers_draw_by_their_canonical_spelling(app):
    story.open_contest(story.form(source="lottery", lottery="Lotto 6aus49 of 2023-08-23"))
    for _ in range(5):
        story.enter()
    story.lock()
    draws.draw_from_numbers(slug=story.SLUG, typed="9319\n2 5 12 8 10", now=story.DRAWN)
    draw = story.standing().draws[0]
    assert (draw.sealed.head.source, draw.source_value) == (
        "lottery Lotto 6aus49 of 2023-08-23",
        b"9319./2.5.8.10.12./",
    )


def test_who_does_not_collect_in_time_is_passed_over_and_the_order_stays(app):
    story.drawn_contest()
    drawn = story.standing().draws[0].places
    late = story.DRAWN + 15 * DAY
    assert len(draws.run(now=late)) == 3
    places = story.standing(late).places(story.standing(late).draws[0])
    assert [place.ticket for place in places] == list(drawn)
    assert [place.skipped for place in places] == ["not-claimed"] * 3 + [""] * 3
    assert [place.prize for place in places] == [None] * 3 + [1, 2, 3]
    assert {place.since for place in places[3:]} == {late.date()}


def test_passing_over_needs_a_reason_from_the_list_and_moves_everybody_up(app):
    story.drawn_contest()
    first, second = story.standing().draws[0].places[:2]
    with pytest.raises(Conflict):
        draws.skip(slug=story.SLUG, ticket=first, round_no=1, reason="because", now=story.DRAWN)
    for _ in range(2):
        draws.skip(slug=story.SLUG, ticket=first, round_no=1, reason="declined", now=story.DRAWN)
    places = story.standing().places(story.standing().draws[0])
    assert [(place.ticket, place.prize) for place in places[:2]] == [(first, None), (second, 1)]
    assert sum(place.prize is not None for place in places) == 3


def test_prizes_nobody_collected_are_drawn_again_chained_to_the_first_result(app):
    story.drawn_contest(definition=story.form(alternates=0, second_draw=True))
    late = story.DRAWN + 15 * DAY
    draws.run(now=late)
    assert draws.run(now=late) == [f"{story.SLUG}: the list for the prizes that nobody collected is locked."]
    first, second = story.standing(late).draws
    assert second.sealed.head.previous == sealed.hash_of(first.result)
    assert second.sealed.head.winners == 3
    assert set(second.sealed.tickets) == set(first.sealed.tickets) - set(first.places)
    assert second.source_at >= late + timedelta(minutes=1_440)
    assert draws.run(now=late) == []


@reading("people")
def addresses():
    return people_prizes.count_due(story.DRAWN.date() + 4_000 * DAY)


def test_addresses_of_others_go_after_the_days_for_complaints_and_the_rest_when_all_is_settled(app):
    story.drawn_contest(people=12, address="somebody@example.org")
    assert addresses() == 12
    after = story.DRAWN + 15 * DAY
    while draws.run(now=after):
        pass
    assert addresses() == 6
    assert story.standing(after).held.certificate == {"others": 0}
    end = story.DRAWN + 60 * DAY
    while draws.run(now=end):
        pass
    assert (addresses(), story.standing(end).phase) == (0, "settled")
    assert draws.run(now=end + DAY) == []


def test_a_legal_hold_keeps_what_would_go_and_says_why(app):
    story.drawn_contest(people=4, address="somebody@example.org")
    until = story.DRAWN.date() + 400 * DAY
    contest_room.hold(slug=story.SLUG, until=until, reason="A court asked for it.", now=story.DRAWN)
    while draws.run(now=story.DRAWN + 100 * DAY):
        pass
    assert prize_people.purge(today=until - DAY) == 0
    ticket = story.standing().draws[0].places[0]
    assert prize_people.find_contact(ticket=ticket) == "somebody@example.org"


def test_a_cancelled_contest_takes_no_entry_and_draws_nothing(app):
    story.open_contest()
    story.enter()
    now = story.OPENED + 2 * story.HOUR
    with pytest.raises(Conflict):
        contest_room.cancel(slug=story.SLUG, reason=" ", now=now)
    contest_room.cancel(slug=story.SLUG, reason="The prizes burned.", now=now)
    assert isinstance(story.try_to_enter(now=now + MINUTE), NotOpen)
    story.lock()
    assert (story.standing().draws, story.standing().phase) == ((), "cancelled")


def test_an_omission_is_provable_with_the_signed_receipt(app):
    """A list that leaves a ticket out and the receipt contradict each other, for anyone with the public key."""
    entrants = story.drawn_contest(people=3)
    standing = story.standing()
    ticket, entrant = next(iter(entrants.items()))
    receipt = contests.signed_receipt(standing=standing, code=entrant.code)
    message = sealed.receipt_message(receipt["contest"], bytes.fromhex(receipt["ticket"]))
    honest = standing.draws[0].sealed
    forged = sealed.seal_list(honest.head, set(honest.tickets) - {ticket})
    assert is_signed(message, bytes.fromhex(receipt["signature"]), bytes.fromhex(contests.public_key()))
    assert ticket in honest.tickets
    assert ticket not in forged.tickets
    stranger = sealed.code_of(b"\1" * 15)
    assert contests.signed_receipt(standing=standing, code=stranger) is None


def test_withdrawing_the_answers_leaves_the_ticket(app):
    story.open_contest()
    entrant = story.enter()
    submissions.withdraw(code=entrant.receipt)
    assert contests.count_entries(form_id="golden") == 1
