"""The calendar of periods: bounds where a form is at home, right over changes of the clocks, a day apart."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.domain import periods
from forms_app.domain.forms import Form
from forms_app.domain.periods import Progress
from tests import make

ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "America/Havana", "UTC"]


def definition(rhythm, zone="UTC", **schedule):
    return make.definition(rhythm=rhythm, schedule={"zone": zone, **schedule})


def at(when):
    return datetime.fromisoformat(when).replace(tzinfo=UTC)


def bounds(rhythm, zone, begins, number):
    """The instants at which the next periods end, one after the other."""
    found = [at(begins)]
    for _period in range(number):
        found.append(periods.next_start(definition(rhythm, zone), found[-1] + periods.APART))
    return [f"{bound:%Y-%m-%dT%H:%M}" for bound in found[1:]]


@pytest.mark.parametrize(
    ("rhythm", "zone", "begins", "expected"),
    [
        ("week", "Europe/Berlin", "2026-03-18T12:00", ["2026-03-22T23:00", "2026-03-29T22:00", "2026-04-05T22:00"]),
        ("week", "America/New_York", "2026-10-21T12:00", ["2026-10-26T04:00", "2026-11-02T05:00", "2026-11-09T05:00"]),
        (
            "month",
            "Australia/Lord_Howe",
            "2026-03-10T12:00",
            ["2026-03-31T13:00", "2026-04-30T13:30", "2026-05-31T13:30"],
        ),
        (
            "quarter",
            "Europe/Berlin",
            "2026-02-10T12:00",
            ["2026-03-31T22:00", "2026-06-30T22:00", "2026-09-30T22:00", "2026-12-31T23:00"],
        ),
        ("month", "Pacific/Apia", "2011-11-10T12:00", ["2011-12-01T10:00", "2011-12-31T10:00", "2012-01-31T10:00"]),
        # 30 December 2011 did not happen in Apia: two midnights fall on one instant.
        (
            "fifty",
            "Pacific/Apia",
            "2011-12-27T10:00",
            ["2011-12-28T10:00", "2011-12-29T10:00", "2011-12-30T10:00", "2011-12-31T10:00"],
        ),
        # On 1 November 2026 midnight comes twice nowhere; in Havana 00:00 to 01:00 does, and the first counts.
        ("month", "America/Havana", "2026-10-10T12:00", ["2026-11-01T04:00", "2026-12-01T05:00"]),
    ],
)
def test_periods_end_at_midnight_where_the_form_is_at_home(rhythm, zone, begins, expected):
    assert bounds(rhythm, zone, begins, len(expected)) == expected


@given(
    st.sampled_from(["week", "month", "quarter", "fifty"]),
    st.sampled_from(ZONES),
    st.integers(1_260_000_000, 2_210_000_000),  # seconds; from 2009 to 2040
)
def test_a_bound_is_the_next_local_midnight_of_its_rhythm_and_at_least_a_day_later(rhythm, zone, seconds):
    begins = datetime.fromtimestamp(seconds, UTC)
    bound = periods.next_start(definition(rhythm, zone), begins + periods.APART)
    before = (bound - timedelta(microseconds=1)).astimezone(ZoneInfo(zone))
    local = bound.astimezone(ZoneInfo(zone))
    assert bound - begins >= periods.APART
    assert periods.STARTS[rhythm](local.date())
    assert before.date() < local.date()
    assert not any(
        periods.STARTS[rhythm](begins.date() + timedelta(days=days))
        for days in range(3, (bound.date() - begins.date()).days - 1)
    )


@pytest.mark.parametrize(
    ("closes", "now", "expected"),
    [
        (None, "2026-03-08T23:59:59", None),
        (None, "2026-03-09T00:00", "2026-03-09T00:00"),
        (None, "2026-03-09T00:59:59", "2026-03-09T00:00"),
        (None, "2026-03-09T01:00", "2026-03-09T01:00"),  # too late to say that Monday's answers are not among them
        ("2026-03-10T00:00", "2026-03-09T00:00", "2026-03-09T00:00"),
        ("2026-03-09T23:59", "2026-03-09T00:00", None),
        ("2026-03-09T23:59", "2026-03-10T07:00", "2026-03-09T23:59"),
    ],
)
def test_a_week_ends_on_monday_unless_the_form_closes_within_a_day(closes, now, expected):
    closes_at = at(closes) if closes else None
    given = {"begins_at": at("2026-03-02T09:00"), "closes_at": closes_at, "shown": None, "now": at(now)}
    assert periods.ended_at(definition("week"), **given) == (at(expected) if expected else None)


@pytest.mark.parametrize(
    ("answers", "as_of", "expected"),
    [
        (50, "2026-03-03T00:00", None),  # not a day yet
        (40, "2026-03-04T00:00", None),
        (50, "2026-03-04T01:00", None),  # no midnight
        (50, "2026-03-04T00:00", "2026-03-04T00:00"),
    ],
)
def test_fifty_end_a_period_when_a_midnight_tells_them(answers, as_of, expected):
    given = {"begins_at": at("2026-03-02T09:00"), "closes_at": None, "shown": Progress(answers, at(as_of))}
    ended = periods.ended_at(definition("fifty"), **given, now=at(as_of))
    assert ended == (at(expected) if expected else None)


def test_fewer_than_fifty_end_a_period_after_twelve_months():
    given = {"begins_at": at("2026-03-02T09:00"), "closes_at": None, "shown": Progress(40, at("2027-03-03T00:00"))}
    assert periods.ended_at(definition("fifty"), **given, now=at("2027-03-02T23:59")) is None
    assert periods.ended_at(definition("fifty"), **given, now=at("2027-03-03T00:00")) == at("2027-03-03T00:00")


@pytest.mark.parametrize(
    ("rhythm", "closes", "now", "expected"),
    [
        ("close", None, "2026-03-05T12:00", None),
        ("close", "2026-04-20T12:00", "2026-03-05T12:00", "2026-04-20T12:00"),
        ("fifty", "2026-04-20T12:00", "2026-03-05T12:00", "2026-04-20T12:00"),
        ("month", None, "2026-03-01T00:00", "2026-04-01T00:00"),
        ("month", "2026-04-20T12:00", "2026-03-05T12:00", "2026-04-01T00:00"),
        ("month", "2026-04-20T12:00", "2026-04-05T12:00", "2026-04-20T12:00"),
        ("month", "2026-04-01T12:00", "2026-03-05T12:00", "2026-04-01T12:00"),
    ],
)
def test_answers_sent_now_are_counted_with_the_next_bound_or_the_close(rhythm, closes, now, expected):
    form = Form("form01", "form", 1, at("2026-02-01T09:00"), at(closes) if closes else None)
    assert periods.counted_at(definition(rhythm), form, at(now)) == (at(expected) if expected else None)


def test_days_of_a_period_are_those_where_the_form_is_at_home():
    there = definition("week", "Europe/Berlin")
    days = periods.period_days(there, at("2026-03-01T23:00"), at("2026-03-08T23:00"))
    assert days == {"first_day": date(2026, 3, 2), "last_day": date(2026, 3, 8)}


@pytest.mark.parametrize(
    ("zone", "now", "hour"),
    [
        ("Asia/Kathmandu", "2026-03-05T12:20", "2026-03-05T12:15"),
        ("Asia/Kathmandu", "2026-03-05T12:10", "2026-03-05T11:15"),
        ("Europe/Berlin", "2026-10-25T01:40", "2026-10-25T01:00"),  # 02:40 for the second time
    ],
)
def test_progress_is_told_at_the_full_hour_where_the_form_is_at_home(zone, now, hour):
    assert periods.progress_of(27, at(now), ZoneInfo(zone)) == Progress(20, at(hour))
