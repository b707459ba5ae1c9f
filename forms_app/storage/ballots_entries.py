"""Unspent codes of forms and the places of forms that are full at a number, in `ballots`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from forms_app.storage.database import METADATA, aware, connection, insert_once

entry_code = Table(
    "entry_code",
    METADATA["ballots"],
    Column("id", LargeBinary(16), primary_key=True),
    Column("form_id", String(6), nullable=False),
    CheckConstraint("length(id) = 16", name="id_length"),
    Index("ix_entry_code_form_id", "form_id"),
    sqlite_with_rowid=False,
)
turnout = Table(
    "turnout",
    METADATA["ballots"],
    Column("form_id", String(6), primary_key=True),
    Column("taken", Integer, nullable=False),  # places, of a form that is full at a number
    Column("issued", Integer, nullable=False),  # codes, ever
    Column("recalled", Integer, nullable=False),  # of them, unspent ones that staff withdrew
    Column("told", Integer, nullable=False),  # of them, spent: in steps of ten
    Column("as_of", DateTime(timezone=True)),  # the full hour; none: nothing told yet
    sqlite_with_rowid=False,
)


@dataclass(frozen=True)
class Turnout:
    taken: int = 0
    issued: int = 0
    recalled: int = 0
    told: int = 0
    as_of: datetime | None = None


_SPEND = (
    delete(entry_code)
    .where(entry_code.c.id == bindparam("code"), entry_code.c.form_id == bindparam("form"))
    .returning(entry_code.c.form_id)
)
_TAKE = (
    update(turnout)
    .where(turnout.c.form_id == bindparam("form"), turnout.c.taken < bindparam("cap"))
    .values(taken=turnout.c.taken + 1)
    .returning(turnout.c.form_id)
)


def add_codes(form_id: str, ids: Iterable[bytes]) -> None:
    """In the order of the ids, which is that of no sheet."""
    rows = [{"id": id_, "form_id": form_id} for id_ in sorted(ids)]
    connection("ballots").execute(insert(entry_code), rows)


def spend_code(id_: bytes, form_id: str) -> bool:
    """Delete the code; says whether it was there."""
    return connection("ballots").execute(_SPEND, {"code": id_, "form": form_id}).first() is not None


def has_code(id_: bytes, form_id: str) -> bool:
    found = select(entry_code.c.id).where(entry_code.c.id == id_, entry_code.c.form_id == form_id)
    return connection("ballots").execute(found).first() is not None


def count_codes(form_id: str) -> int:
    """Those that are unspent."""
    counted = select(func.count()).select_from(entry_code).where(entry_code.c.form_id == form_id)
    return connection("ballots").execute(counted).scalar_one()


def delete_codes(form_id: str) -> int:
    return connection("ballots").execute(delete(entry_code).where(entry_code.c.form_id == form_id)).rowcount


def take_place(form_id: str, cap: int) -> bool:
    """Take one of the places; says whether there was one."""
    begin(form_id)
    return connection("ballots").execute(_TAKE, {"form": form_id, "cap": cap}).first() is not None


def begin(form_id: str) -> None:
    row = {"form_id": form_id, "taken": 0, "issued": 0, "recalled": 0, "told": 0, "as_of": None}
    insert_once(connection("ballots"), turnout, row)


def get_turnout(form_id: str, *, lock: bool = False) -> Turnout:
    query = select(turnout).where(turnout.c.form_id == form_id)
    row = connection("ballots").execute(query.with_for_update() if lock else query).one_or_none()
    return Turnout(row.taken, row.issued, row.recalled, row.told, aware(row.as_of)) if row else Turnout()


def set_turnout(form_id: str, **values: object) -> None:
    connection("ballots").execute(update(turnout).where(turnout.c.form_id == form_id).values(**values))


def list_with_codes() -> list[str]:
    """The forms for which codes were made."""
    return list(connection("ballots").execute(select(turnout.c.form_id).where(turnout.c.issued > 0)).scalars())


def forget_form(form_id: str) -> None:
    delete_codes(form_id)
    connection("ballots").execute(delete(turnout).where(turnout.c.form_id == form_id))
