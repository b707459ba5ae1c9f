"""Visitors whose every word, header and address is a marked value, over real HTTP."""

import base64
import http.client
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.replay.visitors import token_of
from bench.server import HOST
from forms_app.domain import receipts
from tests import make

SLUG = "marked"
PATH = f"/f/{SLUG}"
FORM = make.form(
    make.question(
        "choice",
        settings={
            "options": [{"id": "yes000", "text": {"en": "Yes"}}, {"id": "no0000", "text": {"en": "No"}}],
            "other": True,
        },
    ),
    make.question("idea00", "short_text", settings={"longest": 200}),
    make.detail("email1"),
    id="marked",
    schedule={"zone": "UTC", "opens": "2020-01-01T00:00", "closes": None},
)


@dataclass(frozen=True)
class Page:
    status: int
    text: str


@dataclass
class Marks:
    """What may be found nowhere; a visitor's values begin with these."""

    tail: str = field(default_factory=lambda: secrets.token_hex(6))
    nonces: list[bytes] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.words, self.text, self.email = f"Wörter{self.tail}", f'Fräge"{self.tail}', f"Post.{self.tail}"
        self.agent, self.referrer = f"Agent/{self.tail}", f"https://from-{self.tail}.example/?q=where"
        self.language, self.asked, self.typed = f"x-{self.tail}", f"query-{self.tail}", f"Typo{self.tail}"
        self.ipv4 = "203.0.113."
        self.ipv6 = f"2001:db8:{secrets.randbelow(0xF000) + 4096:x}:{secrets.randbelow(0xF000) + 4096:x}::77"

    def values(self):
        return [self.words, self.text, self.email, self.agent, self.referrer, self.language, self.asked, self.typed]


class Visitors:
    """Opens, sends and takes back, each time as somebody else."""

    def __init__(self, site, marks):
        self.site, self.marks, self.number = site, marks, 0

    def headers(self, address):
        return {
            "X-Forwarded-For": address,
            "User-Agent": self.marks.agent,
            "Referer": self.marks.referrer,
            "Accept-Language": f"{self.marks.language},en;q=0.5",
            "Sec-Fetch-Site": "same-origin",
        }

    def request(self, method, path, fields=None, address=None, **headers):
        connection = http.client.HTTPConnection(HOST, self.site.port, timeout=60)
        sent = self.headers(address or f"{self.marks.ipv4}{self.number % 250}")
        body = None if fields is None else urlencode(fields)
        if fields is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, sent | headers)
        response = connection.getresponse()
        page = Page(response.status, response.read().decode())
        connection.close()
        return page

    def answers(self):
        """Of the next visitor."""
        self.number += 1
        marks, tail = self.marks, f"{self.number:03}"
        email = f"{marks.email}.{tail}@example.org"
        return {"choice.other": f"{marks.words} {tail}", "idea00": f"{marks.text} {tail}", "email1": email}

    def open(self):
        page = self.request("GET", f"{PATH}?lang={self.marks.asked}&from={self.marks.asked}")
        token = token_of(page.text)
        self.marks.nonces.append(nonce_in(token))
        return token

    def send(self, token, answers, **more):
        page = self.request("POST", PATH, {"token": token, **answers}, **more)
        if page.status == http.client.OK:
            self.marks.codes.append(receipts.find_code(make.code_in(page)))
        return page

    def answer(self):
        """The receipt code of the next visitor's answers."""
        page = self.send(self.open(), self.answers())
        assert page.status == http.client.OK
        return self.marks.codes[-1]

    def take_back(self, code):
        return self.request("POST", "/receipt", {"code": code})


def nonce_in(token):
    return base64.urlsafe_b64decode(token.split(".")[3])
