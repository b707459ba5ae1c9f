"""What people ask staff for about their own data, in `people`: sealed, with the day by which it must be answered."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    delete,
    func,
    select,
    update,
)

from forms_app.storage.database import METADATA, connection, insert_once

privacy_request = Table(
    "privacy_request",
    METADATA["people"],
    Column("id", LargeBinary(16), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("asked_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("reason", Text, nullable=False),  # why it takes longer; empty: it does not
    Column("done_on", Date),
    Column("delete_on", Date, nullable=False),
    Column("policy_version", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),  # who asks, and in which words
    CheckConstraint("length(id) = 16", name="id_length"),
    sqlite_with_rowid=False,
)


def add_request(row: Mapping[str, Any]) -> bool:
    """Says whether it is new."""
    return insert_once(connection("people"), privacy_request, row)


def list_requests() -> list[Any]:
    """Those that wait first, by the day they are due."""
    order = (privacy_request.c.done_on.is_not(None), privacy_request.c.due_on, privacy_request.c.id)
    return list(connection("people").execute(select(privacy_request).order_by(*order)))


def change(id_: bytes, values: Mapping[str, Any]) -> bool:
    """Of one that waits; says whether there is one."""
    mine = (privacy_request.c.id == id_, privacy_request.c.done_on.is_(None))
    return connection("people").execute(update(privacy_request).where(*mine).values(**values)).rowcount == 1


def count_due(today: date) -> int:
    due = select(func.count()).select_from(privacy_request).where(privacy_request.c.delete_on <= today)
    return connection("people").execute(due).scalar_one()


def purge(today: date) -> int:
    gone = delete(privacy_request).where(privacy_request.c.delete_on <= today)
    return connection("people").execute(gone).rowcount
