"""Killed at any statement, commit or file operation of a deletion: the next round finishes it and tells the same."""

from datetime import UTC, datetime

import pytest

from forms_app.services import deletions, erasure, forms, releases
from tests import make
from tests.killing import killed_at
from tests.lived import answer, keys, rows
from tests.test_killed import steps_of

pytestmark = pytest.mark.slow
NOW = datetime(2026, 3, 6, 10, tzinfo=UTC)
OPENED = "2026-03-01T10"
SCHEDULE = {"zone": "UTC", "closes": "2026-03-05T10:00"}
TABLES = {"site": ["form", "version"], "ballots": ["ballot", "spent", "progress"], "people": ["contact", "text"]}


def erase(app, *, now):
    erasure.run(now=now)


def asked_for(number):
    """A form of its own for each step, closed with one answer and one address, of which all is to be deleted."""
    slug, id_ = f"form-{number}", f"k{number:05d}"
    asked = [make.question("quest1"), make.detail()]
    forms.import_form(definition=make.form(*asked, id=id_, schedule=SCHEDULE), slug=slug)
    opened = datetime.fromisoformat(OPENED).replace(tzinfo=UTC)
    forms.open_form(slug=slug, now=opened)
    releases.run(now=opened)
    answer(OPENED, 1, slug=slug, quest1="yes000", email1="ada@example.org")
    releases.run(now=NOW)
    return deletions.ask(slug=slug, scope="everything", nonce="n", now=NOW)


def left(app, form_id):
    found = {}
    for bind, tables in TABLES.items():
        for table in tables:
            column = "id" if table == "form" else "form_id"
            query = f"SELECT count(*) FROM {table} WHERE {column} = :form_id"
            found[table] = rows(app, bind, query, form_id=form_id)[0][0]
    return {table: number for table, number in found.items() if number}


def test_a_deletion_killed_anywhere_is_finished_by_the_next_round(app, settings):
    def erase_killed(step):
        asked = asked_for(step)
        killed = killed_at(step, settings, erase, now=NOW)
        is_done = deletions.get_deletion(key=asked.key).done_on is not None
        assert is_done <= (left(app, asked.form_id) == {})
        erase(app, now=NOW)
        done = deletions.get_deletion(key=asked.key)
        assert (done.found.has_answers, done.found.has_people, done.found.keys) == (True, True, 1)
        assert (done.done_on, left(app, asked.form_id), keys(app)) == (NOW.date(), {}, [])
        return killed

    assert steps_of(erase_killed) > 40
