"""The daily test of an open form goes the way of an answer and leaves a day and a word; nothing else changes."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from forms_app.cli.worker import Memory, do_round, try_forms
from forms_app.domain.selftests import FAULTS, OK, SelfTest
from forms_app.services import forms, selftests, status, submissions
from forms_app.web.guards import public
from tests import make
from tests.journeys.kinds import every_kind
from tests.lived import answer, rows

NOW = datetime.now(UTC) + timedelta(hours=1)  # after forms were opened, before their marks grow old
on_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


def tables(app):
    """Every row of every table, as text."""
    found = {}
    for bind, engine in app.extensions["databases"].items():
        names = rows(
            app,
            bind,
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            if engine.dialect.name == "sqlite"
            else "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'",
        )
        for (name,) in names:
            quoted = name if name.startswith('"') else f'"{name}"'
            found[bind, name] = sorted(map(repr, rows(app, bind, f"SELECT * FROM {quoted}")))
    return found


def files(app):
    """What stands in the folders of keys."""
    folder = app.extensions["settings"].instance / "keys"
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def found_by_test(slug="flavours"):
    return status.get_status(slug=slug, now=NOW).test


def test_every_table_stays_as_it_was_but_for_one_line_of_a_day_and_a_word(app):
    make.open_form()
    answer(NOW.strftime("%Y-%m-%dT%H:%M:%S"), 3)
    before, keys = tables(app), files(app)
    assert list(try_forms(now=NOW)) == []
    after = tables(app)
    changed = {name for name in after if after[name] != before[name]}
    assert (changed, len(before["ballots", "ballot"])) == ({("site", "self_test")}, 3)
    assert rows(app, "site", "SELECT form_id, outcome FROM self_test") == [("k3f9a2", "ok")]
    assert (found_by_test(), files(app)) == (SelfTest(NOW.date(), OK), keys)


@on_sqlite
def test_the_file_of_answers_is_not_touched_at_all(app):
    make.open_form()
    folder = app.extensions["settings"].instance
    before = {
        name: (folder / name).read_bytes() for name in os.listdir(folder) if name.startswith(("ballots", "people"))
    }
    list(try_forms(now=NOW))
    assert {name: (folder / name).read_bytes() for name in before if not name.endswith("-shm")} == {
        name: content for name, content in before.items() if not name.endswith("-shm")
    }


@on_sqlite
@pytest.mark.parametrize("required", [True, False])
def test_a_form_of_every_kind_works(app, required):
    for number in range(5):
        made = make.definition(id=f"kinds{number}", **every_kind(required=required))
        forms.import_form(definition=made, slug=f"kinds-{number}")
        forms.open_form(slug=f"kinds-{number}", now=datetime.now(UTC))
    do_round(Memory(), now=NOW)
    assert [found_by_test(f"kinds-{number}") for number in range(5)] == [SelfTest(NOW.date(), OK)] * 5


@on_sqlite
def test_it_runs_once_a_day_and_again_until_it_is_well(app):
    make.open_form()
    with app.extensions["databases"]["ballots"].begin() as connection:
        connection.execute(text("UPDATE form_state SET public_key = zeroblob(32)"))
    said = [f"{NOW.date()} flavours: it does not work: {FAULTS['key']}."]
    assert (list(try_forms(now=NOW)), found_by_test().outcome) == (said, "key")
    memory = Memory()
    do_round(memory, now=NOW)  # puts the key back
    assert found_by_test() == SelfTest(NOW.date(), OK)
    assert selftests.list_due(now=NOW) == []
    assert [form.slug for form, _version in selftests.list_due(now=NOW + timedelta(days=1))] == ["flavours"]


@on_sqlite
def test_only_forms_that_take_answers_are_tested(app):
    forms.import_form(definition=make.definition(id="draft1"), slug="draft")
    make.open_form()
    forms.close_form(slug="flavours", now=NOW)
    later = make.definition(id="later1", schedule={"zone": "UTC", "opens": "2099-01-01T09:00"})
    forms.import_form(definition=later, slug="later")
    forms.open_form(slug="later", now=NOW)
    assert selftests.list_due(now=NOW + timedelta(seconds=1)) == []


def break_key(app):
    for path in app.extensions["settings"].ballot_keys.glob("*.key"):
        path.unlink()


def break_page(app):
    app.view_functions["fill.ask"] = public(lambda slug: 1 / 0)


def break_mark(app):
    app.view_functions["fill.ask"] = public(lambda slug: '<input name="token" value="x">')


def break_answers(app):
    with app.extensions["databases"]["ballots"].begin() as connection:
        connection.execute(text("UPDATE form_state SET state = 'released'"))


@on_sqlite
@pytest.mark.parametrize(
    ("break_it", "outcome"),
    [(break_key, "key"), (break_page, "page"), (break_mark, "page mark"), (break_answers, "not ready")],
)
def test_what_does_not_work_is_said_plainly(app, break_it, outcome):
    make.open_form()
    break_it(app)
    said = list(try_forms(now=NOW))
    assert (said, found_by_test().outcome) == (
        [f"{NOW.date()} flavours: it does not work: {FAULTS[outcome]}."],
        outcome,
    )
    listed = app.test_cli_runner().invoke(args=["forms", "list"]).output
    assert f"the form does not work, as tested on {NOW.date()}: {FAULTS[outcome]}" in listed


@on_sqlite
@pytest.mark.parametrize("settings", [{"FORMS_BUSY_TIMEOUT": "50"}], indirect=True)
def test_a_database_that_somebody_keeps_locked_is_named(app):
    make.open_form()
    with app.extensions["databases"]["ballots"].connect() as other:
        other.exec_driver_sql("PRAGMA busy_timeout = 1")
        other.connection.driver_connection.execute("ROLLBACK")
        other.connection.driver_connection.execute("BEGIN IMMEDIATE")
        (form, version) = selftests.list_due(now=NOW)[0]
        mark = submissions.issue_token(form=form, nonce=bytes(15), now=NOW)
        assert selftests.try_form(version=version, mark=mark, now=NOW) == "database"
        other.connection.driver_connection.execute("ROLLBACK")


@on_sqlite
def test_a_fault_of_the_program_in_one_form_keeps_no_other_from_its_test(app, monkeypatch):
    make.open_form("first")
    make.open_form("second", make.definition(id="second"))
    real = selftests.try_form

    def fail_for_first(*, version, **given):
        if version.form_id != "second":
            raise ZeroDivisionError
        return real(version=version, **given)

    monkeypatch.setattr(selftests, "try_form", fail_for_first)
    list(try_forms(now=NOW))
    assert [found_by_test("first").outcome, found_by_test("second").outcome] == ["fault", "ok"]
