"""The draw that anyone can recompute, format sealed-draw/1: codes, tickets, the locked list, its order and result."""

import hashlib
import hmac
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from forms_app.domain.crockford import DIGITS, SPOKEN
from forms_app.domain.receipts import derive

FORMAT = "sealed-draw/1"
CODE_BYTES, CODE_DIGITS = 15, 24
CONTEST_ID = re.compile(r"[a-z0-9-]{1,64}")
HEX_32 = re.compile(r"[0-9a-f]{64}")
NAME_SYMBOLS = 8  # of a ticket's short name
INSTANT = "%Y-%m-%dT%H:%M:%SZ"


class BadList(ValueError):
    """Bytes that are no list of format sealed-draw/1."""


def code_from(site_key: bytes, nonce: bytes) -> str:
    """The contest code of a page: 24 symbols and a check symbol, independent of the receipt code."""
    return code_of(derive(site_key, b"contest/1" + nonce)[:CODE_BYTES])


def code_of(random: bytes) -> str:
    """15 bytes as 24 symbols of five bits, most significant first, and the check symbol."""
    number = int.from_bytes(random, "big")
    text = "".join(DIGITS[(number >> shift) & 31] for shift in range(5 * (CODE_DIGITS - 1), -1, -5))
    return text + check_symbol(text)


def check_symbol(code: str) -> str:
    return DIGITS[hashlib.sha256(f"{FORMAT} check\n{code}".encode()).digest()[0] & 31]


def find_code(typed: str) -> str | None:
    """The code somebody typed, forgiving case, hyphens, spaces, O for 0 and I or L for 1; None if it is not one."""
    code = typed.upper().translate(SPOKEN)
    if len(code) != CODE_DIGITS + 1 or not set(code) <= set(DIGITS):
        return None
    return code if code[-1] == check_symbol(code[:-1]) else None


def ticket_of(contest_id: str, code: str) -> bytes:
    """What the site keeps of a code, 32 bytes; a check symbol behind the code is passed over."""
    return hashlib.sha256(f"{FORMAT} ticket\n{contest_id}\n{code[:CODE_DIGITS]}".encode()).digest()


def ticket_name(ticket: bytes) -> str:
    """The short name by which a ticket is announced: 40 bits as two groups of four symbols."""
    number = int.from_bytes(ticket[:5], "big")
    text = "".join(DIGITS[(number >> shift) & 31] for shift in range(5 * (NAME_SYMBOLS - 1), -1, -5))
    return f"{text[:4]}-{text[4:]}"


def receipt_message(contest_id: str, ticket: bytes) -> bytes:
    """What the site signs for each entry: it proves that a ticket was left out of a list."""
    return f"{FORMAT} receipt\n{contest_id}\n{ticket.hex()}\n".encode()


@dataclass(frozen=True, kw_only=True)
class Head:
    """What stands above the tickets of a locked list."""

    contest: str
    rules_sha256: str
    closed_at: datetime
    source: str
    winners: int
    alternates: int
    previous: str = ""  # SHA-256 of the result before, for a draw of unclaimed prizes


@dataclass(frozen=True)
class SealedList:
    head: Head
    tickets: tuple[bytes, ...]
    content: bytes

    @property
    def seal(self) -> bytes:
        return hashlib.sha256(self.content).digest()


def seal_list(head: Head, tickets: Iterable[bytes]) -> SealedList:
    """The list to the byte; tickets in the order of their bytes, so that nothing tells who came when."""
    ordered = tuple(sorted(set(tickets)))
    lines = [FORMAT, f"contest: {head.contest}", f"rules-sha256: {head.rules_sha256}"]
    lines += [f"closed: {head.closed_at.astimezone(UTC):{INSTANT}}", f"source: {head.source}"]
    lines += [f"previous: {head.previous}"] if head.previous else []
    lines += [f"winners: {head.winners}", f"alternates: {head.alternates}", f"entries: {len(ordered)}", ""]
    text = "\n".join([*lines, *(ticket.hex() for ticket in ordered)]) + "\n"
    return read_list(text.encode("ascii"))


def read_list(content: bytes) -> SealedList:
    """A locked list, which must be the one spelling of itself; raises BadList."""
    try:
        head, _, body = content.decode("ascii").partition("\n\n")
        found = dict(line.split(": ", 1) for line in head.split("\n")[1:])
        tickets = body.split("\n")
        read = _head(found)
    except (ValueError, KeyError) as error:
        raise BadList("This is no locked list.") from error
    _ensure_right(head, found, tickets, read)
    return SealedList(read, tuple(bytes.fromhex(ticket) for ticket in tickets[:-1]), content)


def _head(found: dict[str, str]) -> Head:
    return Head(
        contest=found["contest"],
        rules_sha256=found["rules-sha256"],
        closed_at=datetime.strptime(found["closed"], INSTANT).replace(tzinfo=UTC),
        source=found["source"],
        winners=int(found["winners"]),
        alternates=int(found["alternates"]),
        previous=found.get("previous", ""),
    )


def _ensure_right(head: str, found: dict[str, str], tickets: Sequence[str], read: Head) -> None:
    if not head.startswith(FORMAT + "\n") or list(found) != _names(read):
        raise BadList("The lines above the tickets are not those of a locked list.")
    if not (CONTEST_ID.fullmatch(read.contest) and HEX_32.fullmatch(read.rules_sha256) and read.winners > 0):
        raise BadList("The lines above the tickets cannot be read.")
    if tickets[-1] != "" or not all(HEX_32.fullmatch(ticket) for ticket in tickets[:-1]):
        raise BadList("A ticket cannot be read, or the last line feed is missing.")
    if list(tickets[:-1]) != sorted(set(tickets[:-1])):
        raise BadList("The tickets are not in order, or one stands there twice.")
    if found["entries"] != str(len(tickets) - 1):
        raise BadList("The number of tickets is not the one that is named.")


def _names(read: Head) -> list[str]:
    previous = ["previous"] if read.previous else []
    return ["contest", "rules-sha256", "closed", "source", *previous, "winners", "alternates", "entries"]


def extract(seal: bytes, source: bytes) -> bytes:
    """HKDF-Extract of RFC 5869: the seal as salt, the source as key material."""
    return hmac.digest(seal, source, "sha256")


def score(prk: bytes, ticket: bytes) -> bytes:
    """HKDF-Expand of RFC 5869 with the ticket as info, 32 bytes."""
    return hmac.digest(prk, ticket + b"\x01", "sha256")


def order_of(sealed: SealedList, source: bytes) -> tuple[bytes, ...]:
    """Every ticket in the order of the draw; it never changes."""
    prk = extract(sealed.seal, source)
    return tuple(sorted(sealed.tickets, key=lambda ticket: (score(prk, ticket), ticket)))


def drawn_places(sealed: SealedList, source: bytes) -> tuple[bytes, ...]:
    """Winners first, then reserve winners, as many as the list says."""
    return order_of(sealed, source)[: sealed.head.winners + sealed.head.alternates]


def result_bytes(sealed: SealedList, source: bytes) -> bytes:
    """The result as a file; its SHA-256 stands above the list of a later draw of unclaimed prizes."""
    winners = sealed.head.winners
    lines = [f"{FORMAT} result", f"contest: {sealed.head.contest}", f"seal: {sealed.seal.hex()}"]
    lines += [f"source-value: {source.hex()}", ""]
    for place, ticket in enumerate(drawn_places(sealed, source), 1):
        lines.append(f"{'winner' if place <= winners else 'alternate'} {place} {ticket.hex()}")
    return ("\n".join(lines) + "\n").encode("ascii")


def hash_of(content: bytes) -> str:
    """SHA-256 in hex, as lists and pages name a file."""
    return hashlib.sha256(content).hexdigest()


def joined_sources(sources: Sequence[bytes]) -> bytes:
    """Several sources as one, each with its length before it, in the order they are named."""
    if len(sources) == 1:
        return sources[0]
    return b"".join(len(source).to_bytes(4, "big") + source for source in sources)
