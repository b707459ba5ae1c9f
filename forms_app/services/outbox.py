"""Mails wait here until the worker sent them, at least once; put down in the transaction that wants them."""

import json
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from forms_app.domain import outbox
from forms_app.domain.canonical import canonical
from forms_app.domain.errors import NotFound, Unreadable
from forms_app.domain.mails import Mail, Sender, to_bytes, to_document
from forms_app.domain.outbox import LEASE, SINGLE, Undelivered, Waiting
from forms_app.gateways import mail_files, mail_server, people_keys, smtp
from forms_app.services import activity
from forms_app.services.carrying import Carry, Notes, Round, Writer
from forms_app.services.site import find_site
from forms_app.storage import people_outbox
from forms_app.storage.database import reading, transaction

PURPOSE, EVERY = "outbox", "single"
BATCH = 50  # mails taken at a time; those of a worker that was killed wait for the end of the lease
SURE = (LEASE / 2).total_seconds()  # no mail of a batch is begun later; the rest of the lease is for the last one
SHOWN = 200


def put_down(mail: Mail, *, kind: str, now: datetime, id_: bytes | None = None, keep: timedelta = outbox.KEPT) -> bool:
    """Let a mail be sent, in the open transaction on `people`; the same id twice is one mail."""
    return put_into(SINGLE, to_document(mail), kind=kind, now=now, id_=id_, keep=keep)


def put_into(
    queue: bytes,
    document: Mapping[str, Any],
    *,
    kind: str,
    now: datetime,
    id_: bytes | None = None,
    keep: timedelta = outbox.KEPT,
) -> bool:
    """Let something wait in a queue, sealed; in the open transaction on `people`."""
    id_, delete_on = id_ or secrets.token_bytes(16), now.date() + keep
    body = people_keys.seal(canonical(document), purpose=PURPOSE, form_id=EVERY, delete_on=delete_on, row_id=id_)
    row = {"queue": queue, "id": id_, "kind": kind, "due_at": day_of(now), "delete_on": delete_on, "body": body}
    return people_outbox.add_mail(row)


def open_body(mail: Waiting) -> dict[str, Any] | None:
    """What was put down; None where its key is gone."""
    place = {"purpose": PURPOSE, "form_id": EVERY, "delete_on": mail.delete_on, "row_id": mail.id}
    try:
        found: dict[str, Any] = json.loads(people_keys.open_sealed(mail.body, **place))  # type: ignore[arg-type]
    except Unreadable:
        return None
    return found


def day_of(now: datetime) -> datetime:
    """When a mail that was never tried is due: it tells its day, not its minute."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


class SingleMails:
    """Mails that stand in the outbox with their words."""

    def write(self, mail: Waiting) -> Mail | None:
        found = open_body(mail)
        return None if found is None else Mail(**found)

    def note_sent(self, mail: Waiting) -> None:
        pass

    def note_failed(self, mail: Waiting, error: Undelivered) -> None:
        pass


def send_due(writer: Writer, *, queue: bytes = SINGLE, now: datetime) -> Round:
    """Send a batch of the mails that are due; nothing is taken where mails go nowhere."""
    return carry_due(_mails(writer, now), writer, queue=queue, now=now) if is_set_up() else Round()


def carry_due(way: AbstractContextManager[Carry], notes: Notes, *, queue: bytes, now: datetime) -> Round:
    """Hand over a batch of what is due in a queue."""
    claimed = _claim(queue, now)
    if not claimed:
        return Round()
    try:
        with way as carry:
            return _carry(carry, notes, claimed, now)
    except Undelivered as error:
        _give_back(claimed, now, error)
        return Round(stopped_by=error)


def send_now(mail: Mail, *, now: datetime) -> None:
    """Hand over one mail at once, to see whether that works; raises Undelivered."""
    with _way_out() as way:
        id_ = secrets.token_bytes(16)
        try:
            content = to_bytes(mail, sender=sender(), id_=id_, now=now)
        except ValueError:
            raise Undelivered(outbox.UNFIT) from None
        way.hand_over(id_=id_, to=mail.to, content=content)


def is_set_up() -> bool:
    """Whether mails go anywhere."""
    return mail_server.find_server() is not None or mail_server.find_folder() is not None


def sender() -> Sender:
    server, site = mail_server.find_server(), find_site()
    name = mail_server.sender_name() or (site.name if site else "") or mail_server.fallback_name()
    return Sender(address=server.sender if server else "forms@localhost", name=name)


@reading("people")
def list_waiting() -> tuple[list[Waiting], int, int]:
    """The first of them, how many wait, and how many were given up."""
    return people_outbox.list_mails(most=SHOWN), *people_outbox.count_mails()


@reading("people")
def list_queue(*, queue: bytes) -> list[Waiting]:
    """The first of one queue, those given up first."""
    return people_outbox.list_mails(queue, most=SHOWN)


def count_queue(queue: bytes) -> tuple[int, int]:
    """How many of a queue wait, and how many were given up; in the open transaction."""
    return people_outbox.count_mails(queue)


def delete_queue(queue: bytes) -> None:
    """In the open transaction."""
    people_outbox.delete_queue(queue)


def delete_single(*, id_: bytes) -> None:
    """A mail that belongs to no queue, if it still waits; in the open transaction."""
    people_outbox.delete_one(SINGLE, id_)


@transaction("people")
def delete_waiting(*, queue: bytes, id_: bytes) -> None:
    """Raises NotFound for what does not wait any more."""
    if people_outbox.delete_one(queue, id_) == 0:
        raise NotFound("mail")


def drop(mail: Waiting) -> None:
    """In the open transaction."""
    people_outbox.delete_mail(mail)


@reading("people")
def list_all() -> list[Waiting]:
    return people_outbox.list_mails(most=None)


@transaction("people")
def drop_now(mail: Waiting) -> None:
    people_outbox.delete_mail(mail)


@transaction("people")
def retry(*, now: datetime, queue: bytes | None = None, id_: bytes | None = None) -> int:
    """Try one mail again now, or all that were tried before; says how many."""
    return people_outbox.retry(now=now, queue=queue, id_=id_)


def give_up(*, queue: bytes, id_: bytes) -> None:
    """Delete a mail that waits."""
    delete_waiting(queue=queue, id_=id_)
    activity.record("mail given up")


@reading("people")
def count_due(*, today: date) -> int:
    return people_outbox.count_due(today)


@transaction("people")
def purge(*, today: date) -> int:
    return people_outbox.purge(today)


def _carry(carry: Carry, notes: Notes, claimed: list[Waiting], now: datetime) -> Round:
    """Each is ended before the next one is begun, so that a crash sends one twice at most."""
    began = time.monotonic()
    for number, mail in enumerate(claimed):
        if time.monotonic() - began > SURE:
            _give_back(claimed[number:], now)
            return Round(tried=number)
        try:
            is_sent = carry(mail)
        except Undelivered as error:
            if error.is_of_server:
                _give_back(claimed[number:], now, error)
                return Round(tried=number, stopped_by=error)
            _note_failed(notes, mail, error, now)
            if error.breaks_off:
                _give_back(claimed[number + 1 :], now)
                return Round(tried=number + 1)
        else:
            _note_sent(notes, mail) if is_sent else _end(mail)
    return Round(tried=len(claimed))


@contextmanager
def _mails(writer: Writer, now: datetime) -> Iterator[Carry]:
    """The way of mails, over one conversation with the mail server."""
    with _way_out() as way:
        from_ = sender()

        def carry(mail: Waiting) -> bool:
            written = writer.write(mail)
            if written is None:
                return False
            try:
                content = to_bytes(written, sender=from_, id_=message_id(mail), now=now)
            except ValueError:
                raise Undelivered(outbox.UNFIT) from None
            way.hand_over(id_=message_id(mail), to=written.to, content=content)
            return True

        yield carry


def message_id(mail: Waiting) -> bytes:
    """Of a mail, the same at every try: a reader's issues differ by their queue."""
    return mail.queue[:8] + mail.id if mail.queue != SINGLE else mail.id


class _Way(Protocol):
    def hand_over(self, *, id_: bytes, to: str, content: bytes) -> None: ...


def _way_out() -> AbstractContextManager[_Way]:
    server, folder = mail_server.find_server(), mail_server.find_folder()
    if server is not None:
        return smtp.conversation(server)
    if folder is None:
        raise Undelivered(outbox.CONNECT)
    return mail_files.folder(folder)


@transaction("people")
def _claim(queue: bytes, now: datetime) -> list[Waiting]:
    claim = secrets.token_bytes(8)
    return people_outbox.claim_mails(queue, now=now, until=now + LEASE, claim=claim, most=BATCH)


@transaction("people")
def _give_back(mails: list[Waiting], now: datetime, error: Undelivered | None = None) -> None:
    people_outbox.give_back(mails, now=day_of(now), error=error)


@transaction("people")
def _end(mail: Waiting) -> None:
    people_outbox.delete_mail(mail)


@transaction("people")
def _note_sent(notes: Notes, mail: Waiting) -> None:
    if people_outbox.delete_mail(mail):
        notes.note_sent(mail)


@transaction("people")
def _note_failed(notes: Notes, mail: Waiting, error: Undelivered, now: datetime) -> None:
    attempts = mail.attempts + 1
    due_at = None if error.is_final else outbox.next_try(attempts, now=now, dice=secrets.randbelow)
    people_outbox.set_tried(mail, due_at=due_at, attempts=attempts, problem=error.step, code=error.code)
    if due_at is None:
        notes.note_failed(mail, error)
