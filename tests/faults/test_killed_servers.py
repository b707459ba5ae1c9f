"""A hundred times kill -9 for web and counting workers under load: nothing thanked for is lost or doubled."""

import os
import signal
from datetime import UTC, datetime
from random import Random

import pytest

from bench.processes import wait_until
from bench.server import running_site
from forms_app.services import forms
from tests import make
from tests.faults.crowd import Crowd
from tests.faults.ledger import beside, ensure_counted_once, ensure_stored_once
from tests.faults.processes import counting_workers, web_workers

pytestmark = pytest.mark.slow
WHILE_SENDING, WHILE_COUNTING = 40, 10  # kills, on each database
THANKED_BETWEEN = 4  # visitors, so that each kill comes in the midst of work
PATIENCE = 60  # seconds until a process that was killed is back


def kill_one(find, site, dice):
    """Kill one of those that are found, once there is one."""
    for _ in wait_until(PATIENCE, 0.05):
        if found := find(site):
            os.kill(dice.choice(found), signal.SIGKILL)
            return
    raise AssertionError(f"none came back: {find.__name__}")


def test_nobody_thanked_is_lost_or_counted_twice(urls, tmp_path):
    dice = Random(7)
    with running_site(tmp_path, urls) as site, beside(site) as app:
        slug = make.open_form()
        crowd = Crowd(site.port, slug)
        with crowd.coming():
            for kill in range(WHILE_SENDING):
                crowd.ensure_more(THANKED_BETWEEN)
                kill_one(counting_workers if kill % 8 == 7 else web_workers, site, dice)
        assert crowd.problems == []
        assert crowd.met[None] > 0
        ensure_stored_once(app, crowd.codes)
        closed = forms.close_form(slug=slug, now=datetime.now(UTC))
        for _ in range(WHILE_COUNTING):
            kill_one(counting_workers, site, dice)
        ensure_counted_once(app, closed.id, crowd.codes)
