"""The worker's upkeep: traces of rows leave the files every hour, and it says each thing once."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from forms_app.cli.worker import Memory, do_round
from forms_app.gateways import ballot_keys
from forms_app.storage import ballots, ballots_batch, ballots_traces
from forms_app.storage.database import transaction

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
HELD_BACK = "2026-11-24: somebody reads the ballots database; deleted rows stay until it is free.\n"
on_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


@transaction("ballots")
def add_and_delete(rows, size=1_000):
    for _ in range(rows):
        ballots.add_ballot(os.urandom(16), form_id="k3f9a2", period=1, body=os.urandom(size))
    ballots_batch.delete_chunk("k3f9a2", 1)


def pages(app):
    with app.extensions["databases"]["ballots"].connect() as connection:
        return connection.execute(text("PRAGMA page_count")).scalar_one()


@on_sqlite
def test_every_hour_gives_the_room_of_deleted_rows_back(app):
    empty, memory = pages(app), Memory()
    add_and_delete(500)
    do_round(memory, now=NOW)
    assert (pages(app), memory.compacted_in) == (empty, NOW)
    add_and_delete(500)
    do_round(memory, now=NOW + timedelta(minutes=59))
    assert pages(app) > empty
    do_round(memory, now=NOW + timedelta(hours=1))
    log = Path(app.extensions["settings"].ballots_database.removeprefix("sqlite:///") + "-wal")
    assert (pages(app), log.stat().st_size) == (empty, 0)


@on_sqlite
def test_a_large_file_is_written_anew_once_a_day(app):
    empty, memory = pages(app), Memory()
    do_round(memory, now=NOW)
    add_and_delete(2_000, size=40_000)
    do_round(memory, now=NOW + timedelta(hours=21))
    assert pages(app) > ballots_traces.SMALL
    do_round(memory, now=NOW + timedelta(hours=22))
    assert pages(app) == empty


@on_sqlite
def test_an_open_reader_is_said_once_and_the_night_is_tried_again(app, capsys):
    empty, memory = pages(app), Memory()
    add_and_delete(500)
    with app.extensions["databases"]["ballots"].connect() as reader:
        reader.execute(text("SELECT count(*) FROM ballot")).scalar_one()
        add_and_delete(1)
        for _ in range(2):
            do_round(memory, now=NOW)
    assert (capsys.readouterr().out, memory.compacted_in) == (HELD_BACK, None)
    do_round(memory, now=NOW)
    assert (pages(app), memory.compacted_in) == (empty, NOW)


@pytest.mark.parametrize("urls", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
@pytest.mark.parametrize(
    ("bind", "tables"),
    [
        ("ballots", ["ballot", "entry_code", "spent"]),
        ("people", ["contact", "outbox", "text"]),
        ("site", ["voucher"]),
    ],
)
def test_every_hour_vacuums_the_tables_of_visitors_on_postgresql(app, bind, tables):
    before, memory = times_vacuumed(app, bind), Memory()
    do_round(memory, now=NOW)
    after = times_vacuumed(app, bind)
    assert ([name for name in after if after[name] == before[name] + 1], memory.compacted_in) == (tables, NOW)


def times_vacuumed(app, bind):
    """By table, in the order of names."""
    query = "SELECT relname, vacuum_count FROM pg_stat_user_tables ORDER BY relname"
    with app.extensions["databases"][bind].connect() as connection:
        connection.execute(text("SELECT pg_stat_force_next_flush()"))
        return {name: times for name, times in connection.execute(text(query))}


@on_sqlite
def test_beside_another_worker_it_says_so_once(app, capsys):
    memory = Memory()
    for _ in range(2):
        with ballot_keys.only_worker():
            do_round(memory, now=NOW)
        do_round(memory, now=NOW)
    assert capsys.readouterr().out == "Another worker is counting.\n"
