"""A graceful reload under load: HUP gives every process a successor, and no visitor notices."""

import os
import signal

import pytest

from bench.processes import wait_until
from bench.server import running_site
from tests import make
from tests.faults.crowd import Crowd
from tests.faults.ledger import beside, ensure_stored_once
from tests.faults.processes import counting_workers, web_workers

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("urls", ["sqlite"], indirect=True)]
RELOADS = 3
PATIENCE = 60  # seconds


def ensure_replaced(site, old):
    """Return when none of these processes is left and as many others are there."""
    for _ in wait_until(PATIENCE):
        new = {*web_workers(site), *counting_workers(site)}
        if not new & old and len(new) == len(old):
            return
    raise AssertionError(f"{new & old} of {old} stayed; there are {new}")


def test_a_reload_fails_no_request(urls, tmp_path):
    with running_site(tmp_path, urls) as site, beside(site) as app:
        slug = make.open_form()
        crowd = Crowd(site.port, slug)
        with crowd.coming():
            for _ in range(RELOADS):
                crowd.ensure_more(10)
                old = {*web_workers(site), *counting_workers(site)}
                os.kill(site.pid, signal.SIGHUP)
                ensure_replaced(site, old)
            crowd.ensure_more(10)
        assert (set(crowd.met), crowd.problems) == ({200}, [])
        ensure_stored_once(app, crowd.codes)
