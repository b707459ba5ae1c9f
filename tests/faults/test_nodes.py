"""Two nodes with a worker each behind nginx: counted once, and nothing is lost when one is killed under load."""

import os
import signal
from datetime import UTC, datetime

import pytest

from bench.nodes import running_nodes
from bench.processes import family
from forms_app.services import forms
from tests import make
from tests.faults.crowd import Crowd
from tests.faults.ledger import beside, ensure_counted_once, ensure_stored_once

on_postgres = pytest.mark.parametrize("urls", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
pytestmark = [pytest.mark.slow, pytest.mark.nginx, on_postgres]


def test_both_count_once_and_one_that_is_killed_under_load_takes_nothing_along(urls, tmp_path):
    with running_nodes(tmp_path, urls, 2) as nodes, beside(nodes.sites[0]) as app:
        counted = Crowd(nodes.port, make.open_form())
        with counted.coming():
            counted.ensure_more(20)
        closed = forms.close_form(slug=counted.slug, now=datetime.now(UTC))
        ensure_counted_once(app, closed.id, counted.codes)

        crowd = Crowd(nodes.port, make.open_form("other", make.definition(id="other1")))
        with crowd.coming():
            crowd.ensure_more(20)
            for pid in family(nodes.sites[1].pid):
                os.kill(pid, signal.SIGKILL)
            crowd.ensure_more(20)
        assert counted.problems + crowd.problems == []
        ensure_stored_once(app, crowd.codes)
