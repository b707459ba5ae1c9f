"""What the worker tidies: marks of sent pages, texts and details whose day has come, the room of deleted ballots."""

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


def compact(*, now: datetime) -> list[str]:
    """A night's work, worth repeating once a day; says in a sentence what kept it from being done."""
    if ballots_traces.compact():
        return []
    return [f"{now.date()}: somebody reads the ballots database; deleted rows stay until it is free."]


@transaction("ballots")
def _purge_spent(now: datetime) -> None:
    ballots.purge_spent(now.date() - SPENT_KEPT)
