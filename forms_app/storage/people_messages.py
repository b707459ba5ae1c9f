"""Messages of visitors with what staff wrote about them, sealed, in `people`; each goes on its day."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Date,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    delete,
    func,
    or_,
    select,
    update,
)

from forms_app.storage.database import METADATA, connection, insert_once

message = Table(
    "message",
    METADATA["people"],
    Column("id", LargeBinary(16), primary_key=True),
    Column("sent_on", Date, nullable=False),
    Column("delete_on", Date, nullable=False),
    Column("state", String(10), nullable=False),
    Column("account_id", Integer),  # none: nobody's yet
    Column("form_id", String(6)),  # none: it came by the page for messages
    Column("policy_version", Integer, nullable=False, server_default="0"),  # in force when it was sent; 0: none was
    Column("body", LargeBinary, nullable=False),
    CheckConstraint("length(id) = 16", name="id_length"),
    sqlite_with_rowid=False,
)


def add_message(row: Mapping[str, Any]) -> bool:
    """Add it unless it stands already; says whether it was added."""
    return insert_once(connection("people"), message, row)


def find_message(id_: bytes) -> Row[Any] | None:
    return connection("people").execute(select(message).where(message.c.id == id_)).one_or_none()


def list_messages(state: str | None, *, most: int | None, but: Collection[str] = ()) -> list[Row[Any]]:
    """Those of the newest days first, without those of some forms."""
    found = select(message).where(_none_of(but)).order_by(message.c.sent_on.desc(), message.c.id).limit(most)
    return list(connection("people").execute(found.where(message.c.state == state) if state else found))


def count_by_state(*, but: Collection[str]) -> dict[str, int]:
    found = select(message.c.state, func.count()).where(_none_of(but)).group_by(message.c.state)
    return {state: number for state, number in connection("people").execute(found)}


def change(id_: bytes, body: bytes, values: Mapping[str, Any]) -> bool:
    """Change a message as long as it stands as it was read; says whether it did."""
    here = (message.c.id == id_, message.c.body == body)
    return connection("people").execute(update(message).where(*here).values(**values)).rowcount == 1


def look_at_form(form_id: str) -> tuple[int, date | None]:
    """How many there are of a form, and the last day on which one goes by itself."""
    found = select(func.count(), func.max(message.c.delete_on)).where(message.c.form_id == form_id)
    number, last = connection("people").execute(found).one()
    return number, last


def delete_form(form_id: str) -> int:
    return connection("people").execute(delete(message).where(message.c.form_id == form_id)).rowcount


def remove(id_: bytes) -> int:
    return connection("people").execute(delete(message).where(message.c.id == id_)).rowcount


def count_due(today: date) -> int:
    due = select(func.count()).select_from(message).where(message.c.delete_on <= today)
    return connection("people").execute(due).scalar_one()


def purge(today: date) -> int:
    return connection("people").execute(delete(message).where(message.c.delete_on <= today)).rowcount


def _none_of(forms: Collection[str]) -> ColumnElement[bool]:
    return or_(message.c.form_id.is_(None), message.c.form_id.not_in(forms))
