"""Where relays are named, the worker fetches the round of the list by its number, and believes only its key."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from forms_app import create_app
from forms_app.domain.beacons import CHAIN
from forms_app.gateways.site_keys import make_keys
from forms_app.services import draws
from forms_app.settings import from_environment
from tests.contests import story

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


class Relay(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        body = json.dumps({"round": 123, "signature": self.server.signature}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        pass


@contextmanager
def relay(signature):
    made = ThreadingHTTPServer(("127.0.0.1", 0), Relay)
    made.asked, made.signature = [], signature
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield made
    finally:
        made.shutdown()
        thread.join()
        made.server_close()


@contextmanager
def asking(tmp_path, *relays):
    named = ",".join(f"http://127.0.0.1:{one.server_port}" for one in relays)
    settings = from_environment({"FORMS_INSTANCE": str(tmp_path), "FORMS_DRAND_RELAYS": named})
    make_keys(settings.people_keys)
    made = create_app(settings)
    with made.app_context():
        yield
    for engine in made.extensions["databases"].values():
        engine.dispose()


def test_the_worker_draws_by_the_first_relay_that_answers_rightly(urls, tmp_path):
    with relay("00" * 48) as lying, relay(story.SIGNATURE) as honest, asking(tmp_path, lying, honest):
        story.open_contest()
        story.enter()
        story.lock()
        assert draws.run(now=story.DRAWS - story.HOUR) == []
        assert (lying.asked, honest.asked) == ([], [])
        assert draws.run(now=story.DRAWN) == [f"{story.SLUG}: the prizes are drawn."]
        assert lying.asked == honest.asked == [f"/{CHAIN}/public/123"]
        assert story.standing().draws[0].proof == story.SIGNATURE


def test_a_relay_that_lies_draws_nothing(urls, tmp_path):
    with relay(story.SIGNATURE[:-1] + "3") as lying, asking(tmp_path, lying):
        story.open_contest()
        story.enter()
        story.lock()
        assert draws.run(now=story.DRAWN) == []
        assert story.standing().phase == "due"
