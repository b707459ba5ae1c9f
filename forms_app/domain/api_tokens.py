"""Tokens by which programs act for an account: what each may do, how long, and what is refused."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from forms_app.domain import roles
from forms_app.domain.errors import Problem
from forms_app.domain.receipts import ID_BYTES, derive
from forms_app.domain.sentences import N_

PREFIX = "forms_"  # by which people, and programs that look for leaked secrets, know one
SECRET_BYTES = 32
SHAPE = re.compile(re.escape(PREFIX) + r"[A-Za-z0-9_-]{43}")
LONGEST_NAME, MOST = 60, 20  # letters; tokens of one account
USUAL_DAYS, MOST_DAYS = 90, 365


@dataclass(frozen=True)
class Scope:
    """A sort of thing that a token may do, never more than its account may (domain/roles.py)."""

    deed: str
    words: str


SCOPES: Mapping[str, Scope] = {
    "redeem": Scope("redeem vouchers", N_("Redeem vouchers")),
    "forms": Scope("make forms", N_("List the forms")),
    "results": Scope("see results", N_("Read results")),
}


@dataclass(frozen=True)
class ApiToken:
    """What its account sees of a token; the token itself is shown once and kept nowhere."""

    id: bytes
    account_id: int
    name: str
    scopes: tuple[str, ...]
    made_on: date
    expires_on: date  # the last day, in UTC
    used_on: date | None = None

    def is_expired(self, today: date) -> bool:
        return today > self.expires_on


def token_id(site_key: bytes, text: str) -> bytes:
    """All that is stored of a token, 16 bytes: whoever reads it cannot tell the token."""
    return derive(site_key, b"api-token/1" + text.encode())[:ID_BYTES]


def scopes_for(held: Iterable[str]) -> list[str]:
    """What somebody with these roles may let a token do."""
    held = list(held)
    return [name for name, scope in SCOPES.items() if roles.may(scope.deed, held)]


def problems_of(*, name: str, scopes: Iterable[str], days: int | None, held: Iterable[str]) -> dict[str, Problem]:
    """By field; nothing where such a token may be made."""
    found, chosen, allowed = {}, list(scopes), scopes_for(held)
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        found["name"] = Problem("Write a name of at most %(most)d letters, such as Till 2.", most=LONGEST_NAME)
    if not chosen or not set(chosen) <= set(allowed):
        found["scopes"] = Problem("Choose what the token may do.")
    if days is None or not 1 <= days <= MOST_DAYS:
        found["days"] = Problem("Choose 1 to %(most)d days.", most=MOST_DAYS)
    return found
