"""A tiny bench from its command line: the whole table, and nothing that stays behind."""

import os
import secrets
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from bench.server import ROOT
from tests.databases import POSTGRES

pytestmark = pytest.mark.slow
COMMAND = [sys.executable, "-m", "bench", "--rounds", "1", "--requests", "8"]
NOBODY = "postgresql+psycopg://postgres@127.0.0.1:1/postgres"
SQLITE_WORKS = [
    "bare commits, SQLite, 32 writers, queued: p99",
    "bare commits, SQLite, 32 writers: p99",
    "hello world: CPU",
    "open ten questions, SQLite: CPU",
    "report of 1,000,000 people, SQLite: CPU",
    "report of 100 people, SQLite: CPU",
    "send ten answers, SQLite, 32 clients: p99",
    "send ten answers, SQLite: CPU",
]
POSTGRES_WORKS = [
    "bare commits, PostgreSQL, 32 writers: p99",
    "open ten questions, PostgreSQL: CPU",
    "report of 1,000,000 people, PostgreSQL: CPU",
    "report of 100 people, PostgreSQL: CPU",
    "send ten answers, PostgreSQL, 32 clients: p99",
    "send ten answers, PostgreSQL: CPU",
]


def environment(folder, postgres):
    """Everything that is started carries the folder in its environment."""
    return {**os.environ, "TMPDIR": str(folder), "FORMS_TEST_POSTGRES": postgres}


def processes_of(folder):
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if str(folder).encode() in path.read_bytes():
                found.append(path.parent.name)
        except OSError:  # it ended meanwhile
            continue
    return found


def works(printed):
    """The first cells of the table."""
    rows = [line.split("  ")[0].strip() for line in printed.splitlines()]
    return sorted(row for row in rows if row.endswith((": CPU", ": p99")))


@pytest.fixture
def owner():
    """A role of its own that may make databases; it cannot be dropped while one of them is left."""
    server = make_url(POSTGRES)
    name = f"bench_{secrets.token_hex(6)}"
    plain = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD 'bench'").format(sql.Identifier(name)))
        yield server.set(username=name, password="bench").render_as_string(hide_password=False)
        connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


@pytest.mark.postgres
def test_every_work_is_measured_and_no_process_file_or_database_is_left(tmp_path, owner):
    done = subprocess.run(COMMAND, cwd=ROOT, env=environment(tmp_path, owner), capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")
    assert works(done.stdout) == sorted(SQLITE_WORKS + POSTGRES_WORKS)
    assert "PostgreSQL" in done.stdout.splitlines()[-1]
    assert (processes_of(tmp_path), list(tmp_path.iterdir())) == ([], [])


def test_without_postgresql_it_says_so_and_measures_sqlite(tmp_path):
    done = subprocess.run(COMMAND, cwd=ROOT, env=environment(tmp_path, NOBODY), capture_output=True, text=True)

    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "No PostgreSQL answers; SQLite alone is measured.")
    assert works(done.stdout) == SQLITE_WORKS
    assert (processes_of(tmp_path), list(tmp_path.iterdir())) == ([], [])


@pytest.mark.postgres
def test_stopping_it_leaves_no_process_file_or_database(tmp_path, owner):
    command, given = [*COMMAND, "--rounds", "99"], environment(tmp_path, owner)
    with subprocess.Popen(command, cwd=ROOT, env=given, stdout=subprocess.PIPE, text=True) as bench:
        begun = [bench.stdout.readline(), bench.stdout.readline()]
        bench.send_signal(signal.SIGINT)
        said = bench.stdout.read()

    assert begun == ["Starting hello world and the form.\n", "Measuring all works in turn.\n"]
    assert (bench.returncode, said.split(" ")[0]) == (130, "Stopped")
    assert (processes_of(tmp_path), list(tmp_path.iterdir())) == ([], [])
