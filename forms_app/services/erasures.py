"""Erasures before their day, noted where no backup reaches, and done again on whatever came back with a backup."""

from datetime import date

from forms_app.domain.newsletters import ALL
from forms_app.storage import (
    ballots_erased,
    people_consents,
    people_contacts,
    people_invitations,
    people_messages,
    people_prizes,
    people_subscribers,
    people_visitor_accounts,
)
from forms_app.storage.database import reading, transaction

DETAILS, READER = "details", "reader"  # kinds: an id of details, the keyed hash of an address
ACCOUNT = "account"  # of a visitor, by the keyed hash of the address
MESSAGE, INVITED = "message", "invited"  # what visitors wrote, somebody on a list; and of prizes, what a row holds


@transaction("ballots")
def note(*, kind: str, id_: bytes, until: date) -> None:
    """Before anything is erased: killed between, the next replay finishes it. Kept until the row would have gone."""
    ballots_erased.add_erased(kind, id_, delete_on=until)


@transaction("ballots")
def forget(*, kind: str, id_: bytes) -> None:
    """Somebody agreed anew: what comes back with a backup is theirs again."""
    ballots_erased.forget(kind, id_)


@reading("ballots")
def is_noted(*, kind: str, id_: bytes) -> bool:
    """Whether a page that is sent again may not bring it back."""
    return ballots_erased.is_erased(kind, id_)


@reading("ballots")
def list_noted() -> list[tuple[str, bytes, date]]:
    return ballots_erased.list_erased()


@transaction("ballots")
def purge(*, today: date) -> int:
    return ballots_erased.purge(today)


def replay(*, today: date) -> int:
    """Erase again what was erased before and stands there; says how many rows came back."""
    return _replay(list_noted(), today)


@transaction("people")
def _replay(noted: list[tuple[str, bytes, date]], today: date) -> int:
    gone = 0
    for kind, id_, _until in noted:
        if kind == DETAILS:
            gone += people_contacts.erase_contact(id_)
        elif kind == READER:
            gone += people_subscribers.delete_subscriptions(id_)
            people_subscribers.delete_pending(id_)
            people_consents.suppress(id_, ALL, today)
        elif kind == MESSAGE:
            gone += people_messages.remove(id_)
        elif kind == ACCOUNT:
            gone += people_visitor_accounts.remove(id_)
        elif kind == INVITED:
            gone += people_invitations.delete_one(id_)
        elif kind in people_prizes.WHATS:
            gone += people_prizes.delete_person(id_, kind)
    return gone
