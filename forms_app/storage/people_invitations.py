"""Who is to be sent a code for a form, in `people`: sealed addresses under derived keys, gone when the form closes."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    case,
    delete,
    func,
    insert,
    select,
    update,
)

from forms_app.domain.invitations import Invited
from forms_app.storage.database import METADATA, connection

invited = Table(
    "invited",
    METADATA["people"],
    Column("form_id", String(6), primary_key=True),
    Column("id", LargeBinary(16), primary_key=True),
    Column("mails", SmallInteger, nullable=False),  # put down so far: the first holds the code
    Column("wanted", SmallInteger, nullable=False),
    Column("asked_on", Date, nullable=False),  # the day staff last wanted one
    Column("delete_on", Date, nullable=False),
    Column("body", LargeBinary, nullable=False),
    CheckConstraint("length(id) = 16", name="id_length"),
    sqlite_with_rowid=False,
)


class Waiting(NamedTuple):
    """Somebody to whom a mail is to be written."""

    id: bytes
    mails: int
    wanted: int
    delete_on: date
    body: bytes


def list_ids(form_id: str) -> set[bytes]:
    found = select(invited.c.id).where(invited.c.form_id == form_id)
    return {bytes(id_) for id_ in connection("people").execute(found).scalars()}


def add(rows: Iterable[Mapping[str, Any]]) -> None:
    connection("people").execute(insert(invited), list(rows))


def look(form_id: str) -> Invited:
    is_waiting = case((invited.c.mails < invited.c.wanted, 1), else_=0)
    found = select(func.count(), func.sum(is_waiting), func.max(invited.c.wanted), func.max(invited.c.asked_on))
    people, waiting, mails, last_on = connection("people").execute(found.where(invited.c.form_id == form_id)).one()
    return Invited(people, waiting or 0, mails or 0, last_on)


def list_forms() -> list[str]:
    """Those that have a list."""
    return sorted(connection("people").execute(select(invited.c.form_id).distinct()).scalars())


def list_waiting(form_id: str) -> list[Waiting]:
    columns = [invited.c[name] for name in Waiting._fields]
    found = select(*columns).where(invited.c.form_id == form_id, invited.c.mails < invited.c.wanted)
    return [Waiting(*row) for row in connection("people").execute(found)]


def set_written(form_id: str, rows: Iterable[Waiting]) -> None:
    for row in rows:
        mine = (invited.c.form_id == form_id, invited.c.id == row.id)
        connection("people").execute(update(invited).where(*mine).values(mails=row.wanted))


def want_another(form_id: str, *, on: date) -> None:
    more = update(invited).where(invited.c.form_id == form_id).values(wanted=invited.c.wanted + 1, asked_on=on)
    connection("people").execute(more)


def find_day(form_id: str, id_: bytes) -> date | None:
    """The last day of somebody on a list; None for who is not on it."""
    found = select(invited.c.delete_on).where(invited.c.form_id == form_id, invited.c.id == id_)
    return connection("people").execute(found).scalar_one_or_none()


def delete_one(id_: bytes) -> int:
    """The id follows from form and address."""
    return connection("people").execute(delete(invited).where(invited.c.id == id_)).rowcount


def delete_list(form_id: str) -> int:
    return connection("people").execute(delete(invited).where(invited.c.form_id == form_id)).rowcount


def count_due(today: date) -> int:
    due = select(func.count()).select_from(invited).where(invited.c.delete_on <= today)
    return connection("people").execute(due).scalar_one()


def purge(today: date) -> int:
    return connection("people").execute(delete(invited).where(invited.c.delete_on <= today)).rowcount
