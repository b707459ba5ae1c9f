"""Visitors over real HTTP: open the page, take the token out of it, send the answers, keep no cookie."""

import html
import http.client
import queue
import re
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.convert import Field, Submission
from bench.server import HOST

TIMEOUT = 60  # seconds for one answer
THANKS = re.compile(r"<h1[^>]*>\s*Thank you\s*</h1>")
TOKEN = re.compile(r"<input\b[^>]*\bname=\"token\"[^>]*>")
VALUE = re.compile(r"\bvalue=\"([^\"]*)\"")
HEADERS = {"Accept": "text/html", "Accept-Language": "en"}
MOST_FAILURES = 5  # after which no more visitors are sent


class VisitFailed(Exception):
    """What a visitor met instead of a page that takes answers or a thank-you."""


@dataclass(frozen=True)
class Answer:
    status: int
    text: str


class Visitor:
    """One browser: a connection that is kept, no cookies, the headers of a form on its own page."""

    def __init__(self, port: int, slug: str) -> None:
        self.path = f"/f/{slug}"
        self.reopened = 0  # connections that were closed by the server between two requests
        self._origin = f"http://{HOST}:{port}"
        self._connection = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT)

    def visit(self, fields: Sequence[Field]) -> None:
        """Open the form and send these answers; raises VisitFailed for anything but a thank-you."""
        self.send(self.open(), fields)

    def open(self) -> str:
        """The token of a fresh page."""
        answer = self._request("GET", None, {})
        if answer.status != http.client.OK:
            raise VisitFailed(f"the page answered {answer.status}")
        return token_of(answer.text)

    def send(self, token: str, fields: Sequence[Field]) -> None:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": self._origin,
            "Referer": self._origin + self.path,
            "Sec-Fetch-Site": "same-origin",
        }
        answer = self._request("POST", urlencode([("token", token), *fields]), headers)
        if answer.status != http.client.OK:
            raise VisitFailed(f"sending answered {answer.status}")
        if not THANKS.search(answer.text):
            raise VisitFailed("sending answered 200 but no thank-you")

    def close(self) -> None:
        self._connection.close()

    def _request(self, method: str, body: str | None, headers: dict[str, str]) -> Answer:
        """One request; where the server had closed the idle connection it is made again, as browsers do.

        Sending twice is safe: the token makes the second one a retry of the same answers.
        """
        try:
            return self._exchange(method, body, headers)
        except (ConnectionError, http.client.BadStatusLine):
            self.reopened += 1
            self._connection.close()
            return self._exchange(method, body, headers)

    def _exchange(self, method: str, body: str | None, headers: dict[str, str]) -> Answer:
        self._connection.request(method, self.path, body, HEADERS | headers)
        response = self._connection.getresponse()
        text = response.read().decode("utf-8")
        if response.getheader("Set-Cookie") is not None:
            raise VisitFailed(f"{method} {self.path} set a cookie")
        return Answer(response.status, text)


class Crowd:
    """Visitors side by side: each submission is sent once, and a few failures stop them all."""

    def __init__(self, port: int, slug: str, submissions: Iterable[Submission]) -> None:
        self.sent = 0
        self.reopened = 0  # connections
        self.failures: list[str] = []
        self._port, self._slug = port, slug
        self._lock = threading.Lock()
        self._waiting: queue.SimpleQueue[Submission] = queue.SimpleQueue()
        for submission in submissions:
            self._waiting.put(submission)

    def send_all(self, *, threads: int) -> None:
        senders = [threading.Thread(target=self._send_some, daemon=True) for _ in range(threads)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()

    def _send_some(self) -> None:
        visitor = Visitor(self._port, self._slug)
        while len(self.failures) < MOST_FAILURES:
            try:
                submission = self._waiting.get_nowait()
            except queue.Empty:
                break
            self._note(_problem_of(visitor, submission))
        visitor.close()
        with self._lock:
            self.reopened += visitor.reopened

    def _note(self, problem: str | None) -> None:
        with self._lock:
            if problem:
                self.failures.append(problem)
            else:
                self.sent += 1


def token_of(page: str) -> str:
    """The form token of a page; raises VisitFailed where there is none."""
    tag = TOKEN.search(page)
    value = tag and VALUE.search(tag.group())
    if not value:
        raise VisitFailed("the page holds no token")
    return html.unescape(value.group(1))


def _problem_of(visitor: Visitor, submission: Submission) -> str | None:
    try:
        visitor.visit(submission.fields)
    except (VisitFailed, OSError, http.client.HTTPException) as error:
        return f"Line {submission.line}: {error or type(error).__name__}."
    return None
