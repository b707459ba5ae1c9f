"""Somebody reads SQLite's ballots while a form is counted: the last step waits, says so, and is done in the end."""

import subprocess
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from forms_app.cli.worker import Memory, do_round
from forms_app.services import forms, releases, reports
from tests import make
from tests.killing import killed_at
from tests.lived import keys, rows
from tests.test_killed import PEOPLE, answer_and_close, ensure_counted_once, imported, release, steps_of

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
HELD_BACK = "{}: a reader holds deleted rows back; trying again."
BALLOTS = "SELECT id, body FROM ballot"


@contextmanager
def reader(app):
    """Somebody who looks at the ballots and does not let go."""
    with app.extensions["databases"]["ballots"].connect() as made:
        made.execute(text("SELECT count(*) FROM ballot")).scalar_one()
        yield


def count():
    return releases.run(now=datetime.now(UTC))


def left_in_files(app, ballots):
    """How many of these ballots' ids or bodies stand in the database's files.

    Another process reads them: closing a file in this one would let go the locks that SQLite holds on it.
    """
    file = Path(app.extensions["settings"].ballots_database.removeprefix("sqlite:///"))
    log = file.with_name(f"{file.name}-wal")
    content = subprocess.run(["cat", file, log], check=True, capture_output=True).stdout
    return sum(bytes(b.id) in content or bytes(b.body) in content for b in ballots)


def closed(client, slug="flavours"):
    """A form that is answered and closed."""
    make.open_form(slug)
    for _ in range(PEOPLE):
        data = {"token": make.token_in(client.get(f"/f/{slug}")), "q1bars": "o1salt"}
        assert client.post(f"/f/{slug}", data=data).status_code == 200
    forms.close_form(slug=slug, now=datetime.now(UTC))


def test_figures_stand_while_a_reader_keeps_the_rows_and_the_key_waits_for_them(app, client):
    closed(client)
    ballots = rows(app, "ballots", BALLOTS)
    with reader(app):
        said = [count() for _ in range(3)]
        before = reports.get_reports(slug="flavours")
        assert [len(report["questions"]) > 0 for report in before["reports"]] == [True]
        assert (left_in_files(app, ballots), keys(app)) == (PEOPLE, ["k3f9a2-1.key"])
    assert [lines[-1] for lines in said] == [HELD_BACK.format("flavours")] * 3
    assert (count(), reports.get_reports(slug="flavours")) == ([], before)
    assert (left_in_files(app, ballots), keys(app)) == (0, [])


def test_the_worker_says_that_a_reader_holds_rows_back_once_and_tries_each_round(app, client, capsys):
    closed(client)
    ballots, memory = rows(app, "ballots", BALLOTS), Memory()
    with reader(app):
        for _ in range(3):
            do_round(memory, now=datetime.now(UTC))
    do_round(memory, now=datetime.now(UTC))
    assert capsys.readouterr().out.count(HELD_BACK.format("flavours")) == 1
    assert (left_in_files(app, ballots), keys(app)) == (0, [])


@pytest.mark.slow
def test_a_release_killed_beside_a_reader_is_finished_once_when_the_reader_goes(app, client, settings):
    waited = set()

    def release_killed(step):
        form = imported(step)
        count()
        answer_and_close(client, form)
        ballots = rows(app, "ballots", BALLOTS)
        with reader(app):
            killed = killed_at(step, settings, release, now=datetime.now(UTC))
            waited.add(HELD_BACK.format(form.slug) in count())
        count()
        ensure_counted_once(app, settings, form)
        assert left_in_files(app, ballots) == 0
        return killed

    steps_of(release_killed, every=3)  # without a reader it is killed at every step
    assert True in waited
