"""Free texts of counted forms, each a sealed row of its own, linked to nobody and to no other text.

A text waits, read by nobody, until `readable` names the publication with which its question had enough of them.
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Integer,
    LargeBinary,
    String,
    Table,
    delete,
    false,
    func,
    insert,
    select,
    update,
)

from forms_app.storage.database import METADATA, connection

text = Table(
    "text",
    METADATA["people"],
    Column("id", LargeBinary(16), primary_key=True),
    Column("form_id", String(6), nullable=False),
    Column("batch", Integer, nullable=False),  # the publication whose ballots it came with
    Column("readable", Integer),  # the publication that made it readable; none: it waits
    Column("question_id", String(6), nullable=False),
    Column("delete_on", Date, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("is_quoted", Boolean, nullable=False, server_default=false()),
    CheckConstraint("length(id) = 16", name="id_length"),
    sqlite_with_rowid=False,
)


def replace_texts(form_id: str, batch: int, rows: Iterable[tuple[bytes, str, bytes]], *, delete_on: date) -> None:
    """Put these (id, question id, sealed body) in the place of the batch's texts; what it made readable waits again."""
    made = connection("people")
    made.execute(delete(text).where(text.c.form_id == form_id, text.c.batch == batch))
    made.execute(update(text).where(text.c.form_id == form_id, text.c.readable == batch).values(readable=None))
    shared = {"form_id": form_id, "batch": batch, "readable": None, "delete_on": delete_on}
    values = [{**shared, "id": id_, "question_id": question, "body": body} for id_, question, body in rows]
    if values:
        made.execute(insert(text), values)


def make_readable(form_id: str, batch: int, *, at_least: int) -> None:
    """Let readers at the waiting texts of each question that has this many of them."""
    waiting = (text.c.form_id == form_id, text.c.readable.is_(None))
    enough = select(text.c.question_id).where(*waiting).group_by(text.c.question_id).having(func.count() >= at_least)
    connection("people").execute(update(text).where(*waiting, text.c.question_id.in_(enough)).values(readable=batch))


def delete_waiting(form_id: str) -> int:
    gone = delete(text).where(text.c.form_id == form_id, text.c.readable.is_(None))
    return connection("people").execute(gone).rowcount


def look_at_form(form_id: str) -> tuple[int, date | None]:
    """How many there are, and the last day of deletion among them."""
    found = select(func.count(), func.max(text.c.delete_on)).where(text.c.form_id == form_id)
    number, last = connection("people").execute(found).one()
    return number, last


def delete_form(form_id: str) -> int:
    return connection("people").execute(delete(text).where(text.c.form_id == form_id)).rowcount


def count_due(today: date) -> int:
    due = select(func.count()).select_from(text).where(text.c.delete_on <= today)
    return connection("people").execute(due).scalar_one()


def purge_texts(today: date) -> int:
    return connection("people").execute(delete(text).where(text.c.delete_on <= today)).rowcount
