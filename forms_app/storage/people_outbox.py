"""Mails that wait to be sent, in `people`: sealed, under random or derived keys, gone as soon as they are sent.

Waiting since when is told by the day; only a mail that could not be sent has the minute at which it is tried again.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Update,
    delete,
    func,
    select,
    update,
)

from forms_app.domain.outbox import Undelivered, Waiting
from forms_app.domain.webhooks import QUEUE
from forms_app.storage.database import METADATA, aware, connection, insert_once

outbox = Table(
    "outbox",
    METADATA["people"],
    Column("queue", LargeBinary(16), primary_key=True),
    Column("id", LargeBinary(16), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("due_at", DateTime(timezone=True)),
    Column("attempts", SmallInteger, nullable=False),
    Column("problem", String(10), nullable=False),
    Column("code", SmallInteger, nullable=False),
    Column("delete_on", Date, nullable=False),
    Column("claim", LargeBinary(8)),
    Column("body", LargeBinary, nullable=False),
    CheckConstraint("length(queue) = 16 AND length(id) = 16", name="id_length"),
    Index(None, "queue", "due_at"),
    sqlite_with_rowid=False,
)


def add_mail(row: Mapping[str, Any]) -> bool:
    """Add a mail unless its key stands already; says whether it was added."""
    fresh = {"attempts": 0, "problem": "", "code": 0, "claim": None}
    return insert_once(connection("people"), outbox, {**fresh, **row})


def claim_mails(queue: bytes, *, now: datetime, until: datetime, claim: bytes, most: int) -> list[Waiting]:
    """Take the mails that are due, which nobody else is given until then."""
    due = select(outbox.c.id).where(outbox.c.queue == queue, outbox.c.due_at <= now)
    due = due.order_by(outbox.c.due_at).limit(most).with_for_update(skip_locked=True)
    taken = update(outbox).where(outbox.c.queue == queue, outbox.c.id.in_(due)).values(due_at=until, claim=claim)
    return [_waiting(row) for row in connection("people").execute(taken.returning(outbox))]


def set_tried(mail: Waiting, *, due_at: datetime | None, attempts: int, problem: str, code: int) -> None:
    """Note a try that failed, unless somebody else took the mail meanwhile."""
    changed = {"due_at": due_at, "attempts": attempts, "problem": problem, "code": code, "claim": None}
    connection("people").execute(_mine(mail).values(**changed))


def delete_mail(mail: Waiting) -> bool:
    """Delete a mail that was sent or is not to be; False where it is gone already."""
    gone = delete(outbox).where(outbox.c.queue == mail.queue, outbox.c.id == mail.id)
    return connection("people").execute(gone).rowcount > 0


def give_back(mails: Iterable[Waiting], *, now: datetime, error: Undelivered | None) -> None:
    """Let others have mails that were taken and not tried, saying what was wrong with the server."""
    why = {"problem": error.step, "code": error.code} if error else {}
    for mail in mails:
        connection("people").execute(_mine(mail).values(due_at=now, claim=None, **why))


def list_mails(queue: bytes | None = None, *, most: int | None) -> list[Waiting]:
    """Of one queue or of all that hold mails; those given up first."""
    found = select(outbox).where(_of(queue)).order_by(outbox.c.due_at.is_not(None), outbox.c.kind, outbox.c.id)
    return [_waiting(row) for row in connection("people").execute(found.limit(most))]


def count_mails(queue: bytes | None = None) -> tuple[int, int]:
    """How many wait, and how many were given up."""
    found = select(func.count(), func.count(outbox.c.due_at)).where(_of(queue))
    every, waiting = connection("people").execute(found.select_from(outbox)).one()
    return waiting, every - waiting


def retry(*, now: datetime, queue: bytes | None = None, id_: bytes | None = None) -> int:
    """Let one mail, or all that were tried before or given up, be tried now; says how many."""
    again = update(outbox).where(outbox.c.claim.is_(None), (outbox.c.attempts > 0) | outbox.c.due_at.is_(None))
    again = again.where(_of(queue))
    if id_ is not None:
        again = again.where(outbox.c.id == id_)
    return connection("people").execute(again.values(due_at=now, attempts=0)).rowcount


def _of(queue: bytes | None) -> ColumnElement[bool]:
    """Calls of webhooks are no mails, and are asked for by their queue."""
    return outbox.c.queue != QUEUE if queue is None else outbox.c.queue == queue


def delete_one(queue: bytes, id_: bytes) -> int:
    gone = delete(outbox).where(outbox.c.queue == queue, outbox.c.id == id_)
    return connection("people").execute(gone).rowcount


def delete_queue(queue: bytes) -> int:
    return connection("people").execute(delete(outbox).where(outbox.c.queue == queue)).rowcount


def delete_of(id_: bytes) -> int:
    """Everything that waits for one reader of newsletters: issues have the reader's key as theirs."""
    return connection("people").execute(delete(outbox).where(outbox.c.id == id_)).rowcount


def count_due(today: date) -> int:
    due = select(func.count()).select_from(outbox).where(outbox.c.delete_on <= today)
    return connection("people").execute(due).scalar_one()


def purge(today: date) -> int:
    return connection("people").execute(delete(outbox).where(outbox.c.delete_on <= today)).rowcount


def _mine(mail: Waiting) -> Update:
    """A change of this mail as long as it is ours."""
    key = (outbox.c.queue == mail.queue, outbox.c.id == mail.id, outbox.c.claim == mail.claim)
    return update(outbox).where(*key)


def _waiting(row: Any) -> Waiting:
    values = dict(row._mapping)
    return Waiting(**{**values, "due_at": aware(values["due_at"])})
