"""Questions that are replaced at a bound: every answer is counted once, under the version that asked it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from forms_app.domain.errors import Conflict, FormChanged, Unpublishable
from forms_app.services import forms, releases, reports, submissions, versions
from tests import make
from tests.lived import answer, at, count, keys, open_on, published, rows
from tests.replaced import changed, page_shown, released, replace, send

on_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
SECOND, HALF_A_DAY = timedelta(seconds=1), timedelta(hours=12)
STATES = "SELECT period, version, state FROM form_state ORDER BY period"


def test_each_version_is_counted_by_itself_the_old_one_half_a_day_after_the_bound(app):
    open_on("2026-03-02T09:00", "week")
    answer("2026-03-03T12:00", 12)
    assert replace("2026-03-04T12:00") == at("2026-03-09")
    assert count("2026-03-08T23:59:59") == []
    assert count("2026-03-09T00:00:01") == ["flavours: its questions have changed."]
    answer("2026-03-09T08:00", 15, q1bars="o4mint")
    assert count("2026-03-09T11:59:59") == []
    assert count("2026-03-09T12:00:00") == ["flavours: 12 people counted and published."]
    assert published() == [(1, 12, "2026-03-02", "2026-03-08")]
    count("2026-03-16T00:00:01")
    assert released() == [(1, [1], 12), (2, [2], 15)]
    tables = [
        one["questions"][0]["tables"][0]["rows"] for one in reversed(reports.get_reports(slug="flavours")["reports"])
    ]
    assert [len(table) for table in tables] == [3, 4]
    assert keys(app) == ["k3f9a2-3.key"]


def test_a_page_opened_before_the_bound_is_taken_for_twelve_hours_and_no_longer(app):
    open_on("2026-03-02T09:00", "week")
    answer("2026-03-03T12:00", 8)
    replace("2026-03-04T12:00")
    old_page = page_shown("2026-03-08T23:59")
    early, late, tardy = (page_shown(f"2026-03-09T00:00:{second}") for second in ("00", "20", "40"))
    count("2026-03-09T00:00:59")
    code = send(early, "2026-03-09T11:59")
    count("2026-03-09T11:59:59")
    send(late, "2026-03-09T11:59:59")
    assert count("2026-03-09T12:00:30") == ["flavours: 10 people counted and published."]
    with pytest.raises(FormChanged):
        send(tardy, "2026-03-09T12:00:31")
    with pytest.raises(FormChanged):
        send(old_page, "2026-03-09T12:01")
    assert send(early, "2026-03-09T12:01") == code
    assert rows(app, "ballots", "SELECT count(*) FROM ballot") == [(0,)]


def test_answers_to_the_old_questions_are_withdrawn_until_they_are_counted(app):
    open_on("2026-03-02T09:00", "week")
    codes = answer("2026-03-03T12:00", 12)
    replace("2026-03-04T12:00")
    count("2026-03-09T00:00:01")
    submissions.withdraw(code=codes[0])
    count("2026-03-09T12:00:01")
    submissions.withdraw(code=codes[1])
    assert released() == [(1, [1], 11)]


def test_fewer_than_ten_answers_to_replaced_questions_go_unread_and_never_to_the_new_ones(app):
    open_on("2026-03-02T09:00", "week")
    answer("2026-03-03T12:00", 4, q1bars="o1salt", q2idea="chestnut")
    count("2026-03-09T00:00:01")
    answer("2026-03-10T12:00", 5)
    replace("2026-03-11T12:00")
    count("2026-03-16T00:00:01")
    answer("2026-03-16T09:00", 10, q1bars="o4mint", q2idea="plum")
    said = count("2026-03-16T12:00:01")
    assert said == ["flavours: fewer than ten people answered; nothing was read."]
    count("2026-03-23T00:00:01")
    assert released() == [(2, [1], None), (3, [2], 10)]
    assert rows(app, "people", "SELECT batch, readable, count(*) FROM text GROUP BY 1, 2") == [(3, 3, 10)]


@on_sqlite
def test_texts_that_wait_for_others_do_not_wait_for_those_of_other_questions(app):
    open_on("2026-03-02T09:00", "week")
    answer("2026-03-03T12:00", 6, q1bars="o1salt", q2idea="chestnut")
    answer("2026-03-03T12:00", 6)
    replace("2026-03-04T12:00")
    count("2026-03-09T00:00:01", "2026-03-09T12:00:01")
    answer("2026-03-10T12:00", 10, q1bars="o1salt", q2idea="plum")
    count("2026-03-16T00:00:01")
    assert rows(app, "people", "SELECT batch, readable, count(*) FROM text GROUP BY 1, 2") == [(2, 2, 10)]


@on_sqlite
@pytest.mark.parametrize(
    ("rhythm", "zone", "opened", "scheduled", "begins"),
    [
        (
            "week",
            "Europe/Berlin",
            "2026-03-24T09:00",
            "2026-03-25T12:00",
            "2026-03-30T00:00+02:00",
        ),  # 23 hours on Sunday
        ("week", "America/New_York", "2026-03-02T09:00", "2026-03-04T12:00", "2026-03-09T00:00-04:00"),
        ("month", "Australia/Lord_Howe", "2026-03-02T09:00", "2026-03-25T12:00", "2026-04-01T00:00+11:00"),
        ("close", "Europe/Berlin", "2026-03-02T09:00", "2026-03-02T20:00", "2026-03-04T00:00+01:00"),
        ("close", "Europe/Berlin", "2026-03-02T09:00", "2026-03-28T12:00", "2026-03-29T00:00+01:00"),
        (
            "fifty",
            "Africa/Cairo",
            "2026-04-02T09:00",
            "2026-04-23T12:00",
            "2026-04-24T01:00+03:00",
        ),  # no midnight
        ("quarter", "UTC", "2026-03-02T09:00", "2026-03-04T12:00", "2026-04-01T00:00+00:00"),
    ],
)
def test_a_change_comes_with_the_next_bound_where_the_form_is_at_home(app, rhythm, zone, opened, scheduled, begins):
    open_on(opened, rhythm, schedule={"zone": zone})
    moment = datetime.fromisoformat(begins)
    assert replace(scheduled) == moment
    answer(scheduled, 10)
    assert releases.run(now=moment - SECOND) == []
    assert releases.run(now=moment) == ["flavours: its questions have changed."]
    assert releases.run(now=moment + HALF_A_DAY - SECOND) == []
    assert releases.run(now=moment + HALF_A_DAY) == ["flavours: 10 people counted and published."]
    last_day = (moment - SECOND).astimezone(ZoneInfo(zone)).date()
    assert published() == [(1, 10, opened[:10], last_day.isoformat())]


@on_sqlite
def test_a_form_counted_when_it_closes_is_counted_at_the_change_too(app):
    open_on("2026-03-02T09:00", "close", schedule={"zone": "UTC", "closes": "2026-03-20T12:00"})
    answer("2026-03-02T10:00", 10)
    assert replace("2026-03-05T12:00") == at("2026-03-06")
    count("2026-03-06T00:00:01")
    answer("2026-03-06T08:00", 11)
    count("2026-03-06T12:00:01", "2026-03-20T12:00:01")
    assert released() == [(1, [1], 10), (2, [2], 11)]
    assert keys(app) == []


@on_sqlite
def test_fifty_new_answers_are_counted_a_day_after_the_old_ones_at_the_earliest(app):
    open_on("2026-03-02T09:00", "fifty")
    answer("2026-03-02T10:00", 10)
    replace("2026-03-02T11:00")
    count("2026-03-04T00:00:01")
    answer("2026-03-04T08:00", 55)
    count("2026-03-04T12:00:01", "2026-03-05T00:00:01", "2026-03-05T12:00:01")
    assert released() == [(1, [1], 10)]
    count("2026-03-06T00:00:01")
    assert released() == [(1, [1], 10), (2, [2], 55)]


@on_sqlite
def test_a_close_by_hand_after_a_change_waits_until_a_day_after_the_old_answers_were_counted(app):
    open_on("2026-03-02T09:00", "week")
    answer("2026-03-03T12:00", 10)
    replace("2026-03-04T12:00")
    count("2026-03-09T00:00:01")
    answer("2026-03-09T02:00", 10)
    forms.close_form(slug="flavours", now=at("2026-03-09T03:00"))
    assert count("2026-03-09T03:00:01", "2026-03-09T11:59:59") == []
    count("2026-03-09T12:00:01", "2026-03-10T11:59:59")
    assert released() == [(1, [1], 10)]
    count("2026-03-10T12:00:01")
    assert released() == [(1, [1], 10), (2, [2], 10)]
    assert keys(app) == []


@on_sqlite
def test_a_worker_that_slept_changes_the_questions_when_it_comes(app):
    open_on("2026-03-02T09:00", "week")
    answer("2026-03-03T12:00", 10)
    replace("2026-03-04T12:00")
    answer("2026-03-10T07:00", 1)
    count("2026-03-10T08:00")
    answer("2026-03-10T09:00", 10, q1bars="o4mint")
    assert count("2026-03-10T19:59:59") == []
    count("2026-03-10T20:00")
    assert published() == [(1, 11, "2026-03-02", "2026-03-10")]


@on_sqlite
def test_questions_are_replaced_again_and_again(app):
    open_on("2026-03-02T09:00", "close")
    for day in range(3, 9):
        answer(f"2026-03-{day:02d}T12:30", 10)
        replace(f"2026-03-{day:02d}T13:00", title={"en": f"After day {day}", "de": "Danach"})
        count(f"2026-03-{day + 1:02d}T00:00:01", f"2026-03-{day + 1:02d}T12:00:01")
    assert released() == [(number, [number], 10) for number in range(1, 7)]


@on_sqlite
def test_missing_answers_to_the_old_questions_hold_the_new_ones_back_until_somebody_looks(app):
    open_on("2026-03-02T09:00", "week")
    answer("2026-03-03T12:00", 12)
    count("2026-03-03T13:00")
    replace("2026-03-04T12:00")
    with app.extensions["databases"]["ballots"].begin() as connection:
        connection.exec_driver_sql("DELETE FROM ballot WHERE id IN (SELECT id FROM ballot LIMIT 3)")
    count("2026-03-09T00:00:01")
    answer("2026-03-10T12:00", 10)
    assert "look why" in count("2026-03-09T12:00:01", "2026-03-16T00:00:01")[-1]
    assert published() == []
    releases.run(now=at("2026-03-16T01:00"), despite_missing="flavours")
    assert released() == [(1, [1], None), (2, [2], 10)]


def test_a_change_is_taken_back_before_it_comes_and_another_one_takes_its_place(app):
    open_on("2026-03-02T09:00", "week")
    replace("2026-03-03T12:00", title={"en": "Never seen", "de": "Nie gesehen"})
    versions.take_back(slug="flavours", now=at("2026-03-08T23:59:59"))
    assert count("2026-03-09T00:00:01") == ["flavours: fewer than ten new answers; carried over."]
    replace("2026-03-10T12:00", title={"en": "Seen", "de": "Gesehen"})
    with pytest.raises(Conflict, match="too late"):
        versions.take_back(slug="flavours", now=at("2026-03-16T00:00:00"))
    count("2026-03-16T00:00:01")
    assert forms.get_published(slug="flavours")[1].title["en"] == "Seen"
    with pytest.raises(Conflict, match="No change of flavours is scheduled"):
        versions.take_back(slug="flavours", now=at("2026-03-16T00:00:02"))
    assert rows(app, "ballots", STATES) == [(1, 1, "released"), (2, 1, "open"), (3, 2, "open")]


@on_sqlite
def test_a_form_closed_by_hand_drops_the_change_that_was_to_come(app):
    open_on("2026-03-02T09:00", "week")
    answer("2026-03-03T12:00", 10)
    replace("2026-03-03T12:00")
    forms.close_form(slug="flavours", now=at("2026-03-05T12:00"))
    count("2026-03-05T12:00:01", "2026-03-09T00:00:01")
    assert released() == [(1, [1], 10)]
    assert (forms.get_form(slug="flavours").changes_at, keys(app)) == (None, [])


@on_sqlite
@pytest.mark.parametrize(
    ("given", "now", "sentence"),
    [
        ({"id": "other1"}, "2026-03-04T12:00", "This is another form: its id is other1, not k3f9a2."),
        ({"schedule": {"zone": "UTC"}}, "2026-03-04T12:00", "closing date and time zone must stay"),
        ({}, "2026-03-19T00:00", "flavours closes too soon"),
        ({}, "2026-03-20T12:00", "flavours is closed"),
        ({"pages": make.example("form-1")["pages"]}, "2026-03-04T12:00", "Nothing differs from what is asked now."),
    ],
)
def test_questions_are_not_replaced_otherwise(app, given, now, sentence):
    open_on("2026-03-02T09:00", "close", schedule={"zone": "UTC", "closes": "2026-03-20T12:00"})
    with pytest.raises(Conflict, match=sentence):
        replace(now, **given)


@on_sqlite
def test_a_second_change_and_one_that_may_not_be_opened_are_refused(app):
    open_on("2026-03-02T09:00", "week")
    with pytest.raises(Unpublishable):
        replace("2026-03-04T12:00", languages=["fr", "en", "de"])
    replace("2026-03-04T12:00")
    with pytest.raises(Conflict, match="A change of flavours is scheduled already"):
        replace("2026-03-04T12:00")
    forms.import_form(definition=make.definition(id="draft1"), slug="draft")
    with pytest.raises(Conflict, match="draft was never opened."):
        versions.replace_questions(slug="draft", definition=changed(id="draft1"), now=at("2026-03-04T12:00"))


def detail_for(purpose, *, seen_by=("staff",), delete_after=30):
    personal = {"purpose": {"en": purpose}, "delete_after": delete_after, "seen_by": list(seen_by)}
    return make.question("email1", "email", personal=personal)


@pytest.mark.parametrize(
    ("later", "is_refused"),
    [
        (detail_for("to send you offers"), True),
        (detail_for("to send your prize", seen_by=("staff", "manager")), True),
        (detail_for("to send your prize", delete_after=10), False),
    ],
    ids=["purpose", "readers", "shorter"],
)
def test_details_that_were_given_never_come_to_serve_another_purpose(app, later, is_refused):
    first = make.form(make.question("quest1"), detail_for("to send your prize"), id="k3f9a2")
    make.open_form(opened=first)
    changed = make.form(make.question("quest1"), later, id="k3f9a2")
    if is_refused:
        with pytest.raises(Conflict, match="for another purpose or other readers"):
            versions.replace_questions(slug="flavours", definition=changed, now=datetime.now(UTC))
    else:
        versions.replace_questions(slug="flavours", definition=changed, now=datetime.now(UTC))
