"""An SQLite file that another program keeps locked: served late or refused with everything kept, stored once."""

import sqlite3
import threading
from contextlib import closing, contextmanager

import pytest

from tests import make
from tests.faults.crowd import CrowdInside
from tests.faults.ledger import ensure_stored_once

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("urls", ["sqlite"], indirect=True)]
SHORT = 3.0  # seconds; a writer waits for five


@contextmanager
def locked(path):
    """Another program's transaction, which knows nothing of our turns."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other
        if other.in_transaction:
            other.execute("ROLLBACK")


@pytest.fixture
def crowd(app):
    return CrowdInside(app, make.open_form())


def test_three_seconds_are_waited_for(app, crowd, tmp_path):
    token, order = crowd.open(), []

    def send():
        assert crowd.send("an idea", token)
        order.append("thanked")

    with locked(tmp_path / "ballots.sqlite") as other:
        visitor = threading.Thread(target=send)
        visitor.start()
        visitor.join(SHORT)
        order.append("freed")
        other.execute("ROLLBACK")
        visitor.join()
    assert (order, crowd.problems, crowd.met[503]) == (["freed", "thanked"], [], 0)
    ensure_stored_once(app, crowd.codes)


def test_longer_is_refused_with_the_answers_kept_and_the_retry_is_stored_once(app, crowd, tmp_path):
    token = crowd.open()
    with locked(tmp_path / "ballots.sqlite"):
        assert not crowd.send("an idea", token)
        assert (crowd.met[503], crowd.problems) == (1, [])
        assert crowd.open() is not None
    assert [crowd.send("an idea", token) for _ in range(2)] == [True, True]
    ensure_stored_once(app, crowd.codes)
