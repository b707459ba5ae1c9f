"""What the worker tidies: marks of sent pages, texts and details whose day has come, traces of rows."""

from datetime import date, datetime

from forms_app.domain.deletions import in_tens
from forms_app.domain.retention import SPENT_KEPT
from forms_app.gateways import people_keys
from forms_app.services import (
    api_tokens,
    contacts,
    entry_codes,
    erasures,
    inbox,
    invitations,
    microdata,
    outbox,
    prize_people,
    promotions,
    requests,
    subscriptions,
    texts,
    visitor_accounts,
    vouchers,
)
from forms_app.storage import ballots, ballots_traces, purged
from forms_app.storage.database import reading, transaction

SHOWN = 400  # lines of the public page of deletions

KEEPERS = {
    "texts": texts,
    "contacts": contacts,
    "messages": inbox,
    "rows": microdata,
    "mails": outbox,
    "unconfirmed newsletters": subscriptions,
    "people invited": invitations,
    "prizes": prize_people,
    "requests": requests,
    "accounts": visitor_accounts,
}


def run(*, now: datetime) -> None:
    _purge_spent(now)
    entry_codes.tell(now=now)
    vouchers.tell(now=now)
    promotions.settle(now=now)
    visitor_accounts.warn(now=now)
    api_tokens.purge(today=now.date())
    purge_people(today=now.date())


def count_due(*, today: date) -> dict[str, int]:
    """How many rows purge_people would delete, by what they are."""
    return {what: keeper.count_due(today=today) for what, keeper in KEEPERS.items()}


def purge_people(*, today: date) -> dict[str, int]:
    """Delete what of people has reached its day, then the keys of that day; rows deleted by what they are."""
    tell_purged(today=today, due={what: number for what, number in count_due(today=today).items() if number})
    gone = {what: keeper.purge(today=today) for what, keeper in KEEPERS.items()}
    people_keys.destroy_days(today)
    erasures.purge(today=today)
    return gone


def compact(*, now: datetime, however_large: bool) -> list[str]:
    """Work for every hour, and once a day however large the files are; says what kept it from being done."""
    erasures.replay(today=now.date())
    held_back = [b for b in ballots_traces.TABLES if not ballots_traces.compact(b, however_large=however_large)]
    return [f"{now.date()}: somebody reads the {b} database; deleted rows stay until it is free." for b in held_back]


@reading("site")
def list_purged() -> list[tuple[date, str, int]]:
    """What was deleted on its day, in tens, newest first."""
    return purged.list_purged(most=SHOWN)


def tell_purged(*, today: date, due: dict[str, int]) -> None:
    """Before anything goes, so that doing it again tells the same."""
    if due:
        _note(today, due)


@transaction("site")
def _note(today: date, due: dict[str, int]) -> None:
    for what, number in due.items():
        purged.note(today, what, in_tens(number))


@transaction("ballots")
def _purge_spent(now: datetime) -> None:
    ballots.purge_spent(now.date() - SPENT_KEPT)
