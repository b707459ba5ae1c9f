"""Accounts of visitors, in `people`: found by the keyed hash of the mailbox, everything that they hold sealed.

The only day is that of deletion, the first of a month: a row says in which month somebody last signed in, no more.
"""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Integer, LargeBinary, Table, delete, func, select, update

from forms_app.storage.database import METADATA, connection, insert_once

MARK = 16  # bytes

visitor_account = Table(
    "visitor_account",
    METADATA["people"],
    Column("subject", LargeBinary(16), primary_key=True),
    Column("delete_on", Date, nullable=False),
    Column("is_warned", Boolean, nullable=False),  # that it will be deleted
    Column("mark", LargeBinary(16), nullable=False),  # drawn anew where every session and link is to end
    Column("policy_version", Integer, nullable=False),  # in force when the details were given; 0: none was
    Column("body", LargeBinary, nullable=False),  # address, hash of the password, details
    CheckConstraint("length(subject) = 16", name="subject_length"),
    sqlite_with_rowid=False,
)


def find(subject: bytes) -> Any | None:
    """Nobody else changes the row before the transaction ends."""
    found = select(visitor_account).where(visitor_account.c.subject == subject).with_for_update()
    return connection("people").execute(found).one_or_none()


def look(subject: bytes) -> Any | None:
    return connection("people").execute(select(visitor_account).where(visitor_account.c.subject == subject)).first()


def put(subject: bytes, values: Mapping[str, Any]) -> None:
    """The whole row, new or in the place of what stands."""
    row = {"subject": subject, **values}
    if not insert_once(connection("people"), visitor_account, row):
        change(subject, values)


def change(subject: bytes, values: Mapping[str, Any]) -> None:
    mine = update(visitor_account).where(visitor_account.c.subject == subject)
    connection("people").execute(mine.values(**values))


def end_sessions(subject: bytes) -> None:
    change(subject, {"mark": new_mark()})


def end_every_session() -> None:
    """Of every account, and every link to a new password."""
    for subject in list(connection("people").scalars(select(visitor_account.c.subject))):
        end_sessions(subject)


def new_mark() -> bytes:
    return secrets.token_bytes(MARK)


def list_unwarned(through: date) -> list[Any]:
    """Those that are deleted on one of the days through this one and were not told."""
    due = (visitor_account.c.delete_on <= through, visitor_account.c.is_warned.is_(False))
    return list(connection("people").execute(select(visitor_account).where(*due)))


def remove(subject: bytes) -> int:
    return connection("people").execute(delete(visitor_account).where(visitor_account.c.subject == subject)).rowcount


def count_due(today: date) -> int:
    due = select(func.count()).select_from(visitor_account).where(visitor_account.c.delete_on <= today)
    return connection("people").execute(due).scalar_one()


def purge(today: date) -> int:
    return connection("people").execute(delete(visitor_account).where(visitor_account.c.delete_on <= today)).rowcount
