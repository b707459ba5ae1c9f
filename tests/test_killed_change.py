"""Killed at any statement, commit or file operation of a change of questions: each answer is counted under its own."""

from datetime import timedelta
from itertools import count as steps

import pytest

from forms_app.services import forms
from tests.killing import killed_at
from tests.lived import answer, at, count, open_on, rows
from tests.replaced import page_shown, released, replace, send

pytestmark = pytest.mark.slow
STATES = "SELECT period, version, state FROM form_state WHERE form_id = :form_id ORDER BY period"
KEYS = "*.key"
MONDAY = at("2026-03-02T00:00")
OLD, NEW = 11, 12  # people


def round_at(app, *, when):
    count(when)


def change(app, *, slug, when):
    replace(when, slug=slug)


def day(number, clock="12:00"):
    """An instant so many days after the first Monday."""
    return f"{(MONDAY + timedelta(days=number)).date()}T{clock}"


def opened(step):
    """A form of its own with answers, and the day on which it was opened."""
    slug, first = f"form-{step}", 21 * step
    open_on(day(first), "week", slug=slug, id=f"k{step:05d}")
    answer(day(first + 1), OLD - 1, slug=slug)
    return slug, first


def ensure_each_is_counted_once(app, settings, slug, step, first):
    form_id = f"k{step:05d}"
    assert rows(app, "ballots", STATES, form_id=form_id) == [(1, 1, "open"), (2, 2, "open")]
    assert sorted(path.name for path in settings.ballot_keys.glob(KEYS)) == [f"{form_id}-1.key", f"{form_id}-2.key"]
    answer(day(first + 7, "11:00"), NEW, slug=slug, q1bars="o4mint")
    count(day(first + 7, "12:00:10"))
    close_and_count(slug, first)
    assert rows(app, "ballots", "SELECT count(*) FROM ballot") == [(0,)]
    assert list(settings.ballot_keys.glob(KEYS)) == []


def close_and_count(slug, first):
    forms.close_form(slug=slug, now=at(day(first + 9)))
    count(day(first + 9, "12:00:01"))
    assert released(slug) == [(1, [1], OLD), (2, [2], NEW)]


def test_a_change_killed_anywhere_comes_once(app, settings):
    stood = set()
    for step in steps(1):
        slug, first = opened(step)
        page = page_shown(day(first + 6, "23:59:59"), slug=slug)
        replace(day(first + 2), slug=slug)
        killed = killed_at(step, settings, round_at, when=day(first + 7, "00:00:01"))
        stood.add(forms.get_form(slug=slug).version)
        send(page, day(first + 7, "00:00:02"), slug=slug)
        count(day(first + 7, "00:00:03"))
        ensure_each_is_counted_once(app, settings, slug, step, first)
        if not killed:
            break
    assert stood == {1, 2}


def test_a_change_killed_while_it_is_scheduled_is_scheduled_or_not(app, settings):
    stood = set()
    for step in steps(1):
        slug, first = opened(step)
        killed = killed_at(step, settings, change, slug=slug, when=day(first + 2))
        is_scheduled = forms.get_form(slug=slug).changes_at is not None
        stood.add(is_scheduled)
        if not is_scheduled:
            replace(day(first + 2), slug=slug)
        answer(day(first + 3), 1, slug=slug)
        count(day(first + 7, "00:00:03"))
        ensure_each_is_counted_once(app, settings, slug, step, first)
        if not killed:
            break
    assert stood == {False, True}


def test_the_count_of_the_old_answers_killed_anywhere_is_finished_once(app, settings):
    for step in steps(1):
        slug, first = opened(step)
        replace(day(first + 2), slug=slug)
        answer(day(first + 3), 1, slug=slug)
        count(day(first + 7, "00:00:01"))
        answer(day(first + 7, "11:00"), NEW, slug=slug, q1bars="o4mint")
        killed = killed_at(step, settings, round_at, when=day(first + 7, "12:00:01"))
        count(day(first + 7, "12:00:02"))
        assert released(slug) == [(1, [1], OLD)]
        close_and_count(slug, first)
        assert list(settings.ballot_keys.glob(KEYS)) == []
        if not killed:
            break
