"""Mails wait here until the worker sent them, at least once; put down in the transaction that wants them."""

import json
import secrets
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from forms_app.domain import outbox
from forms_app.domain.canonical import canonical
from forms_app.domain.errors import NotFound, Unreadable
from forms_app.domain.mails import Mail, Sender, to_bytes, to_document
from forms_app.domain.outbox import LEASE, SINGLE, Undelivered, Waiting
from forms_app.gateways import mail_files, mail_server, people_keys, smtp
from forms_app.services import activity
from forms_app.services.site import find_site
from forms_app.storage import people_outbox
from forms_app.storage.database import reading, transaction

PURPOSE, EVERY = "outbox", "single"
BATCH = 50  # mails taken at a time; those of a worker that was killed wait for the end of the lease
SURE = (LEASE / 2).total_seconds()  # no mail of a batch is begun later; the rest of the lease is for the last one
SHOWN = 200


class Writer(Protocol):
    """Whoever put mails down: writes them when they are sent, and hears what became of them."""

    def write(self, mail: Waiting) -> Mail | None:
        """The mail, or None where it is not to be sent any more."""

    def note_sent(self, mail: Waiting) -> None:
        """In the transaction that ends it."""

    def note_failed(self, mail: Waiting, error: Undelivered) -> None:
        """In the transaction that gives it up."""


@dataclass(frozen=True, kw_only=True)
class Round:
    """What became of the mails that were due."""

    tried: int = 0
    stopped_by: Undelivered | None = None  # what is wrong with the server, for which mails wait


def put_down(mail: Mail, *, kind: str, now: datetime, id_: bytes | None = None, keep: timedelta = outbox.KEPT) -> bool:
    """Let a mail be sent, in the open transaction on `people`; the same id twice is one mail."""
    id_, delete_on = id_ or secrets.token_bytes(16), now.date() + keep
    body = people_keys.seal(
        canonical(to_document(mail)), purpose=PURPOSE, form_id=EVERY, delete_on=delete_on, row_id=id_
    )
    row = {"queue": SINGLE, "id": id_, "kind": kind, "due_at": day_of(now), "delete_on": delete_on, "body": body}
    return people_outbox.add_mail(row)


def day_of(now: datetime) -> datetime:
    """When a mail that was never tried is due: it tells its day, not its minute."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


class SingleMails:
    """Mails that stand in the outbox with their words."""

    def write(self, mail: Waiting) -> Mail | None:
        place = {"purpose": PURPOSE, "form_id": EVERY, "delete_on": mail.delete_on, "row_id": mail.id}
        try:
            return Mail(**json.loads(people_keys.open_sealed(mail.body, **place)))  # type: ignore[arg-type]
        except Unreadable:
            return None

    def note_sent(self, mail: Waiting) -> None:
        pass

    def note_failed(self, mail: Waiting, error: Undelivered) -> None:
        pass


def send_due(writer: Writer, *, queue: bytes = SINGLE, now: datetime) -> Round:
    """Send a batch of what is due; nothing is taken where mails go nowhere."""
    if not is_set_up():
        return Round()
    claimed = _claim(queue, now)
    if not claimed:
        return Round()
    try:
        with _way_out() as way:
            return _send(writer, claimed, way, now)
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


def count_queue(queue: bytes) -> tuple[int, int]:
    """How many of a queue wait, and how many were given up; in the open transaction."""
    return people_outbox.count_mails(queue)


def delete_queue(queue: bytes) -> None:
    """In the open transaction."""
    people_outbox.delete_queue(queue)


def delete_single(*, id_: bytes) -> None:
    """A mail that belongs to no queue, if it still waits; in the open transaction."""
    people_outbox.delete_one(SINGLE, id_)


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
    _give_up(queue, id_)
    activity.record("mail given up")


@transaction("people")
def _give_up(queue: bytes, id_: bytes) -> None:
    if people_outbox.delete_one(queue, id_) == 0:
        raise NotFound("mail")


@reading("people")
def count_due(*, today: date) -> int:
    return people_outbox.count_due(today)


@transaction("people")
def purge(*, today: date) -> int:
    return people_outbox.purge(today)


def _send(writer: Writer, claimed: list[Waiting], way: "_Way", now: datetime) -> Round:
    """Each mail is ended before the next one is begun, so that a crash sends one twice at most."""
    began, from_ = time.monotonic(), sender()
    for number, mail in enumerate(claimed):
        if time.monotonic() - began > SURE:
            _give_back(claimed[number:], now)
            return Round(tried=number)
        written = writer.write(mail)
        if written is None:
            _end(mail)
            continue
        try:
            content = to_bytes(written, sender=from_, id_=message_id(mail), now=now)
        except ValueError:
            _note_failed(writer, mail, Undelivered(outbox.UNFIT), now)
            continue
        try:
            way.hand_over(id_=message_id(mail), to=written.to, content=content)
        except Undelivered as error:
            if error.is_of_server:
                _give_back(claimed[number:], now, error)
                return Round(tried=number, stopped_by=error)
            _note_failed(writer, mail, error, now)
            if error.code == 0:  # the connection is of no use any more
                _give_back(claimed[number + 1 :], now)
                return Round(tried=number + 1)
        else:
            _note_sent(writer, mail)
    return Round(tried=len(claimed))


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
def _note_sent(writer: Writer, mail: Waiting) -> None:
    if people_outbox.delete_mail(mail):
        writer.note_sent(mail)


@transaction("people")
def _note_failed(writer: Writer, mail: Waiting, error: Undelivered, now: datetime) -> None:
    attempts = mail.attempts + 1
    due_at = None if error.is_final else outbox.next_try(attempts, now=now, dice=secrets.randbelow)
    people_outbox.set_tried(mail, due_at=due_at, attempts=attempts, problem=error.step, code=error.code)
    if due_at is None:
        writer.note_failed(mail, error)
