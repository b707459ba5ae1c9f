"""The worker as a process of its own calls webhooks; a killed one loses no call."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from forms_app.domain.outbox import LEASE
from forms_app.services import webhooks
from tests import make
from tests.web.staff_pages import on_sqlite

pytestmark = [pytest.mark.slow, on_sqlite]
PATIENCE = 120  # seconds
NEVER = threading.Event()  # somebody who waits for it looks again soon


def start(settings):
    given = {
        "FORMS_INSTANCE": str(settings.instance),
        "FORMS_WORKER_PAUSE": "0.1",
        "FORMS_WEBHOOK_INSIDE": ",".join(settings.webhook_inside),
        "FORMS_SITE_URL": settings.site_url,
    }
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker", "run"]
    return subprocess.Popen(command, env={**os.environ, **given}, stdout=subprocess.DEVNULL)


def wait_for(peer, number):
    until = time.monotonic() + PATIENCE
    while len(peer.calls) < number:
        assert time.monotonic() < until, f"{len(peer.calls)} of {number} arrived"
        NEVER.wait(0.05)


def test_a_killed_worker_loses_no_call_and_a_stopped_one_ends_by_itself(app, settings, peer):
    webhooks.make(url=peer.url, events=["results"], now=datetime.now(UTC))
    document = make.counted(make.definition())
    for number in range(2, 31):
        make.published({**document, "number": number})
    worker = start(settings)
    wait_for(peer, 5)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    later = datetime.now(UTC) + LEASE + timedelta(minutes=1)
    while webhooks.run(now=later).tried:
        pass
    assert (len(set(peer.ids)), len(peer.calls) <= 31, webhooks.list_calls()) == (30, True, [])
    make.published({**document, "number": 31})
    worker, before = start(settings), len(peer.calls)
    wait_for(peer, before + 1)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE) == 0
