"""Periods by calendar: every answer is counted in exactly one of them, in tens, or goes unread."""

from datetime import datetime

import pytest

from forms_app.domain.periods import Progress
from forms_app.services import forms, releases, status, submissions
from tests import make
from tests.lived import answer, at, count, keys, open_on, published, rows

on_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


def test_a_year_of_a_monthly_form_counts_everybody_once(app):
    open_on("2026-01-10T09:00", "month")
    for month in range(1, 13):
        answer(f"2026-{month:02d}-15T12:00", 9 + month)
        count(f"2026-{month:02d}-28T12:00", f"{2026 + month // 12}-{month % 12 + 1:02d}-01T00:00:30")
    assert published() == [
        (1, 10, "2026-01-10", "2026-01-31"),
        (2, 11, "2026-02-01", "2026-02-28"),
        (3, 12, "2026-03-01", "2026-03-31"),
        (4, 13, "2026-04-01", "2026-04-30"),
        (5, 14, "2026-05-01", "2026-05-31"),
        (6, 15, "2026-06-01", "2026-06-30"),
        (7, 16, "2026-07-01", "2026-07-31"),
        (8, 17, "2026-08-01", "2026-08-31"),
        (9, 18, "2026-09-01", "2026-09-30"),
        (10, 19, "2026-10-01", "2026-10-31"),
        (11, 20, "2026-11-01", "2026-11-30"),
        (12, 21, "2026-12-01", "2026-12-31"),
    ]
    assert rows(app, "ballots", "SELECT count(*) FROM ballot") == [(0,)]
    assert keys(app) == ["k3f9a2-13.key"]


def test_fewer_than_ten_roll_over_twice_and_are_counted_with_the_rest(app):
    open_on("2026-03-02T09:00", "week")
    answer("2026-03-03T12:00", 4)
    assert count("2026-03-09T00:00:01") == ["flavours: fewer than ten new answers; carried over."]
    answer("2026-03-10T12:00", 5)
    count("2026-03-16T00:00:01")
    assert (published(), keys(app)) == ([], ["k3f9a2-3.key"])
    answer("2026-03-17T12:00", 2)
    count("2026-03-23T00:00:01")
    answer("2026-03-24T12:00", 10)
    count("2026-03-30T00:00:01")
    assert published() == [(3, 11, "2026-03-02", "2026-03-22"), (4, 10, "2026-03-23", "2026-03-29")]


def test_answers_that_rolled_over_can_still_be_withdrawn(app):
    open_on("2026-03-02T09:00", "week")
    codes = answer("2026-03-03T12:00", 9)
    count("2026-03-09T00:00:01")
    submissions.withdraw(code=codes[0])
    answer("2026-03-10T12:00", 3)
    count("2026-03-16T00:00:01")
    assert [n for _, n, _, _ in published()] == [11]


@on_sqlite
def test_a_form_takes_answers_in_every_moment_between_two_periods(app):
    open_on("2026-03-02T09:00", "week")
    answer("2026-03-08T23:59:59", 6)
    answer("2026-03-09T00:00:00", 6)
    count("2026-03-09T00:00:01")
    answer("2026-03-09T00:00:01", 1)
    assert published() == [(1, 12, "2026-03-02", "2026-03-08")]
    assert rows(app, "ballots", "SELECT period, state FROM form_state ORDER BY period") == [
        (1, "released"),
        (2, "open"),
    ]


@on_sqlite
def test_after_twelve_months_of_rolling_over_they_go_unread(app):
    open_on("2026-01-10T09:00", "quarter")
    answer("2026-01-15T12:00", 9)
    count(*(f"{day}T00:00:01" for day in ("2026-04-01", "2026-07-01", "2026-10-01", "2027-01-01")))
    assert published() == []
    said = count("2027-04-01T00:00:01")
    assert said == ["flavours: fewer than ten people answered; nothing was read."]
    assert published() == [(5, None, "2026-01-10", "2027-03-31")]
    assert rows(app, "ballots", "SELECT count(*) FROM ballot") == [(0,)]
    answer("2027-04-02T12:00", 10)
    count("2027-07-01T00:00:01")
    assert published()[1:] == [(6, 10, "2027-04-01", "2027-06-30")]


@on_sqlite
def test_the_last_period_ends_with_the_form_and_swallows_a_bound_within_a_day_of_it(app):
    closing = {"schedule": {"zone": "UTC", "closes": "2026-03-16T12:00"}}
    open_on("2026-03-02T09:00", "week", **closing)
    answer("2026-03-03T12:00", 10)
    count("2026-03-09T00:00:01")
    answer("2026-03-10T12:00", 7)
    assert count("2026-03-16T00:00:01") == []
    answer("2026-03-16T11:00", 4)
    count("2026-03-16T12:00:01")
    assert published() == [(1, 10, "2026-03-02", "2026-03-08"), (2, 11, "2026-03-09", "2026-03-16")]
    assert keys(app) == []


@on_sqlite
def test_a_close_by_hand_waits_for_a_day_after_the_release_before_it(app):
    open_on("2026-03-02T09:00", "week")
    answer("2026-03-03T12:00", 10)
    count("2026-03-09T00:00:01")
    answer("2026-03-09T08:00", 10)
    forms.close_form(slug="flavours", now=at("2026-03-09T09:00"))
    assert count("2026-03-09T09:00:01", "2026-03-09T23:59:00") == []
    count("2026-03-10T00:00:01")
    assert published() == [(1, 10, "2026-03-02", "2026-03-08"), (2, 10, "2026-03-09", "2026-03-09")]


@on_sqlite
def test_a_worker_that_slept_over_bounds_cuts_once_and_says_the_days_it_counted(app):
    open_on("2026-03-02T09:00", "week")
    answer("2026-03-03T12:00", 6)
    answer("2026-03-12T12:00", 6)
    count("2026-03-18T10:00")
    answer("2026-03-19T12:00", 10)
    count("2026-03-23T00:00:01")
    assert published() == [(1, 12, "2026-03-02", "2026-03-18"), (2, 10, "2026-03-18", "2026-03-22")]


def test_fifty_answers_are_counted_at_the_midnight_after_they_were_told(app):
    open_on("2026-03-02T09:00", "fifty")
    answer("2026-03-02T10:00", 55)
    assert count("2026-03-02T11:00", "2026-03-03T00:00:01", "2026-03-03T10:00") == []
    answer("2026-03-03T11:00", 3)
    count("2026-03-04T00:00:01")
    answer("2026-03-04T11:00", 49)
    count("2026-03-06T00:00:01", "2026-03-07T00:00:01")
    assert published() == [(1, 58, "2026-03-02", "2026-03-03")]


def test_missing_answers_stop_the_count_until_an_administrator_says_go_on(app):
    open_on("2026-03-02T09:00", "week")
    codes = answer("2026-03-03T12:00", 22)
    count("2026-03-03T13:00")
    for code in codes[:5]:
        submissions.withdraw(code=code)
    with app.extensions["databases"]["ballots"].begin() as connection:
        connection.exec_driver_sql("DELETE FROM ballot WHERE id IN (SELECT id FROM ballot LIMIT 3)")
    said = "flavours: of at least 15 answers 14 are there; look why before anything is counted."
    assert count("2026-03-09T00:00:01", "2026-03-10T00:00:01") == [said, said]
    releases.run(now=at("2026-03-10T01:00"), despite_missing="flavours")
    assert [n for _, n, _, _ in published()] == [14]


@on_sqlite
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
def test_a_month_begins_where_the_form_is_at_home(app, zone):
    open_on("2026-03-10T09:00", "month", schedule={"zone": zone})
    midnight = datetime.fromisoformat("2026-04-01T00:00").replace(tzinfo=forms.get_published(slug="flavours")[1].zone)
    answer("2026-03-11T12:00", 10)
    assert releases.run(now=midnight.replace(day=1, hour=0) - (at("2026-01-01T01") - at("2026-01-01T00"))) == []
    releases.run(now=midnight)
    assert published() == [(1, 10, "2026-03-10", "2026-03-31")]


def test_a_form_closes_when_the_clock_where_it_is_at_home_says_so(app):
    open_on("2026-07-01T09:00", "close", schedule={"zone": "Europe/Berlin", "closes": "2026-07-10T12:00"})
    assert forms.get_form(slug="flavours").closes_at == at("2026-07-10T10")


def test_progress_is_told_by_the_hour_in_steps_of_ten(app):
    open_on("2026-07-01T09:00", "month", schedule={"zone": "Asia/Kolkata"})
    answer("2026-07-02T12:05", 29)
    count("2026-07-02T12:10")
    assert told() == Progress(20, at("2026-07-02T11:30"))
    answer("2026-07-02T12:11", 1)
    count("2026-07-02T12:29:59")
    assert told() == Progress(20, at("2026-07-02T11:30"))
    count("2026-07-02T12:30")
    assert told() == Progress(30, at("2026-07-02T12:30"))
    count("2026-07-31T18:30:01")
    assert told() == Progress(0, at("2026-07-31T18:30"))


@on_sqlite
def test_the_list_of_forms_says_how_many_answers_wait(app):
    open_on("2026-03-02T09:00", "close", schedule={"zone": "Europe/Berlin"})
    answer("2026-03-03T12:00", 24)
    count("2026-03-03T13:10")
    forms.import_form(definition=make.definition(id="other1"), slug="other")
    listed = app.test_cli_runner().invoke(args=["forms", "list"]).output.splitlines()
    assert listed == ["open       flavours: at least 20 answers as of 14:00", "draft      other"]


def told():
    return status.get_status(slug="flavours", now=at("2026-07-02T12:00")).told


def written(app, slug="flavours"):
    """Batch, question and publication that made it readable, of every text kept."""
    return rows(app, "people", "SELECT batch, question_id, readable, count(*) FROM text GROUP BY 1, 2, 3 ORDER BY 1, 2")


def test_texts_become_readable_in_tens_and_wait_for_each_other_until_then(app):
    open_on("2026-03-02T09:00", "week", schedule={"zone": "UTC", "closes": "2026-03-30T12:00"})
    answer("2026-03-03T12:00", 6, q1bars="o1salt", q2idea="chestnut")
    answer("2026-03-03T12:00", 6)
    count("2026-03-09T00:00:01")
    assert written(app) == [(1, "q2idea", None, 6)]
    answer("2026-03-10T12:00", 10, q1bars="o1salt", q2idea="plum")
    count("2026-03-16T00:00:01")
    assert written(app) == [(1, "q2idea", 2, 6), (2, "q2idea", 2, 10)]
    answer("2026-03-17T12:00", 9, q1bars="o1salt", q2idea="quince")
    answer("2026-03-17T12:00", 1)
    count("2026-03-23T00:00:01")
    assert written(app)[2:] == [(3, "q2idea", None, 9)]
    answer("2026-03-24T12:00", 10)
    count("2026-03-30T12:00:01")
    assert written(app) == [(1, "q2idea", 2, 6), (2, "q2idea", 2, 10)]
    assert len(published()) == 4


@on_sqlite
def test_a_key_that_somebody_put_into_the_database_is_put_back_and_said(app):
    open_on("2026-03-02T09:00", "week")
    own = rows(app, "ballots", "SELECT public_key FROM form_state")
    with app.extensions["databases"]["ballots"].begin() as connection:
        connection.exec_driver_sql("UPDATE form_state SET public_key = zeroblob(32)")
    said = "flavours: somebody changed the key its answers are locked with; it is put back, look who did it."
    assert count("2026-03-02T09:00:01", "2026-03-02T09:00:02") == [said]
    assert rows(app, "ballots", "SELECT public_key FROM form_state") == own
