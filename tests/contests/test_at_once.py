"""Many at once, on both engines: one list, one draw, and nobody who got a receipt is left out."""

import contextvars
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from forms_app.domain import draws as sealed
from forms_app.domain.errors import Conflict, FormsError
from forms_app.services import contests, draws, releases
from tests.contests import story

MANY = 200
LAST = story.CLOSES - timedelta(milliseconds=1)


def at_once(app, deeds):
    """Each deed in a thread and an application context of its own; what it gave, or how it was refused."""

    def do(deed):
        with app.app_context():
            try:
                return deed()
            except FormsError as error:
                return error

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(lambda deed: contextvars.Context().run(do, deed), deeds))


def test_two_hundred_draws_at_once_are_one_draw(app):
    story.open_contest(story.form(source="lottery", lottery="Lotto of a day"))
    for _ in range(5):
        story.enter()
    story.lock()

    def draw(number):
        return lambda: draws.draw_from_numbers(slug=story.SLUG, typed=str(number), now=story.DRAWN)

    done = at_once(app, [draw(number) for number in range(1, MANY + 1)])
    drawn = story.standing().draws[0]
    assert all(one is None or isinstance(one, Conflict) for one in done)
    assert len(story.standing().draws) == 1
    chosen = int(drawn.proof)
    assert drawn.source_value == f"{chosen}./".encode()
    at_once(app, [draw(number) for number in range(1, 20)])
    assert story.standing().draws[0] == drawn


def test_two_hundred_locks_at_once_make_one_list(app):
    story.open_contest()
    for _ in range(3):
        story.enter()
    releases.run(now=story.COUNTED)
    done = at_once(app, [lambda: draws.seal(story.standing(story.COUNTED))] * MANY)
    assert (done.count(True), len(story.standing().draws)) == (1, 1)


def test_entries_while_the_list_is_locked_are_in_it_or_refused(app):
    """Late steps of entries run against the lock: whoever got a receipt stands in the list."""
    story.open_contest()
    contest_id = story.standing().held.contest_id
    codes = [sealed.code_of(number.to_bytes(15, "big")) for number in range(MANY)]

    def enter(code):
        def deed():
            contests.add_ticket(form_id="golden", ticket=sealed.ticket_of(contest_id, code))
            return code

        return deed

    deeds = [enter(code) for code in codes]
    deeds.insert(MANY // 2, lambda: draws.seal(story.standing(story.COUNTED)))
    done = at_once(app, deeds)
    taken = {sealed.ticket_of(contest_id, one) for one in done if isinstance(one, str)}
    listed = set(story.standing().draws[0].sealed.tickets)
    assert taken == listed
    receipts = [contests.signed_receipt(standing=story.standing(), code=code) for code in codes]
    assert sum(one is not None for one in receipts) == len(listed)


def test_two_hundred_entries_at_the_closing_instant_are_each_taken_whole_or_not_at_all(app):
    story.open_contest()
    moments = [LAST, story.CLOSES]
    deeds = [lambda at=moments[number % 2]: story.enter(now=at) for number in range(MANY)]
    done = at_once(app, deeds)
    taken = [one for one in done if isinstance(one, story.Entrant)]
    assert len(taken) == MANY // 2
    assert len({one.code for one in taken}) == contests.count_entries(form_id="golden") == MANY // 2
