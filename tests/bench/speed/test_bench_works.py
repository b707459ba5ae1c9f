"""What a bench asks, sends and commits, and how often."""

import math
import sqlite3
from contextlib import closing

import psycopg
import pytest

from bench import databases
from bench.speed.clients import Answers, shares, together
from bench.speed.commits import WRITERS, postgres_writer, sqlite_writer, time_commits
from bench.speed.rounds import rounds
from bench.speed.targets import hello_command, ten_questions


def test_requests_are_dealt_out_evenly_and_all_of_them():
    assert shares(["a", "b", "c", "d", "e"], 2) == [("a", "c", "e"), ("b", "d")]


def test_no_client_is_started_that_has_nothing_to_send():
    assert (shares(["a", "b"], 8), shares([], 8)) == ([("a",), ("b",)], [])


def test_what_the_clients_met_is_put_together():
    parts = [Answers([0.1], ["t1"], refused=0), Answers([0.2, 0.3], ["t2"], refused=1)]

    assert together(parts) == Answers([0.1, 0.2, 0.3], ["t1", "t2"], refused=1)


def test_ten_questions_are_ten_single_choices_and_answers_to_each():
    coded = ten_questions(3)
    (page,) = coded.definition["pages"]

    assert [question["kind"] for question in page["questions"]] == ["single_choice"] * 10
    assert [len(question["settings"]["options"]) for question in page["questions"]] == [5] * 10
    assert [len(made.fields) for made in coded.submissions] == [10, 10, 10]


def test_the_same_answers_are_sent_in_every_run():
    assert ten_questions(20).submissions == ten_questions(20).submissions


def test_hello_world_is_served_by_the_command_of_the_site_but_for_its_name_and_port():
    command = ["python", "-m", "gunicorn", "wsgi:app", "--bind", "fd://3", "--workers", "2"]

    assert hello_command(command, 8001) == [
        *["python", "-m", "gunicorn", "bench.speed.hello:app", "--bind", "127.0.0.1:8001", "--workers", "2"]
    ]


def test_one_round_is_run_when_there_is_no_time_and_all_when_there_is():
    assert (list(rounds(3, -math.inf)), list(rounds(3, math.inf))) == ([0], [0, 1, 2])


@pytest.mark.parametrize("is_queued", [False, True])
def test_every_timed_commit_stands_in_the_file(tmp_path, is_queued):
    path = tmp_path / "rows.sqlite"
    seconds = time_commits(sqlite_writer(path, is_queued=is_queued), commits=2 * WRITERS)

    with closing(sqlite3.connect(path)) as connection:
        stored = connection.execute("SELECT count(*) FROM row").fetchone()
    assert (len(seconds), stored) == (64, (64,))


def test_every_writer_commits_at_least_once(tmp_path):
    assert len(time_commits(sqlite_writer(tmp_path / "rows.sqlite", is_queued=True), commits=1)) == WRITERS


@pytest.mark.postgres
def test_every_timed_commit_stands_in_postgresql():
    with databases.fresh("postgresql") as settings:
        url = settings["FORMS_BALLOTS_DATABASE"]
        seconds = time_commits(postgres_writer(url), commits=2 * WRITERS)
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            stored = connection.execute("SELECT count(*) FROM bare_commit").fetchone()

    assert (len(seconds), stored) == (64, (64,))
