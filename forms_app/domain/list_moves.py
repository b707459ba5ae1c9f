"""Moving a newsletter's readers to another system: told two weeks before, each may leave first."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from forms_app.domain.errors import Problem
from forms_app.domain.sentences import N_

NOTICE = timedelta(days=14)  # between telling somebody and taking the address away
OPEN = timedelta(days=30)  # that the file may be made, from the earliest day on; then the news is too old
LONGEST_NAME = 200  # characters
SHORTEST_PHRASE, LONGEST_PHRASE = 12, 200  # characters
FORMAT = "newsletter-list/1"
ADDRESS, BLOCKED = "address", "do-not-mail"  # sorts of lines in the file

RUNNING, CALLED_OFF, ENDED = "running", "called off", "ended"
TOLD, READY, LAPSED = "told", "ready", "lapsed"  # what a running one is, by the day
FACES = {
    TOLD: N_("People are being told"),
    READY: N_("The file can be made"),
    LAPSED: N_("Too late: it has to be announced anew"),
    CALLED_OFF: N_("Called off"),
    ENDED: N_("Over"),
}


@dataclass(frozen=True, kw_only=True)
class Move:
    topic: bytes
    id: bytes
    goes_to: str  # whose system, as people are told
    state: str
    began_on: date
    taken_on: date | None = None
    ended_on: date | None = None
    failed: int = 0  # mails that could not be delivered

    @property
    def earliest(self) -> date:
        return self.began_on + NOTICE

    @property
    def last_day(self) -> date:
        return self.earliest + OPEN

    @property
    def is_running(self) -> bool:
        return self.state == RUNNING

    def face(self, today: date) -> str:
        if not self.is_running:
            return self.state
        if today < self.earliest:
            return TOLD
        return READY if today <= self.last_day else LAPSED


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far the telling is, in numbers."""

    told: int = 0
    waiting: int = 0  # mails
    may_go: int = 0  # were told two weeks ago or longer, and stayed


def read_name(typed: str) -> str:
    """Whose system it is, as people are told; raises Problem."""
    name = " ".join(typed.split())
    if not name:
        raise Problem("Please say which system, and whose it is.")
    if len(name) > LONGEST_NAME:
        raise Problem("Please use at most %(longest)d characters.", longest=LONGEST_NAME)
    if not name.isprintable():
        raise Problem("Please use letters, digits and signs only.")
    return name


def read_phrase(typed: str) -> bytes:
    """What opens the file; raises Problem."""
    phrase = typed.strip()
    if not SHORTEST_PHRASE <= len(phrase) <= LONGEST_PHRASE or not phrase.isprintable():
        raise Problem("Please use %(least)d characters or more.", least=SHORTEST_PHRASE)
    return phrase.encode()


def to_lines(
    *, name: str, goes_to: str, today: date, addresses: Iterable[tuple[str, date]], blocked: Iterable[tuple[bytes, str]]
) -> Iterator[bytes]:
    """The file before it is locked: who goes along, and the do-not-mail list by keyed hashes."""
    yield _line({"format": FORMAT, "newsletter": name, "goes_to": goes_to, "made_on": today.isoformat()})
    for address, confirmed_on in addresses:
        yield _line([ADDRESS, address, confirmed_on.isoformat()])
    for subject, scope in blocked:
        yield _line([BLOCKED, subject.hex(), scope])


def from_lines(lines: Iterable[bytes]) -> tuple[list[list[str]], list[list[str]]]:
    """The rows of addresses and those of the do-not-mail list; raises Problem for another file."""
    found: Iterator[Any] = map(json.loads, lines)
    head: Any = next(found, None)
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise Problem("This is no list of a newsletter.")
    rows = list(found)
    return [row[1:] for row in rows if row[0] == ADDRESS], [row[1:] for row in rows if row[0] == BLOCKED]


def _line(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()
