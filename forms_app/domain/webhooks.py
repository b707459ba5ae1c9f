"""Webhooks: what happened is told to an address of the site's own choice, signed, by a link and without a figure.

Signed as Standard Webhooks says (https://www.standardwebhooks.com), so that its libraries verify it.
"""

import hmac
import ipaddress
import json
import re
from base64 import b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from forms_app.domain.admission import HOST
from forms_app.domain.errors import Problem
from forms_app.domain.outbox import Undelivered, Waiting
from forms_app.domain.receipts import derive
from forms_app.domain.sentences import N_, Sentence

QUEUE = b"webhooks".ljust(16, b"\0")  # of the outbox, in which calls wait
MOST = 10  # webhooks of a site
LONGEST_URL = 500
LOW = 10  # a list of vouchers is running out when no more than one in so many is left, as told by the hour
RESULTS, VOUCHERS, TEST = "results", "vouchers", "test"
PORTS = {"https": 443, "http": 80}
SHOWN = 12  # characters of a path, which may hold a secret of the receiver


@dataclass(frozen=True)
class Event:
    type: str  # as it is called in what is sent
    words: str


EVENTS = {
    RESULTS: Event("results.ready", N_("Results are ready")),
    VOUCHERS: Event("vouchers.low", N_("Vouchers are running out: no more than a tenth is left")),
}

# What of a call went wrong.
NAME, INSIDE, CONNECT, TLS, SLOW, ANSWER = "name", "inside", "connect", "tls", "slow", "answer"
PROBLEMS = {
    NAME: N_("No server has this name."),
    INSIDE: N_("The address leads to this machine or to a private network; nothing was sent there."),
    CONNECT: N_("The server cannot be reached, or broke the connection off."),
    TLS: N_("The connection could not be encrypted, or the certificate is not one of this server."),
    SLOW: N_("The server took too long to answer."),
}
MOVED = N_("The server answered %(code)d and points elsewhere. That is not followed: write the other address here.")
GONE = N_("The server answered %(code)d: nobody takes this any more.")
REFUSED = N_("The server answered %(code)d instead of 200.")


@dataclass
class Unanswered(Undelivered):
    """A call that nobody took; every receiver is on its own, so no other call waits for it."""

    @property
    def is_of_server(self) -> bool:
        return False

    @property
    def is_final(self) -> bool:
        """All but 410 is tried again: a receiver that answers 404 today may be mended tomorrow."""
        return self.code == 410

    @property
    def breaks_off(self) -> bool:
        return False


def words_of(step: str, code: int) -> Sentence:
    """What went wrong, for people."""
    if step != ANSWER:
        return Sentence(PROBLEMS[step])
    said = MOVED if 300 <= code < 400 else GONE if code == 410 else REFUSED
    return Sentence(said, {"code": code})


@dataclass(frozen=True)
class Webhook:
    id: bytes  # 16
    url: str
    events: tuple[str, ...]
    round: int = 0  # secrets it had before this one

    @property
    def shown(self) -> str:
        """The address without what may be a secret in it."""
        parts = urlsplit(self.url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        return f"{parts.scheme}://{parts.netloc}" + (path if len(path) <= SHOWN else f"{path[:SHOWN]}…")

    def secret(self, site_key: bytes) -> bytes:
        """32 bytes that are stored nowhere: they follow from the site's key."""
        return derive(site_key, b"webhook/1" + self.id + self.round.to_bytes(4, "big"))

    def to_json(self) -> dict[str, Any]:
        return {"url": self.url, "events": list(self.events), "round": self.round}


def webhook_from(id_: bytes, given: Mapping[str, Any]) -> Webhook:
    return Webhook(id_, given["url"], tuple(given["events"]), given["round"])


@dataclass(frozen=True)
class Happening:
    """Something to be told, once to each webhook that wants it."""

    event: str
    form_id: str
    number: int  # of the results; or how many vouchers were made when so few were left
    title: str
    path: str  # of the page that shows more, to those who may see it

    @property
    def key(self) -> tuple[str, str, int]:
        return self.event, self.form_id, self.number


@dataclass(frozen=True)
class Call:
    """Something that waits to be told to a webhook, or was given up."""

    waiting: Waiting
    webhook: Webhook
    title: str


def body_of(event: str, *, title: str, link: str) -> bytes:
    """All that is ever sent: no figure, no time, nobody's name."""
    type_ = EVENTS[event].type if event in EVENTS else event
    return json.dumps({"type": type_, "data": {"form": title, "link": link}}, ensure_ascii=False).encode()


def headers_of(secret: bytes, *, id_: str, timestamp: int, body: bytes) -> dict[str, str]:
    """HMAC-SHA256 over id, seconds since 1970 and body, with points between."""
    signed = hmac.digest(secret, f"{id_}.{timestamp}.".encode() + body, "sha256")
    return {
        "webhook-id": id_,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{b64encode(signed).decode()}",
    }


def secret_text(secret: bytes) -> str:
    return f"whsec_{b64encode(secret).decode()}"


def place_of(parts: SplitResult) -> str:
    """host:port, as FORMS_WEBHOOK_INSIDE names those that may be on this machine or its network."""
    return f"{parts.hostname}:{parts.port or PORTS[parts.scheme]}"


def read_url(typed: str, inside: Collection[str]) -> str:
    """An address that may be called; raises Problem. Only places `inside` may be called without encryption."""
    try:
        parts = urlsplit(typed)
        place = place_of(parts) if parts.scheme in PORTS and parts.hostname else ""
    except ValueError:
        place = ""
    is_bare = typed.isascii() and re.search(r"[\x00-\x20\x7f\\]", typed) is None and "@" not in parts.netloc
    if not place or not is_bare or parts.fragment or len(typed) > LONGEST_URL or not _is_host(parts.hostname or ""):
        raise Problem("Write an address such as https://example.org/forms.")
    if parts.scheme != "https" and place not in inside:
        raise Problem("The address must begin with https:// so that nobody on the way can read or change it.")
    return typed


def _is_host(host: str) -> bool:
    return len(host) <= 253 and HOST.fullmatch(host) is not None


HERE = ipaddress.ip_network("2000::/3")  # all of IPv6 that is given to anybody (RFC 4291)
NOBODYS = tuple(
    ipaddress.ip_network(net)
    for net in (
        "168.63.129.16/32",  # a cloud's own server at a public address; those of other clouds are not global
        "192.0.0.0/24",  # of protocols (RFC 6890), and another cloud's own
        "192.88.99.0/24",  # relays of 6to4
        "2001::/23",  # of protocols, Teredo among them, which wraps IPv4
        "2002::/16",  # 6to4, which wraps IPv4
        "3fff::/20",  # of documents (RFC 9637)
    )
)


def is_public(address: str) -> bool:
    """Whether an address is somebody else's machine on the internet: not this one, its network or a cloud's own."""
    found = ipaddress.ip_address(address)
    if not found.is_global or found.is_multicast or any(found in net for net in NOBODYS):
        return False
    return found.version == 4 or found in HERE
