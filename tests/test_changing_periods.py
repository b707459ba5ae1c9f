"""Answers that arrive while one period ends and the next begins are stored under one of them and counted once."""

import contextvars
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from forms_app.domain import ballots
from forms_app.gateways import ballot_keys
from forms_app.storage import ballots_batch, database
from tests.lived import answer, at, count, keys, open_on, published, rows
from tests.replaced import replace

WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
on_postgres = pytest.mark.parametrize("urls", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)


def apart(app, deed, *given):
    """In a thread of its own, as another process would."""

    def do():
        with app.app_context():
            return deed(*given)

    return contextvars.Context().run(do)


def somebody_waits(app):
    with app.extensions["databases"]["ballots"].connect() as connection:
        return connection.execute(WAITING).scalar_one() > 0


@on_postgres
def test_a_visitor_who_waited_for_a_period_to_end_is_taken_by_the_next(app):
    open_on("2026-03-02T09:00", "week")
    with ThreadPoolExecutor(1) as pool:
        with database.begin("ballots", "BEGIN"):
            ballots_batch.end_period("k3f9a2", 1, ended_at=at("2026-03-09T00:00"))
            ballots_batch.add_period("k3f9a2", 2, bytes(range(32)), begins_at=at("2026-03-09T00:00"))
            sent = pool.submit(apart, app, answer, "2026-03-09T00:00:01", 1)
            while not somebody_waits(app):
                assert not sent.done()
        assert len(sent.result(timeout=10)) == 1
    assert rows(app, "ballots", "SELECT period, count(*) FROM ballot GROUP BY period") == [(2, 1)]


def test_nobody_is_turned_away_lost_or_counted_twice_while_periods_change(app):
    open_on("2026-03-02T09:00", "week")
    weeks = ["03-09", "03-16", "03-23", "03-30", "04-06", "04-13"]
    with ThreadPoolExecutor(4) as pool:
        sent = [pool.submit(apart, app, answer, "2026-03-03T12:00", 6) for _visitor in range(16)]
        for week in weeks:
            count(f"2026-{week}T00:00:01")
        assert [len(codes.result(timeout=60)) for codes in sent] == [6] * 16
    answer("2026-04-14T12:00", 10)
    count("2026-04-20T00:00:01")
    assert sum(n for _number, n, _first, _last in published()) == 106
    assert (rows(app, "ballots", "SELECT count(*) FROM ballot"), keys(app)) == ([(0,)], ["k3f9a2-8.key"])


def test_nobody_is_turned_away_lost_or_counted_under_other_questions_while_they_change(app):
    open_on("2026-03-02T09:00", "close")
    with ThreadPoolExecutor(4) as pool:
        sent = [pool.submit(apart, app, answer, "2026-03-02T12:00", 6) for _visitor in range(16)]
        replace("2026-03-03T13:00")
        count("2026-03-04T00:00:01")
        assert [len(codes.result(timeout=60)) for codes in sent] == [6] * 16
    found = rows(app, "ballots", "SELECT id, body, period, version FROM ballot JOIN form_state USING (form_id, period)")
    assert [named_in(row) for row in found] == [row.version for row in found]
    assert len(found) == 96


def named_in(row):
    """The version that a sealed ballot says it answers."""
    key, id_ = ballot_keys.find_key("k3f9a2", row.period), bytes(row.id)
    return ballots.unpack(key.open_ballot(bytes(row.body), form_id="k3f9a2", period=row.period, ballot_id=id_))[0]
