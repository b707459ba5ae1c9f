"""Who runs the site, and how it looks: what every page says of it, and what may be said."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import available_timezones

from forms_app.domain.addresses import find_address
from forms_app.domain.colours import read_colour
from forms_app.domain.errors import Problem, Refused

LONGEST_NAME, LONGEST_LINE, MOST_LINES = 80, 100, 6  # characters, characters, lines of an address
TELEPHONE = re.compile(r"[0-9 +()/.-]{3,40}")
REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@dataclass(frozen=True, kw_only=True)
class Site:
    """The row of the site; revision 0 before anybody said anything."""

    name: str = ""
    address: str = ""  # lines
    telephone: str = ""
    email: str = ""
    zone: str = "UTC"  # where forms without a schedule are at home
    accent: str = ""  # #rrggbb; empty: the built-in colours
    mail_tested: str = ""  # mark of the mail settings with which a test message was sent
    policy_on: date | None = None  # on which the newest version of the privacy policy was published
    has_accounts: bool = False  # visitors may have some
    has_logo: bool = False
    revision: int = 0


def read_site(raw: Mapping[str, str]) -> dict[str, str]:
    """What was typed, by field, as it may be kept; raises Refused with the problem of each field."""
    kept, problems = {}, {}
    for field, read in READ.items():
        try:
            kept[field] = read(raw.get(field, ""))
        except Problem as problem:
            problems[field] = problem
    if problems:
        raise Refused(problems)
    return kept


def zones() -> list[str]:
    """The time zones people choose from, UTC first."""
    named = (zone for zone in available_timezones() if zone.split("/")[0] in REGIONS and "/" in zone)
    return ["UTC", *sorted(named)]


def _line(text: str, longest: int) -> str:
    line = " ".join(text.split())
    if len(line) > longest:
        raise Problem("Please use at most %(longest)d characters.", longest=longest)
    if not line.isprintable():
        raise Problem("Please use letters, digits and signs only.")
    return line


def _name(text: str) -> str:
    if not text.strip():
        raise Problem("Please write the name that visitors know you by.")
    return _line(text, LONGEST_NAME)


def _address(text: str) -> str:
    lines = [line for line in (_line(line, LONGEST_LINE) for line in text.splitlines()) if line]
    if len(lines) > MOST_LINES:
        raise Problem("Please use at most %(most)d lines.", most=MOST_LINES)
    return "\n".join(lines)


def _telephone(text: str) -> str:
    number = _line(text, LONGEST_LINE)
    if number and not (TELEPHONE.fullmatch(number) and sum(sign.isdecimal() for sign in number) >= 3):
        raise Problem("Please write a telephone number with digits, spaces and + only, such as +44 20 7946 0123.")
    return number


def _email(text: str) -> str:
    typed = _line(text, LONGEST_LINE)
    address = find_address(typed) if typed else ""
    if address is None:
        raise Problem("Please write an e-mail address such as name@example.org.")
    return address


def _zone(text: str) -> str:
    if text not in available_timezones():
        raise Problem("Please choose a time zone from the list.")
    return text


def _accent(text: str) -> str:
    return read_colour(text) if text.strip() else ""


READ: dict[str, Callable[[str], str]] = {
    "name": _name,
    "address": _address,
    "telephone": _telephone,
    "email": _email,
    "zone": _zone,
    "accent": _accent,
}
