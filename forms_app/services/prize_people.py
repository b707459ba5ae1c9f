"""Who may be written to about a prize, and where prizes go: sealed under the ticket, gone on their day."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from forms_app.domain import mail_tokens
from forms_app.domain.canonical import canonical
from forms_app.domain.contests import Held
from forms_app.domain.errors import NotFound, Unreadable
from forms_app.domain.mails import Mail
from forms_app.domain.receipts import ID_BYTES, derive
from forms_app.domain.texts import in_language
from forms_app.gateways import letters, people_keys
from forms_app.gateways.site_keys import current_keys
from forms_app.services import erasures, mail_setup, mailboxes, outbox
from forms_app.storage import people_prizes as store
from forms_app.storage.database import reading, transaction
from forms_app.storage.people_prizes import CONTACT, DELIVERY, WAITING

PURPOSE = "prizes"
ENTRY = b"entry/1\0"  # purpose of tokens in links


@dataclass(frozen=True)
class Waiting:
    """An entry whose mailbox is not confirmed yet."""

    id: bytes
    form_id: str
    ticket: bytes
    address: str


@dataclass(frozen=True)
class Left:
    """One thing that somebody left for a draw."""

    id: bytes
    what: str
    form_id: str
    delete_on: date
    content: dict[str, Any]


def make_keys(*, form_id: str) -> None:
    people_keys.make_form_key(PURPOSE, form_id)
    mailboxes.make_key(purpose=mailboxes.PRIZES, form_id=form_id)


def keep_contact(held: Held, *, ticket: bytes, address: str) -> None:
    """Where a winner may be written to, until its day; safe to repeat, and nothing once it was erased."""
    if not erasures.is_noted(kind=CONTACT, id_=id_of(ticket)):
        _keep(CONTACT, held, ticket, {"address": address}, _last_day(held))


def keep_delivery(held: Held, *, ticket: bytes, details: dict[str, Any], delete_on: date) -> None:
    _keep(DELIVERY, held, ticket, details, delete_on)


def ask_to_confirm(held: Held, *, ticket: bytes, address: str, now: datetime) -> None:
    """Put down the mail whose link puts the ticket into the list; safe to repeat."""
    frame = mail_setup.frame()
    values = {
        **frame,
        "title": in_language(held.rules.title, next(iter(held.rules.title))),
        "link": f"{frame['site_url']}/confirm-entry/{token_of(ticket)}",
    }
    _ask(held, ticket, letters.write_letter("entry", to=address, values=values), now)


@transaction("people")
def _ask(held: Held, ticket: bytes, mail: Mail, now: datetime) -> None:
    body = {"ticket": ticket.hex(), "address": mail.to}
    if _put(WAITING, held, ticket, body, held.rules.day_of(held.draws_at) + timedelta(days=1)):
        id_ = derive(current_keys().site, b"entry-mail/1" + ticket)[:ID_BYTES]
        outbox.put_down(mail, kind="entry", now=now, id_=id_)


def token_of(ticket: bytes) -> str:
    """Of the link that confirms a ticket."""
    return mail_tokens.id_token(current_keys().signing, ENTRY, id_of(ticket))


def get_waiting(*, token: str) -> Waiting:
    """Raises NotFound for a link that was not made here, was used, or is too old."""
    id_ = mail_tokens.read_id(current_keys().signing, ENTRY, token)
    form_id, body = _read(WAITING, id_)
    if body is None:
        raise NotFound("link")
    return Waiting(id_, form_id, bytes.fromhex(body["ticket"]), body["address"])


def spend_mailbox(waiting: Waiting) -> None:
    """One entry each: raises AlreadySent where this mailbox confirmed another ticket."""
    purpose, form_id = mailboxes.PRIZES, waiting.form_id
    try:
        mark = mailboxes.mark_of(purpose=purpose, form_id=form_id, address=waiting.address)
        mailboxes.spend(purpose=purpose, form_id=form_id, mark=mark, on=waiting.ticket)
    except Unreadable:
        raise NotFound("link") from None


@transaction("people")
def forget_waiting(waiting: Waiting) -> None:
    store.delete_person(waiting.id, WAITING)


def find_contact(*, ticket: bytes) -> str | None:
    """The address that was left; for the mail to a winner, never for a page, but by the deed `reveal`."""
    _, body = _read(CONTACT, id_of(ticket))
    return body["address"] if body else None


def find_delivery(*, ticket: bytes) -> dict[str, Any] | None:
    found: dict[str, Any] | None = _read(DELIVERY, id_of(ticket))[1]
    return found


@reading("people")
def list_with_contact(*, tickets: list[bytes]) -> set[bytes]:
    """Whose address is there, by ticket; no address is opened."""
    found = store.list_ids(CONTACT, [id_of(ticket) for ticket in tickets])
    return {ticket for ticket in tickets if id_of(ticket) in found}


@reading("people")
def list_with_delivery(*, tickets: list[bytes]) -> set[bytes]:
    found = store.list_ids(DELIVERY, [id_of(ticket) for ticket in tickets])
    return {ticket for ticket in tickets if id_of(ticket) in found}


def forget_contact(*, ticket: bytes) -> None:
    _erase(id_of(ticket), CONTACT)


def forget_delivery(*, ticket: bytes) -> None:
    _erase(id_of(ticket), DELIVERY)


def erase(left: Left) -> None:
    _erase(left.id, left.what)


def _erase(id_: bytes, what: str) -> None:
    """Before its day, and again on whatever comes back with a backup."""
    found = _find(id_, what)
    if found is not None:
        erasures.note(kind=what, id_=id_, until=found[1])
        _delete(id_, what)


@transaction("people")
def _delete(id_: bytes, what: str) -> None:
    store.delete_person(id_, what)


@reading("people")
def _find(id_: bytes, what: str) -> tuple[str, date, bytes] | None:
    return store.find_person(id_, what)


@reading("people")
def list_left() -> list[Left]:
    """Everything that can still be opened, for people's rights; not for a page."""
    found = []
    for id_, what, form_id, delete_on, body in store.list_all():
        opened = _open(id_, form_id, delete_on, body)
        if opened is not None:
            found.append(Left(id_, what, form_id, delete_on, json.loads(opened)))
    return found


@transaction("people")
def forget_others(*, form_id: str, but: list[bytes]) -> int:
    """The addresses of all but these tickets; says how many there were."""
    store.delete_others(form_id, WAITING, but=[])
    return store.delete_others(form_id, CONTACT, but=[id_of(ticket) for ticket in but])


def forget_mailboxes(*, form_id: str) -> int:
    return mailboxes.forget(purpose=mailboxes.PRIZES, form_id=form_id)


@transaction("people")
def keep_until(held: Held, *, day: date) -> None:
    """A legal hold: what would go before a day is sealed anew under that day."""
    for id_, what, delete_on, body in store.list_persons(held.form_id, until=day):
        opened = _open(id_, held.form_id, delete_on, body)
        if opened is not None:
            store.delete_person(id_, what)
            _add(id_, what, held.form_id, opened, day)


def erase_form(*, form_id: str) -> None:
    """All that is left of a form, for good; safe to repeat."""
    people_keys.destroy_form_key(PURPOSE, form_id)
    forget_mailboxes(form_id=form_id)
    _forget_form(form_id)


@transaction("people")
def _forget_form(form_id: str) -> None:
    store.forget_form(form_id)


@reading("people")
def count_due(*, today: date) -> int:
    return store.count_due(today)


@transaction("people")
def purge(*, today: date) -> int:
    return store.purge(today)


def id_of(ticket: bytes) -> bytes:
    return derive(current_keys().site, b"prize-person/1" + ticket)[:ID_BYTES]


def _last_day(held: Held) -> date:
    return held.rules.forget_all_on(held.rules.day_of(held.draws_at))


@transaction("people")
def _keep(what: str, held: Held, ticket: bytes, content: dict[str, Any], delete_on: date) -> None:
    _put(what, held, ticket, content, delete_on)


def _put(what: str, held: Held, ticket: bytes, content: dict[str, Any], delete_on: date) -> bool:
    held_until = held.held_until or delete_on
    return _add(id_of(ticket), what, held.form_id, canonical(content), max(delete_on, held_until))


def _add(id_: bytes, what: str, form_id: str, plain: bytes, delete_on: date) -> bool:
    try:
        body = people_keys.seal(plain, purpose=PURPOSE, form_id=form_id, delete_on=delete_on, row_id=id_)
    except Unreadable:
        return False  # staff deleted what the form kept; a late retry brings none back
    return store.add_person(id_, what, form_id=form_id, delete_on=delete_on, body=body)


@reading("people")
def _read(what: str, id_: bytes) -> tuple[str, Any]:
    found = store.find_person(id_, what)
    if found is None:
        return "", None
    form_id, delete_on, body = found
    opened = _open(id_, form_id, delete_on, body)
    return form_id, None if opened is None else json.loads(opened)


def _open(id_: bytes, form_id: str, delete_on: date, body: bytes) -> bytes | None:
    try:
        return people_keys.open_sealed(body, purpose=PURPOSE, form_id=form_id, delete_on=delete_on, row_id=id_)
    except Unreadable:
        return None
