"""Killed at any statement, commit or file operation of a roll-over: every ballot is carried once and counted once."""

from datetime import timedelta
from itertools import count as steps

import pytest

from forms_app.gateways import ballot_keys
from forms_app.services import forms
from tests.killing import killed_at
from tests.lived import answer, at, count, open_on, published, rows

pytestmark = pytest.mark.slow
BALLOTS = "SELECT id, body FROM ballot WHERE form_id = :form_id AND period = :period"
STATES = "SELECT period, state FROM form_state WHERE form_id = :form_id ORDER BY period"
MONDAY = at("2026-03-02T00:00")
EARLY, LATE = 4, 8  # answers before and after the roll-over


def round_at(app, *, when):
    count(when)


def day(number, clock="12:00"):
    """An instant so many days after the first Monday."""
    return f"{(MONDAY + timedelta(days=number)).date()}T{clock}"


def under(app, form_id, period):
    """How many ballots the period has; every one of them opens with its key."""
    found, key = rows(app, "ballots", BALLOTS, form_id=form_id, period=period), ballot_keys.find_key(form_id, period)
    for row in found:
        key.open_ballot(bytes(row.body), form_id=form_id, period=period, ballot_id=bytes(row.id))
    return len(found)


def carried(app, settings, step):
    """The roll-over of a form of its own, killed at the step and repeated; says whether it was, and what stood then."""
    slug, form_id, first = f"form-{step}", f"k{step:05d}", 14 * step
    open_on(day(first), "week", slug=slug, id=form_id)
    answer(day(first + 1), EARLY, slug=slug, q1bars="o1salt", q2idea="chestnut")
    killed = killed_at(step, settings, round_at, when=day(first + 7, "00:00:01"))
    stood = under(app, form_id, 1), under(app, form_id, 2)
    count(day(first + 7, "00:00:02"))
    assert (under(app, form_id, 1), under(app, form_id, 2)) == (0, EARLY)
    assert rows(app, "ballots", STATES, form_id=form_id) == [(1, "released"), (2, "open")]
    assert [path.name for path in settings.ballot_keys.glob("*.key")] == [f"{form_id}-2.key"]
    answer(day(first + 8), LATE, slug=slug, q1bars="o1salt", q2idea="plum")
    forms.close_form(slug=slug, now=at(day(first + 9)))
    count(day(first + 9, "12:00:01"))
    ensure_counted_once(app, slug, form_id, day(first)[:10], day(first + 9)[:10])
    return killed, stood


def ensure_counted_once(app, slug, form_id, first_day, last_day):
    assert published(slug) == [(2, EARLY + LATE, first_day, last_day)]
    kept = "SELECT batch, readable, count(*) FROM text WHERE form_id = :form_id GROUP BY 1, 2"
    assert rows(app, "people", kept, form_id=form_id) == [(2, 2, EARLY + LATE)]
    assert rows(app, "ballots", "SELECT count(*) FROM ballot") == [(0,)]


def test_a_roll_over_killed_anywhere_is_finished_once(app, settings):
    stood = set()
    for step in steps(1):
        killed, found = carried(app, settings, step)
        stood.add(found)
        if not killed:
            break
    assert stood == {(EARLY, 0), (0, EARLY)}
