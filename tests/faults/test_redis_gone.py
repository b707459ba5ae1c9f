"""Redis killed while limits use it: answers are still taken, and counted as before once it is back."""

import subprocess
from contextlib import contextmanager

import pytest

from bench.server import free_port
from forms_app import create_app
from forms_app.settings import from_environment
from tests import make
from tests.faults.crowd import CrowdInside
from tests.faults.ledger import ensure_stored_once

pytestmark = [pytest.mark.slow, pytest.mark.redis, pytest.mark.parametrize("urls", ["sqlite"], indirect=True)]


@contextmanager
def redis(port, folder):
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        next(line for line in process.stdout if "Ready to accept connections" in line)
        yield
        process.kill()


def test_answers_are_taken_before_while_and_after_it_is_gone(settings, app, tmp_path):
    port, slug = free_port(), make.open_form()
    given = {"FORMS_INSTANCE": str(tmp_path), "FORMS_MINIMUM_SECONDS": "0"}
    limited = create_app(from_environment({**given, "FORMS_REDIS_URL": f"redis://127.0.0.1:{port}/0"}))
    crowd = CrowdInside(limited, slug)
    with redis(port, tmp_path):
        assert crowd.send("before", crowd.open())
        waiting = crowd.open()
    assert crowd.send("while it is gone", waiting)
    with redis(port, tmp_path):
        assert crowd.send("after", crowd.open())
    assert crowd.problems == []
    ensure_stored_once(app, crowd.codes)
