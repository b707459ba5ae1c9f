"""What staff do because somebody asked for it, with what is held under the mailbox that their link went to."""

from datetime import date

from forms_app.services import activity, requests, subscribers
from forms_app.services.held import details
from forms_app.services.held.details import Correctable


def look_at_details(*, id_: bytes) -> list[Correctable]:
    """What may be corrected; noted before it is shown."""
    found = requests.get_request(id_=id_)
    activity.record("details looked at")
    return details.list_correctable(subject=found.by)


def correct(*, id_: bytes, key: str, raw: list[str]) -> None:
    """Raises Problem."""
    details.correct(subject=requests.get_request(id_=id_).by, key=key, raw=raw)
    activity.record("detail corrected")


def is_restricted(*, id_: bytes) -> bool:
    return subscribers.is_restricted(subject=requests.get_request(id_=id_).by)


def restrict(*, id_: bytes, wanted: bool, today: date) -> None:
    """Nothing but answers is sent to the mailbox while it is restricted; nothing is deleted."""
    subscribers.restrict(subject=requests.get_request(id_=id_).by, wanted=wanted, today=today)
    activity.record("use restricted" if wanted else "restriction lifted")
