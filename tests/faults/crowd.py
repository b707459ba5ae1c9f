"""Visitors who do not give up: each sends an idea of its own under one token until thanked, and keeps its code."""

import http.client
import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode

from bench.processes import wait_until
from bench.replay.visitors import THANKS
from bench.server import HOST
from forms_app.domain import receipts
from tests import make

PATIENCE = 120  # seconds a visitor goes on trying
PAUSE = 0.05  # seconds between two tries
TIMEOUT = 60  # seconds for one answer
HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
LATER = (503, 507)  # with which a page may ask to send again


@dataclass(frozen=True)
class Answer:
    status: int
    text: str

    @property
    def is_thanks(self):
        return self.status == 200 and THANKS.search(self.text) is not None

    @property
    def code(self):
        return receipts.find_code(make.code_in(self))


def exchange(port, path, data=None):
    """The answer to one request over a connection of its own; None where it broke."""
    connection = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT)
    try:
        connection.request("GET" if data is None else "POST", path, urlencode(data) if data else None, HEADERS)
        response = connection.getresponse()
        return Answer(response.status, response.read().decode())
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


@dataclass
class Crowd:
    """What many visitors met: `codes` by idea, of every thank-you seen, and `problems` that no fault excuses."""

    port: int
    slug: str
    codes: dict[str, str] = field(default_factory=dict)
    met: Counter = field(default_factory=Counter)  # statuses; None: a connection that broke
    problems: list[str] = field(default_factory=list)
    _ideas: count = field(default_factory=lambda: count(1))
    _over: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def coming(self, visitors=6):
        """They come until the block ends, and none goes before it was thanked."""
        self._over.clear()
        threads = [threading.Thread(target=self._come) for _ in range(visitors)]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self._over.set()
            for thread in threads:
                thread.join()

    def ensure_more(self, number):
        """Return when so many more were thanked."""
        wanted = len(self.codes) + number
        for _ in wait_until(PATIENCE, PAUSE):
            if len(self.codes) >= wanted:
                return
        raise AssertionError(f"no {number} more were thanked: {self.met}, {self.problems[:3]}")

    def _come(self):
        while not self._over.is_set():
            self.visit(f"idea {next(self._ideas)}")

    def visit(self, idea):
        token = self.open()
        for _ in wait_until(PATIENCE, PAUSE):
            if token is None or self.send(idea, token):
                return
        self.problems.append(f"{idea} was never taken")

    def open(self):
        """The token of a page; asked for again while there is none."""
        for _ in wait_until(PATIENCE, PAUSE):
            page = self._exchange()
            if page is not None and page.status == 200:
                return make.token_in(page)
            self._ensure_excused(page, "")
        self.problems.append("the page never came")
        return None

    def send(self, idea, token):
        """Whether this visit is over: thanked for, or met with what no fault excuses."""
        answer = self._exchange({"token": token, "q1bars": "o2pear", "q2idea": idea})
        if answer is not None and answer.is_thanks:
            self.codes[idea] = answer.code
            return True
        return not self._ensure_excused(answer, idea)

    def _ensure_excused(self, answer, idea):
        """Whether it asks to send again, politely and with what was typed."""
        if answer is None or (answer.status in LATER and idea in answer.text and "<h1" in answer.text):
            return True
        self.problems.append(f"{answer.status} for {idea or 'the page'}: {answer.text[:200]}")
        return False

    def _exchange(self, data=None):
        answer = self._ask(f"/f/{self.slug}", data)
        self.met[answer and answer.status] += 1
        return answer

    def _ask(self, path, data):
        return exchange(self.port, path, data)


class CrowdInside(Crowd):
    """Asks the application in this very process, for faults of what lies behind it."""

    def __init__(self, app, slug):
        super().__init__(0, slug)
        self.app = app

    def _ask(self, path, data):
        client = self.app.test_client(use_cookies=False)
        answer = client.get(path) if data is None else client.post(path, data=data)
        return Answer(answer.status_code, answer.text)
