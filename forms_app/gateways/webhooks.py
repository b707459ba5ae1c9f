"""One call of a webhook: to the address that was looked up and checked, and no further; the answer is a number."""

import re
import socket
import ssl
import time
from collections.abc import Collection
from contextlib import closing
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from flask import current_app

from forms_app.domain.webhooks import (
    ANSWER,
    CONNECT,
    INSIDE,
    NAME,
    SLOW,
    TLS,
    Unanswered,
    headers_of,
    is_public,
    place_of,
)
from forms_app.gateways import dns_records

CONNECT_WITHIN, ANSWER_WITHIN = 4.0, 10.0  # seconds for one address; for everything after the look-up
LONGEST = 1_024  # bytes of the line with the number
STATUS = re.compile(rb"HTTP/1\.[01] ([1-5][0-9][0-9])(?: |\r|\n)")


def inside() -> Collection[str]:
    """host:port of those on this machine or its network that the settings name."""
    found: Collection[str] = current_app.extensions["settings"].webhook_inside
    return found


def call(url: str, *, id_: str, secret: bytes, body: bytes) -> None:
    """Raises Unanswered for everything but a number from 200 to 299; what else is answered is not read."""
    parts = urlsplit(url)
    addresses = _look_up(parts)
    until = time.monotonic() + ANSWER_WITHIN
    content = _request(parts, headers_of(secret, id_=id_, timestamp=int(time.time()), body=body), body)
    with closing(_connect(parts, addresses, until)) as made:
        try:
            made.settimeout(_left(until))
            made.sendall(content)
            code = _read_code(made, until)
        except TimeoutError:
            raise Unanswered(SLOW) from None
        except OSError:
            raise Unanswered(CONNECT) from None
    if not 200 <= code < 300:
        raise Unanswered(ANSWER, code)


def _look_up(parts: SplitResult) -> list[str]:
    """Looked up once: what is checked here is what is connected to, whatever the name says a moment later."""
    host = parts.hostname or ""
    found = [host] if _is_address(host) else dns_records.find_addresses(host)
    if not found:
        raise Unanswered(NAME)
    if place_of(parts) not in inside() and not all(map(is_public, found)):
        raise Unanswered(INSIDE)
    return found


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _request(parts: SplitResult, headers: dict[str, str], body: bytes) -> bytes:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = {"Host": parts.netloc, "Content-Type": "application/json", "Content-Length": str(len(body)), **headers}
    lines |= {"User-Agent": "forms", "Connection": "close"}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"POST {target} HTTP/1.1\r\n{head}\r\n".encode("ascii") + body


def _connect(parts: SplitResult, addresses: list[str], until: float) -> socket.socket:
    """To the first address that answers; the certificate is asked for by name."""
    port = int(place_of(parts).rpartition(":")[2])
    for address in addresses:
        try:
            made = socket.create_connection((address, port), timeout=min(CONNECT_WITHIN, _left(until)))
        except OSError:
            continue
        return made if parts.scheme == "http" else _encrypted(made, parts.hostname or "", until)
    raise Unanswered(CONNECT)


def _encrypted(made: socket.socket, host: str, until: float) -> socket.socket:
    try:
        made.settimeout(_left(until))
        return ssl.create_default_context().wrap_socket(made, server_hostname=host)
    except TimeoutError:
        made.close()
        raise Unanswered(SLOW) from None
    except (OSError, ValueError):  # of the library too; ValueError: a name that no certificate has
        made.close()
        raise Unanswered(TLS) from None


def _read_code(made: socket.socket, until: float) -> int:
    """Of the first line; who sends it byte by byte has no more time than others."""
    read = b""
    while b"\n" not in read and len(read) < LONGEST:
        made.settimeout(_left(until))
        more = made.recv(LONGEST)
        if not more:
            break
        read += more
    found = STATUS.match(read)
    if found is None:
        raise Unanswered(CONNECT)
    return int(found[1])


def _left(until: float) -> float:
    """Seconds; raises TimeoutError where there are none."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
