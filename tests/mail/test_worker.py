"""The worker as a process of its own: mail leaves while forms are counted, and a killed one loses nothing."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from forms_app.domain.outbox import LEASE
from forms_app.services import issues, sending
from tests.mail.test_issues import readers, topic, written
from tests.mail.test_subscribing import rows

__all__ = ["topic"]
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("urls", ["sqlite"], indirect=True)]
PATIENCE = 120  # seconds


def environment(settings, peer):
    given = {"FORMS_INSTANCE": str(settings.instance), "FORMS_WORKER_PAUSE": "0.1", "FORMS_MAIL_HOST": "127.0.0.1"}
    given |= {"FORMS_MAIL_PORT": str(peer.port), "FORMS_MAIL_TLS": "none", "FORMS_MAIL_SENDER": settings.mail_sender}
    given |= {"FORMS_SITE_URL": settings.site_url}
    return {**os.environ, **given}


def start(settings, peer):
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker", "run"]
    return subprocess.Popen(command, env=environment(settings, peer), stdout=subprocess.DEVNULL)


def wait_for(peer, number):
    until = time.monotonic() + PATIENCE
    while len(peer.kept) < number:
        assert time.monotonic() < until, f"{len(peer.kept)} of {number} arrived"
        peer.arrived.wait(0.05)


def test_a_worker_killed_in_the_midst_of_an_issue_doubles_one_mail_at_most_and_loses_none(app, settings, peer, topic):
    readers(topic, 150)
    issue = written(topic)
    issues.send(issue=issue, revision=issue.revision)
    worker = start(settings, peer)
    wait_for(peer, 20)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    later = datetime.now(UTC) + LEASE + timedelta(minutes=1)
    while sending.run(now=later).tried:
        pass
    assert len(set(peer.recipients)) == 150
    assert len(peer.recipients) <= 151
    found = issues.get_issue(topic=topic, id_=issue.id)
    assert (found.state, found.sent, rows(app, "outbox")) == ("done", 150, {"outbox": []})


def test_a_worker_that_is_stopped_ends_by_itself_while_the_mail_server_says_nothing(settings, peer, topic):
    readers(topic, 3)
    issue = written(topic)
    issues.send(issue=issue, revision=issue.revision)
    peer.silent = True
    worker = start(settings, peer)
    until = time.monotonic() + PATIENCE
    while peer.connections == 0:
        assert time.monotonic() < until
        peer.arrived.wait(0.05)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE) == 0
