"""People's wishes about their own data: a link by mail, and a queue of what only staff can do, with due dates."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from forms_app.domain import mail_tokens
from forms_app.domain.canonical import canonical
from forms_app.domain.errors import Conflict, NotFound, Unreadable
from forms_app.domain.held import KINDS, Section
from forms_app.domain.mails import Mail
from forms_app.domain.newsletters import NEVER
from forms_app.domain.receipts import ID_BYTES, derive
from forms_app.domain.roles import may
from forms_app.gateways import letters
from forms_app.gateways.people_keys import Lock
from forms_app.gateways.site_keys import current_keys
from forms_app.services import accounts, activity, mail_setup, outbox, policies, subscriptions
from forms_app.storage import people_requests
from forms_app.storage.database import reading, transaction

PURPOSE, EVERY = "requests", "all"
LINK = timedelta(days=3)
DUE, LONGER, KEPT = timedelta(days=30), timedelta(days=60), timedelta(days=366)  # GDPR article 12(3): a month, two more
LONGEST = 4_000  # characters


@dataclass(frozen=True, kw_only=True)
class Request:
    id: bytes
    kind: str
    asked_on: date
    due_on: date
    reason: str
    done_on: date | None
    address: str
    words: str
    by: bytes  # keyed hash of the mailbox that the link went to

    @property
    def key(self) -> str:
        return self.id.hex()


def send_link(*, address: str, now: datetime) -> None:
    """To every address alike, whatever is held about it; not to one that asked never to be written to."""
    frame, until = mail_setup.frame(), now.date() + LINK
    subject, keys = subscriptions.subject_of(address), current_keys().signing
    token = mail_tokens.own_token(keys, subject, until=until, purpose=mail_tokens.RIGHTS)
    values = frame | {"link": f"{frame['site_url']}/privacy/request/mine/{token}", "until": until}
    mail = letters.write_letter("rights", to=address, values=values)
    subscriptions.put_link(subject=subject, purpose="rights", mail=mail, now=now, unless=NEVER)


def read_link(*, token: str, today: date) -> bytes:
    """Whose link it is; raises NotFound once it is too late."""
    return mail_tokens.read_own(current_keys().signing, token, today=today, purpose=mail_tokens.RIGHTS)


def ask(*, subject: bytes, kind: str, address: str, words: str, now: datetime, id_: bytes) -> None:
    """Put a wish into the queue of staff and tell them that something came; the same id twice is one."""
    if kind not in KINDS or not words.strip():
        raise ValueError(kind)
    delete_on = now.date() + LONGER + DUE + KEPT
    body = _lock(delete_on).seal(canonical({"address": address, "words": words[:LONGEST], "by": subject.hex()}), id_)
    row = {"id": id_, "kind": kind, "asked_on": now.date(), "due_on": now.date() + DUE, "reason": "", "done_on": None}
    row |= {"delete_on": delete_on, "policy_version": policies.number_in_force(on=now.date()), "body": body}
    if _add(row) and not mail_setup.find_obstacle():
        _tell_staff(now)


def _tell_staff(now: datetime) -> None:
    frame = mail_setup.frame()
    for _id, address, roles in accounts.list_active():
        if may("answer requests", roles):
            values = {**frame, "link": f"{frame['site_url']}/staff/requests"}
            _put_down(letters.write_letter("request", to=address, values=values), now)


def list_requests() -> list[Request]:
    """Those that wait first, by the day they are due."""
    return [found for row in _rows() if (found := _opened(row)) is not None]


def get_request(*, id_: bytes) -> Request:
    found = next((one for one in list_requests() if one.id == id_), None)
    if found is None:
        raise NotFound("request")
    return found


def finish(*, id_: bytes, today: date) -> None:
    _finish(id_, today)
    activity.record("request answered")


@transaction("people")
def _finish(id_: bytes, today: date) -> None:
    if not people_requests.change(id_, {"done_on": today}):
        raise Conflict("It is done already.")


def extend(*, id_: bytes, reason: str) -> None:
    """Two more months, once, with the reason the person is told."""
    _extend(id_, reason)
    activity.record("request prolonged")


@transaction("people")
def _extend(id_: bytes, reason: str) -> None:
    row = next((row for row in people_requests.list_requests() if bytes(row.id) == id_), None)
    if row is None or row.reason or not reason.strip():
        raise Conflict("It can be extended once, and needs a reason.")
    people_requests.change(id_, {"due_on": row.due_on + LONGER, "reason": reason.strip()[:LONGEST]})


def list_held(*, subject: bytes) -> list[Section]:
    rows = tuple(
        {
            "Asked on": row.asked_on.isoformat(),
            "What": KINDS[row.kind],
            "Words": row.words,
            "Answered by": row.due_on.isoformat(),
            "Why it takes longer": row.reason,
            "Done on": row.done_on.isoformat() if row.done_on else "",
        }
        for row in list_requests()
        if subscriptions.subject_of(row.address) == subject
    )
    return [Section("What you asked us for", rows)]


def erase_held(*, subject: bytes, today: date) -> None:
    """Nothing: a request shows until its day that it was answered in time."""


@reading("people")
def count_due(*, today: date) -> int:
    return people_requests.count_due(today)


@transaction("people")
def purge(*, today: date) -> int:
    return people_requests.purge(today)


def id_from(nonce: str) -> bytes:
    """Of a page's own number: the page sent twice asks once; nobody chooses whose row it is."""
    return derive(current_keys().site, b"request/1" + nonce[:100].encode())[:ID_BYTES]


@transaction("people")
def _add(row: dict[str, object]) -> bool:
    return people_requests.add_request(row)


@transaction("people")
def _put_down(mail: Mail, now: datetime) -> None:
    outbox.put_down(mail, kind="request", now=now)


@reading("people")
def _rows() -> list[Any]:
    return people_requests.list_requests()


def _opened(row: Any) -> Request | None:
    place = {name: getattr(row, name) for name in ("kind", "asked_on", "due_on", "reason", "done_on")}
    id_ = bytes(row.id)
    try:
        said = json.loads(_lock(row.delete_on).open_sealed(bytes(row.body), id_))
    except Unreadable:
        return None
    return Request(id=id_, address=said["address"], words=said["words"], by=bytes.fromhex(said["by"]), **place)


def _lock(delete_on: date) -> Lock:
    return Lock(purpose=PURPOSE, form_id=EVERY, delete_on=delete_on)
