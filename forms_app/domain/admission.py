"""Who may answer a form, how many may, and which sites may show it in a frame."""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args
from urllib.parse import urlsplit

from forms_app.domain.errors import Problem

Who = Literal["anyone", "password", "codes"]
WAYS: tuple[Who, ...] = get_args(Who)
FEWEST = 10  # codes made at a time, places of a cap: fewer would say who answered
MOST_CODES = 500  # made at a time: each has a picture of its own on the sheet
SMALL_GROUP, MOST_REPEATED = 100, 4  # codes; times a year that so few are asked the same question
LARGEST_CAP = 1_000_000
MOST_ORIGINS = 20
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 200
HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")
LOOPBACK = ("localhost", "127.0.0.1")


@dataclass(frozen=True)
class Admission:
    """As staff chose it; `password` is only ever its hash."""

    who: Who = "anyone"
    password: str | None = field(default=None, repr=False)
    cap: int | None = None  # answers after which the form is full; none: no end
    raised_on: date | None = None  # the day the cap was last raised
    framed_by: tuple[str, ...] = ()  # origins whose pages may show the form

    @property
    def asks_password(self) -> bool:
        return self.who == "password"

    @property
    def asks_code(self) -> bool:
        return self.who == "codes"


def origins_from(lines: Iterable[str]) -> tuple[str, ...]:
    """The origins that were typed, one a line, each once; raises Problem for what is none."""
    found = tuple(dict.fromkeys(_origin(line.strip()) for line in lines if line.strip()))
    if len(found) > MOST_ORIGINS:
        raise Problem("At most %(most)d sites can show a form.", most=MOST_ORIGINS)
    return found


def _origin(typed: str) -> str:
    """Scheme, host and port; https, but for trying on this machine. Nothing else can reach a header."""
    try:
        parts = urlsplit(typed.lower())
        port = parts.port
    except ValueError:
        raise _no_origin(typed) from None
    host = parts.hostname or ""
    is_bare = parts.path in ("", "/") and not parts.query and not parts.fragment and "@" not in parts.netloc
    is_allowed = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
    if not (is_bare and is_allowed and HOST.fullmatch(host) and len(host) <= 253):
        raise _no_origin(typed)
    if _is_number(host) and host not in LOOPBACK:
        raise _no_origin(typed)
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _no_origin(typed: str) -> Problem:
    shown = typed[:60]
    return Problem("“%(shown)s” is not the address of a site. Write it as https://www.example.org.", shown=shown)


def opening_problems(held: Admission, *, is_poll: bool, issued: int, repeated: str | None) -> list[str]:
    """Why a form may not open to those who may answer it; `repeated` is a question that a small group had too often."""
    problems = []
    if held.asks_password and held.password is None:
        problems.append("It asks for a password, and none was chosen yet.")
    if held.asks_code and is_poll:
        problems.append("A public poll is open to everybody: it cannot ask for codes.")
    if held.asks_code and issued < FEWEST:
        problems.append(f"It asks for codes: make at least {FEWEST} before it opens.")
    return problems + repetition_problems(repeated)


def repetition_problems(repeated: str | None) -> list[str]:
    if repeated is None:
        return []
    return [
        f"“{repeated}” was put to groups of fewer than {SMALL_GROUP} {MOST_REPEATED} times within a year. "
        "Asked more often, rounded figures average out and single answers show through. Word it otherwise, or wait."
    ]


def cap_problem(held: Admission, wanted: int | None, *, is_opened: bool, today: date) -> Problem | None:
    """Why staff may not stop the form after so many answers; None where they may."""
    if wanted == held.cap:
        return None
    if wanted is not None and not FEWEST <= wanted <= LARGEST_CAP:
        return Problem("Choose a number from %(least)d to %(most)d.", least=FEWEST, most=LARGEST_CAP)
    if not is_opened:
        return None
    if held.cap is None:
        return Problem("An open form cannot be given an end it did not have: people were not told.")
    if wanted is None or wanted < held.cap:
        return Problem("Once the form is open, the number can only be raised.")
    if held.raised_on == today:
        return Problem("The number was raised today. It can be raised again tomorrow.")
    return None
