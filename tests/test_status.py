"""Those who make forms are told how each stands, in words that pages and commands share."""

import pytest

from forms_app.domain.errors import NotFound
from forms_app.domain.periods import Progress
from forms_app.services import extensions, forms, releases, status, submissions
from tests import make
from tests.lived import answer, at, count, open_on, published, rows
from tests.replaced import replace

on_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
CLOSING = {"schedule": {"zone": "Europe/Berlin", "closes": "2026-07-10T12:00"}}


def standing(when):
    return status.get_status(slug="flavours", now=at(when))


def test_a_form_that_its_schedule_closes_under_ten_may_be_moved_and_is_then_open_again(app):
    open_on("2026-07-01T09:00", "close", **CLOSING)
    answer("2026-07-02T12:00", 9)
    count("2026-07-10T10:00:01")
    found = standing("2026-07-10T10:00:02")
    assert (found.phase, found.may_be_extended, found.last_close_at) == ("too few", True, at("2026-08-09T10:00"))
    extensions.extend_form(slug="flavours", until=at("2026-07-20T10:00"), now=at("2026-07-12T09:00"))
    count("2026-07-12T09:00:01")
    found = standing("2026-07-12T09:00:02")
    assert (found.phase, found.newest.stage, found.may_be_extended) == ("open", None, False)
    count("2026-07-20T10:00:01", "2026-08-09T10:00:01")
    assert standing("2026-08-09T10:00:02").phase == "given up"


@on_sqlite
def test_a_form_closed_by_hand_under_ten_cannot_be_moved(app):
    open_on("2026-07-01T09:00", "close", **CLOSING)
    answer("2026-07-02T12:00", 9)
    forms.close_form(slug="flavours", now=at("2026-07-05T09:00"))
    count("2026-07-05T09:00:01")
    found = standing("2026-07-05T09:00:02")
    assert (found.phase, found.may_be_extended, found.given_up_at) == ("too few", False, at("2026-08-04T09:00"))


def test_a_close_by_hand_is_counted_when_the_card_said_it_would_be(app):
    open_on("2026-03-02T09:00", "week")
    answer("2026-03-03T12:00", 10)
    count("2026-03-09T00:00:01")
    answer("2026-03-09T08:00", 10)
    said = standing("2026-03-09T09:00").count_after_closing_at
    forms.close_form(slug="flavours", now=at("2026-03-09T09:00"))
    count("2026-03-09T09:00:01", "2026-03-09T23:59:00")
    waiting = standing("2026-03-09T23:59:00")
    assert (waiting.phase, waiting.next_count_at, said) == ("waiting", at("2026-03-10T00:00"), at("2026-03-10T00:00"))
    assert len(published()) == 1
    count("2026-03-10T00:00:01")
    found = standing("2026-03-10T00:00:02")
    assert (found.phase, max(found.published), len(published())) == ("counted", 2, 2)


def test_what_a_maker_is_told_changes_with_the_hour_and_not_with_an_answer(app):
    open_on("2026-07-01T09:00", "month")
    told = []
    for minute in range(0, 60, 7):
        answer(f"2026-07-02T12:{minute:02}", 3)
        count(f"2026-07-02T12:{minute:02}:30")
        told.append(standing(f"2026-07-02T12:{minute:02}:40").told)
    assert told == [Progress(0, at("2026-07-02T12:00"))] * 9
    count("2026-07-02T13:00:01")
    assert standing("2026-07-02T13:00:02").told == Progress(20, at("2026-07-02T13:00"))


def test_a_count_that_stopped_because_answers_are_missing_says_so_until_it_goes_on(app):
    open_on("2026-07-01T09:00", "close")
    codes = answer("2026-07-02T12:00", 22)
    count("2026-07-02T13:00")
    submissions.withdraw(code=codes[0])
    with app.extensions["databases"]["ballots"].begin() as connection:
        connection.exec_driver_sql("DELETE FROM ballot WHERE id IN (SELECT id FROM ballot LIMIT 3)")
    forms.close_form(slug="flavours", now=at("2026-07-03T09:00"))
    count("2026-07-03T09:00:01", "2026-07-03T09:00:02")
    assert standing("2026-07-03T09:00:03").phase == "missing"


def test_each_step_of_a_count_is_told_while_it_is_done(app, monkeypatch):
    seen = []

    def looking(name):
        step = getattr(releases, name)

        def look(*given, **named):
            seen.append(status.get_status(slug="flavours", now=at("2026-07-03T09:00:01")).phase)
            return step(*given, **named)

        return look

    open_on("2026-07-01T09:00", "close")
    answer("2026-07-02T12:00", 10)
    forms.close_form(slug="flavours", now=at("2026-07-03T09:00"))
    before = standing("2026-07-03T09:00:01").phase
    for name in ("_mark_chunk", "_open_and_count", "_keep_texts", "_clean"):
        monkeypatch.setattr(releases, name, looking(name))
    count("2026-07-03T09:00:01")
    after = standing("2026-07-03T09:00:02").phase
    assert [before, *dict.fromkeys(seen), after] == [
        "closing",
        "locking",
        "counting",
        "publishing",
        "clearing",
        "counted",
    ]


@on_sqlite
def test_the_list_of_forms_says_in_the_same_words_how_each_stands(app):
    open_on("2026-03-02T09:00", "close", slug="counted", id="count1")
    answer("2026-03-03T12:00", 10, slug="counted")
    forms.close_form(slug="counted", now=at("2026-03-04T09:00"))
    open_on("2026-03-02T09:00", "close", slug="few", id="few001")
    forms.close_form(slug="few", now=at("2026-03-04T09:00"))
    later = {"zone": "Europe/Berlin", "opens": "2099-01-01T09:00"}
    open_on("2026-03-02T09:00", "close", slug="later", id="later1", schedule=later)
    count("2026-03-04T09:00:01")
    assert app.test_cli_runner().invoke(args=["forms", "list"]).output.splitlines() == [
        "closed     counted: It is counted; the results are ready.",
        "closed     few: Fewer than ten people answered, so nothing can be shown.",
        "scheduled  later: It opens on 2099-01-01 09:00 Europe/Berlin.",
    ]


@on_sqlite
def test_a_form_that_is_not_there_has_no_status(app):
    with pytest.raises(NotFound):
        standing("2026-03-04T09:00")


@on_sqlite
def test_reading_how_a_form_stands_writes_nothing(app):
    open_on("2026-07-01T09:00", "close")
    before = rows(app, "ballots", "SELECT * FROM form_state"), rows(app, "ballots", "SELECT * FROM progress")
    standing("2026-07-02T09:00")
    after = rows(app, "ballots", "SELECT * FROM form_state"), rows(app, "ballots", "SELECT * FROM progress")
    assert before == after


def test_reasons_are_said_of_a_draft_before_anybody_tries_to_open_it(app):
    alone = {"options": [{"id": "opt000", "text": {"en": "A"}}, {"id": "opt000", "text": {"en": "B"}}]}
    forms.import_form(definition=make.form(make.question("quest1", settings=alone)), slug="flavours")
    found = standing("2026-03-04T09:00")
    assert (found.phase, status.list_reasons(found)) == ("draft", ["Two options share the id opt000."])


def test_replaced_questions_are_told_of_from_the_announcement_to_the_count_of_the_new_ones(app):
    open_on("2026-03-02T09:00", "week")
    answer("2026-03-03T12:00", 12)
    replace("2026-03-04T12:00")
    announced = standing("2026-03-04T12:00:01")
    assert (announced.phase, announced.next_count_at) == ("open", at("2026-03-09T12:00"))
    count("2026-03-09T00:00:01")
    changed = standing("2026-03-09T00:00:02")
    assert (changed.newest.number, changed.former_count_at) == (2, at("2026-03-09T12:00"))
    assert changed.told == Progress(0, at("2026-03-09T00:00"))
    forms.close_form(slug="flavours", now=at("2026-03-09T08:00"))
    assert standing("2026-03-09T11:59").phase == "former first"
    count("2026-03-09T12:00:00")
    waiting = standing("2026-03-09T12:00:01")
    assert (waiting.phase, waiting.next_count_at) == ("waiting", changed.count_after_closing_at)
    count("2026-03-10T11:59:59")
    assert [n for n, *_ in published()] == [1]
    count("2026-03-10T12:00:00", "2026-04-08T08:00:00")
    assert standing("2026-04-08T08:00:01").phase == "given up"


@on_sqlite
def test_a_close_drops_questions_to_come_and_their_period(app):
    open_on("2026-03-02T09:00", "week")
    answer("2026-03-03T12:00", 12)
    replace("2026-03-04T12:00")
    forms.close_form(slug="flavours", now=at("2026-03-05T12:00"))
    count("2026-03-05T12:00:01")
    found = standing("2026-03-05T12:00:02")
    assert (found.phase, found.changes_at, found.older) == ("counted", None, ())


@on_sqlite
def test_a_count_of_an_open_form_that_lost_its_key_is_told_until_somebody_helps(app):
    open_on("2026-03-02T09:00", "week")
    answer("2026-03-03T12:00", 12)
    (key,) = app.extensions["settings"].ballot_keys.glob("*-1.key")
    key.unlink()
    count("2026-03-09T00:00:01")
    answer("2026-03-09T12:00", 3)
    found = standing("2026-03-09T12:00:01")
    assert (found.phase, found.newest.number, found.stopped) == ("open", 2, "no key")
    listed = app.test_cli_runner().invoke(args=["forms", "list"]).output
    assert "Counting has stopped: its key is missing." in listed


@on_sqlite
def test_a_poll_under_ten_waits_for_nothing(app):
    forms.import_form(definition=make.poll(), slug="flavours")
    form = forms.open_form(slug="flavours", now=at("2026-03-02T09:00"))
    count("2026-03-02T09:00:01")
    found = status.get_status(slug="flavours", now=form.closes_at)
    assert (found.phase, found.may_be_extended) == ("closing", False)
    releases.run(now=form.closes_at)
    assert status.get_status(slug="flavours", now=form.closes_at).phase == "given up"
