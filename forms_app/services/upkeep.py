"""What the worker tidies: marks of sent pages, texts and details whose day has come, traces of rows."""

from datetime import date, datetime, timedelta

from forms_app.gateways import people_keys
from forms_app.services import contacts, texts
from forms_app.storage import ballots, ballots_traces
from forms_app.storage.database import transaction

SPENT_KEPT = timedelta(days=2)  # whole days after the day of sending, so 48 hours at least


def run(*, now: datetime) -> None:
    _purge_spent(now)
    purge_people(today=now.date())


def count_due(*, today: date) -> dict[str, int]:
    """How many rows purge_people would delete, by what they are."""
    return {"texts": texts.count_due(today=today), "contacts": contacts.count_due(today=today)}


def purge_people(*, today: date) -> dict[str, int]:
    """Delete what of people has reached its day, then the keys of that day; rows deleted by what they are."""
    gone = {"texts": texts.purge_texts(today=today), "contacts": contacts.purge_contacts(today=today)}
    people_keys.destroy_days(today)
    return gone


def compact(*, now: datetime, however_large: bool) -> list[str]:
    """Work for every hour, and once a day however large the files are; says what kept it from being done."""
    held_back = [b for b in ("ballots", "people") if not ballots_traces.compact(b, however_large=however_large)]
    return [f"{now.date()}: somebody reads the {b} database; deleted rows stay until it is free." for b in held_back]


@transaction("ballots")
def _purge_spent(now: datetime) -> None:
    ballots.purge_spent(now.date() - SPENT_KEPT)
