"""A closing date is moved once, for a form that its schedule closed with fewer than ten answers."""

import pytest

from forms_app.domain.errors import Conflict
from forms_app.services import extensions, forms, submissions
from tests import make
from tests.lived import answer, at, count, open_on, published

on_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
CLOSING = {"schedule": {"zone": "Europe/Berlin", "closes": "2026-07-10T12:00"}}


def extend(until, now):
    return extensions.extend_form(slug="flavours", until=at(until), now=at(now)).closes_at


def test_a_form_that_closed_under_ten_takes_answers_again_and_is_counted_whole(app):
    open_on("2026-07-01T09:00", "close", **CLOSING)
    codes = answer("2026-07-02T12:00", 9)
    count("2026-07-10T10:00:01")
    submissions.withdraw(code=codes[0])
    assert extend("2026-07-20T10:00", "2026-07-12T09:00") == at("2026-07-20T10")
    assert count("2026-07-12T09:00:01") == ["flavours: takes answers again."]
    submissions.withdraw(code=codes[1])
    answer("2026-07-13T12:00", 5)
    count("2026-07-20T10:00:01")
    assert published() == [(1, 12, "2026-07-01", "2026-07-20")]


def test_an_extended_form_that_stays_under_ten_goes_unread_when_visitors_were_told(app):
    open_on("2026-07-01T09:00", "close", **CLOSING)
    answer("2026-07-02T12:00", 9)
    count("2026-07-10T10:00:01")
    extend("2026-08-09T10:00", "2026-07-12T09:00")
    assert count("2026-07-12T09:00:01", "2026-08-09T09:59:59")[1:] == []
    count("2026-08-09T10:00:00")
    assert published() == [(1, None, "2026-07-01", "2026-08-09")]


@on_sqlite
@pytest.mark.parametrize(
    ("people", "until", "now", "sentence"),
    [
        (9, "2026-07-20T10:00", "2026-07-09T10:00", "has not closed"),
        (9, "2026-07-12T08:00", "2026-07-12T09:00", "Choose a closing date between now and 2026-08-09 12:00"),
        (9, "2026-08-09T10:01", "2026-07-12T09:00", "Choose a closing date between now and 2026-08-09 12:00"),
        (9, "2026-09-01T10:00", "2026-08-09T10:00", "could be moved until 2026-08-09 12:00"),
        (10, "2026-07-20T10:00", "2026-07-12T09:00", "Results of flavours were published"),
    ],
)
def test_a_closing_date_is_not_moved_otherwise(app, people, until, now, sentence):
    open_on("2026-07-01T09:00", "close", **CLOSING)
    answer("2026-07-02T12:00", people)
    count("2026-07-10T10:00:01")
    with pytest.raises(Conflict, match=sentence):
        extend(until, now)


@on_sqlite
def test_a_closing_date_is_moved_once(app):
    open_on("2026-07-01T09:00", "close", **CLOSING)
    count("2026-07-10T10:00:01")
    extend("2026-07-20T10:00", "2026-07-12T09:00")
    count("2026-07-20T10:00:01")
    with pytest.raises(Conflict, match="moved before"):
        extend("2026-07-25T10:00", "2026-07-21T09:00")


@on_sqlite
@pytest.mark.parametrize("closing", [CLOSING, {}])
def test_a_close_by_hand_is_final(app, closing):
    open_on("2026-07-01T09:00", "close", **closing)
    forms.close_form(slug="flavours", now=at("2026-07-05T09:00"))
    count("2026-07-05T09:00:01")
    with pytest.raises(Conflict, match="that is final"):
        extend("2026-07-25T10:00", "2026-07-06T09:00")


@on_sqlite
def test_ten_who_wait_for_a_late_worker_are_counted_and_not_asked_to_wait_on(app):
    open_on("2026-07-01T09:00", "close", **CLOSING)
    answer("2026-07-02T12:00", 10)
    count("2026-07-02T13:00")
    with pytest.raises(Conflict, match="being counted"):
        extend("2026-07-20T10:00", "2026-07-12T09:00")


@on_sqlite
def test_a_form_that_was_never_opened_has_no_closing_date_to_move(app):
    forms.import_form(definition=make.definition(), slug="flavours")
    with pytest.raises(Conflict, match="flavours was never opened."):
        extend("2026-07-25T10:00", "2026-07-06T09:00")
