"""Visitors over real HTTP: open the page, take the token out of it, send the answers, keep no cookie."""

import html
import http.client
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.processes import wait_until
from bench.replay.coded import Field
from bench.server import HOST

TIMEOUT = 60  # seconds for one answer
THANKS = re.compile(r"<h1[^>]*>\s*Thank you\s*</h1>")
TOKEN = re.compile(r"<input\b[^>]*\bname=\"token\"[^>]*>")
VALUE = re.compile(r"\bvalue=\"([^\"]*)\"")
HEADERS = {"Accept": "text/html", "Accept-Language": "en"}


class VisitFailed(Exception):
    """What a visitor met instead of a page that takes answers or a thank-you."""


class NotReady(VisitFailed):
    """The form is open but its key is still being made: 503."""


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

    def visit_when_ready(self, fields: Sequence[Field], *, seconds: float) -> int:
        """Visit a form that was just opened; returns how often it said 503, raises VisitFailed in the end."""
        refusals = 0
        for _ in wait_until(seconds):
            try:
                self.visit(fields)
                return refusals
            except NotReady:
                refusals += 1
        raise VisitFailed(f"the form took no answers within {seconds:.0f} seconds")

    def open(self) -> str:
        """The token of a fresh page."""
        answer = self._request("GET", None, {})
        _ensure_ok(answer, "the page")
        return token_of(answer.text)

    def send(self, token: str, fields: Sequence[Field]) -> None:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": self._origin,
            "Referer": self._origin + self.path,
            "Sec-Fetch-Site": "same-origin",
        }
        answer = self._request("POST", urlencode([("token", token), *fields]), headers)
        _ensure_ok(answer, "sending")
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


def token_of(page: str) -> str:
    """The form token of a page; raises VisitFailed where there is none."""
    tag = TOKEN.search(page)
    value = tag and VALUE.search(tag.group())
    if not value:
        raise VisitFailed("the page holds no token")
    return html.unescape(value.group(1))


def _ensure_ok(answer: Answer, what: str) -> None:
    if answer.status == http.client.SERVICE_UNAVAILABLE:
        raise NotReady(f"{what} answered 503")
    if answer.status != http.client.OK:
        raise VisitFailed(f"{what} answered {answer.status}")
