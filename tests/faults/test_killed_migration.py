"""A migration killed at any statement: run again, it arrives, and every row is there."""

from itertools import count as steps

import pytest
from sqlalchemy import text

from forms_app.storage import schema
from tests import make
from tests.faults.crowd import CrowdInside
from tests.faults.ledger import ensure_stored_once
from tests.killing import killed_at

pytestmark = pytest.mark.slow
BEFORE = "0007"  # the revision from which a site with rows is brought forward
STRIDE = 25  # moves between two kills


def upgrade(app):
    schema.upgrade(app.extensions["databases"])


def newest(app):
    return [version(engine) for engine in app.extensions["databases"].values()]


def version(engine):
    with engine.connect() as connection:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()


def test_it_arrives_when_run_again_and_loses_nothing(app, settings):
    engines, head = app.extensions["databases"], newest(app)
    crowd = CrowdInside(app, make.open_form())
    assert all(crowd.send(f"idea {number}", crowd.open()) for number in range(3))
    for step in steps(1):
        schema.downgrade(engines, BEFORE)
        for engine in engines.values():
            engine.dispose()
        killed = killed_at(1 + STRIDE * (step - 1), settings, upgrade)
        upgrade(app)
        assert newest(app) == head
        assert [schema.differences(engine, bind) for bind, engine in engines.items()] == [[], [], []]
        ensure_stored_once(app, crowd.codes)
        if not killed:
            break
    assert step > 2
    assert crowd.send("idea 4", crowd.open())
