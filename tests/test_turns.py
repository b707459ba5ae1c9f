"""Writers of one SQLite file take turns: in the order of coming, none lost, and a dead one holds nobody up."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import text

from forms_app import create_app
from forms_app.domain.errors import Unavailable
from forms_app.gateways.turns import Turns
from forms_app.services import activity, forms
from forms_app.storage import ballots
from forms_app.storage.database import transaction
from tests import make
from tests.killing import SERVER
from tests.test_activity import entries

PROCESSES, THREADS, ROWS = 2, 8, 5
on_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


@transaction("ballots")
def write_one():
    ballots.add_ballot(os.urandom(16), form_id="k3f9a2", period=1, body=b"sealed")


def write_many(settings):
    app = create_app(settings)

    def write(_):
        with app.app_context():
            write_one()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(write, range(THREADS * ROWS)))


def take_and_tell(path, told):
    """Take the turn, say so, and keep it for as long as the process lives."""
    with Turns(patience=60).take(path):
        told.send("mine")
        signal.pause()


@contextmanager
def held_by_another_process(path):
    here, there = SERVER.Pipe()
    holder = SERVER.Process(target=take_and_tell, args=(path, there), daemon=True)
    holder.start()
    assert here.recv() == "mine"
    yield holder
    holder.kill()
    holder.join()


@pytest.mark.slow
@on_sqlite
@pytest.mark.parametrize("settings", [{"FORMS_BUSY_TIMEOUT": "60000"}], indirect=True)
def test_many_threads_of_several_processes_write_and_every_row_stands(app, settings):
    writers = [SERVER.Process(target=write_many, args=(settings,)) for _ in range(PROCESSES)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0] * PROCESSES
    with app.extensions["databases"]["ballots"].connect() as connection:
        stored = connection.execute(text("SELECT count(*) FROM ballot")).scalar_one()
    assert stored == PROCESSES * THREADS * ROWS


def test_threads_have_their_turns_in_the_order_they_came(tmp_path):
    turns, path, had = Turns(patience=60), tmp_path / "site.sqlite", []

    def take(number):
        with turns.take(path):
            had.append(number)

    with turns.take(path):
        threads = [Thread(target=take, args=(number,)) for number in range(20)]
        for number, thread in enumerate(threads, start=1):
            thread.start()
            assert any(turns.count_waiting(path) == number for _ in range(10**8))
    for thread in threads:
        thread.join()
    assert had == list(range(20))


def test_files_have_turns_of_their_own(tmp_path):
    turns = Turns(patience=0)
    with turns.take(tmp_path / "site.sqlite"), turns.take(tmp_path / "ballots.sqlite"):
        assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".turn") == [
            "ballots.sqlite.turn",
            "site.sqlite.turn",
        ]


def test_a_turn_that_does_not_come_in_time_is_given_up_and_the_next_one_comes(tmp_path):
    turns, path = Turns(patience=0.01), tmp_path / "site.sqlite"
    with turns.take(path), pytest.raises(Unavailable), turns.take(path):
        pass
    with held_by_another_process(path), pytest.raises(Unavailable), turns.take(path):
        pass
    with turns.take(path):
        assert len(list(tmp_path.iterdir())) == 2


@on_sqlite
@pytest.mark.parametrize("settings", [{"FORMS_BUSY_TIMEOUT": "50"}], indirect=True)
def test_readers_do_not_wait_for_a_writers_turn_and_a_killed_writer_frees_it(app, settings):
    slug = make.open_form()
    path = Path(settings.site_database.removeprefix("sqlite:///"))
    with held_by_another_process(path) as holder:
        assert forms.get_form(slug=slug).slug == slug
        with pytest.raises(Unavailable):
            forms.import_form(definition=make.definition(id="other1"), slug="other")
        os.kill(holder.pid, signal.SIGKILL)
        holder.join()
        assert forms.import_form(definition=make.definition(id="other1"), slug="other") == "other"


def test_entries_of_many_at_once_make_one_chain(app):
    def add(number):
        with app.app_context():
            activity.record("codes made", form_id="k3f9a2", number=number)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(24)))
    assert activity.verify()[0] == 0
    assert sorted(entry.facts["number"] for entry in entries()) == list(range(24))
