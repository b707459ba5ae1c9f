"""The activity log: what staff did, each entry bound to the one before it by a hash."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from forms_app.domain.canonical import canonical

BEGINNING = "0" * 64  # what the first entry stands upon
LARGEST = 400  # bytes of an entry's further facts


@dataclass(frozen=True)
class Deed:
    """A sort of thing that staff do and the log keeps."""

    area: str  # by which the log is filtered
    by_day: bool = False  # it follows what a visitor did: a time would tell when that was
    is_public: bool = False  # the page about the form tells it, without who and by the day


FORMS, CONTESTS, RESULTS, COMMENTS = "forms", "contests", "results", "comments"
MESSAGES, NEWSLETTERS, SITE = "messages", "newsletters", "site"
AREAS = (FORMS, CONTESTS, RESULTS, COMMENTS, MESSAGES, NEWSLETTERS, SITE)
DEEDS: Mapping[str, Deed] = {
    "form opened": Deed(FORMS),
    "form closed": Deed(FORMS, is_public=True),
    "closing moved": Deed(FORMS, is_public=True),
    "questions replaced": Deed(FORMS),
    "replacement taken back": Deed(FORMS),
    "wording corrected": Deed(FORMS),
    "deletion asked": Deed(FORMS, is_public=True),
    "codes made": Deed(FORMS, is_public=True),
    "codes withdrawn": Deed(FORMS, is_public=True),
    "access changed": Deed(FORMS),
    "cap changed": Deed(FORMS),
    "people invited": Deed(FORMS),
    "people reminded": Deed(FORMS),
    "team chosen": Deed(FORMS),
    "given details looked at": Deed(FORMS, by_day=True),
    "given details taken": Deed(FORMS, by_day=True),
    "vouchers changed": Deed(FORMS),
    "vouchers made": Deed(FORMS),
    "vouchers withdrawn": Deed(FORMS),
    "voucher redeemed": Deed(FORMS, by_day=True),
    "voucher handed out": Deed(FORMS, by_day=True),
    "prizes drawn": Deed(CONTESTS),
    "draw postponed": Deed(CONTESTS),
    "contest cancelled": Deed(CONTESTS),
    "ticket skipped": Deed(CONTESTS),
    "winner told": Deed(CONTESTS, by_day=True),
    "delivery looked at": Deed(CONTESTS, by_day=True),
    "prize delivered": Deed(CONTESTS, by_day=True),
    "entry typed": Deed(CONTESTS, by_day=True),
    "deletion held back": Deed(CONTESTS),
    "evidence taken": Deed(CONTESTS),
    "results exported": Deed(RESULTS),
    "rows taken": Deed(RESULTS),
    "results shared": Deed(RESULTS),
    "shared link withdrawn": Deed(RESULTS),
    "comments looked at": Deed(COMMENTS),
    "comment changed": Deed(COMMENTS),
    "comment destroyed": Deed(COMMENTS),
    "comment quoted": Deed(COMMENTS),
    "quote withdrawn": Deed(COMMENTS),
    "topics counted": Deed(COMMENTS),
    "messages looked at": Deed(MESSAGES, by_day=True),
    "message sorted": Deed(MESSAGES, by_day=True),
    "message given to": Deed(MESSAGES, by_day=True),
    "message answered": Deed(MESSAGES, by_day=True),
    "note on a message written": Deed(MESSAGES, by_day=True),
    "message destroyed": Deed(MESSAGES, by_day=True),
    "messages exported": Deed(MESSAGES, by_day=True),
    "answer template changed": Deed(MESSAGES, by_day=True),
    "newsletter made": Deed(NEWSLETTERS),
    "newsletter changed": Deed(NEWSLETTERS),
    "issue sent": Deed(NEWSLETTERS),
    "issue taken back": Deed(NEWSLETTERS),
    "issue paused": Deed(NEWSLETTERS),
    "issue resumed": Deed(NEWSLETTERS),
    "issue stopped": Deed(NEWSLETTERS),
    "address looked up": Deed(NEWSLETTERS, by_day=True),
    "address removed": Deed(NEWSLETTERS, by_day=True),
    "address erased": Deed(NEWSLETTERS, by_day=True),
    "address released": Deed(NEWSLETTERS, by_day=True),
    "addresses imported": Deed(NEWSLETTERS),
    "newsletter move announced": Deed(NEWSLETTERS),
    "newsletter move called off": Deed(NEWSLETTERS),
    "newsletter list taken": Deed(NEWSLETTERS),
    "newsletter move ended": Deed(NEWSLETTERS),
    "mail given up": Deed(SITE, by_day=True),
    "account made": Deed(SITE),
    "account deactivated": Deed(SITE),
    "account activated": Deed(SITE),
    "role given": Deed(SITE),
    "role taken": Deed(SITE),
    "password renewed": Deed(SITE),
    "token made": Deed(SITE),
    "token withdrawn": Deed(SITE),
    "site changed": Deed(SITE),
    "visitor accounts switched on": Deed(SITE),
    "visitor accounts switched off": Deed(SITE),
    "policy published": Deed(SITE),
    "request answered": Deed(SITE, by_day=True),
    "request prolonged": Deed(SITE, by_day=True),
    "details looked at": Deed(SITE, by_day=True),
    "detail corrected": Deed(SITE, by_day=True),
    "use restricted": Deed(SITE, by_day=True),
    "restriction lifted": Deed(SITE, by_day=True),
    "webhook made": Deed(SITE),
    "webhook changed": Deed(SITE),
    "webhook secret renewed": Deed(SITE),
    "webhook removed": Deed(SITE),
    "webhook call given up": Deed(SITE),
    "backup made": Deed(SITE),
    "logo changed": Deed(SITE),
}
PUBLIC = tuple(name for name, deed in DEEDS.items() if deed.is_public)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row of the log. Who is the number of an account; none is a command on the server."""

    number: int  # from 1 on, without a gap
    day: date
    at: datetime | None  # none: only the day is kept
    account_id: int | None
    deed: str
    form_id: str | None
    facts: Mapping[str, Any]  # small and of nobody: numbers, words of registries
    hash: str


def hash_of(before: str, entry: Mapping[str, Any]) -> str:
    """SHA-256 over the hash before it and the canonical JSON of every other column."""
    plain = {**entry, "day": entry["day"].isoformat(), "at": entry["at"] and entry["at"].isoformat(timespec="seconds")}
    plain.pop("hash", None)
    return hashlib.sha256(before.encode() + canonical(plain)).hexdigest()


def first_broken(entries: Iterable[Entry]) -> tuple[int, str]:
    """Walk the whole chain: the number at which it breaks, 0 where it holds, and the last hash that held."""
    before, expected = BEGINNING, 1
    for entry in entries:
        if entry.number != expected or entry.hash != hash_of(before, vars(entry)):
            return expected, before
        before, expected = entry.hash, expected + 1
    return 0, before
