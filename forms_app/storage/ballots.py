"""Sealed ballots, spent tokens and the state of periods, in `ballots`: insert one, find or delete one by its id."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from forms_app.storage.database import METADATA, aware, connection, insert_once

ballot = Table(
    "ballot",
    METADATA["ballots"],
    Column("id", LargeBinary(16), primary_key=True),
    Column("form_id", String(6), nullable=False),
    Column("period", Integer, nullable=False),
    Column("batch", Integer),
    Column("body", LargeBinary, nullable=False),
    CheckConstraint("length(id) = 16", name="id_length"),
    Index("ix_ballot_period", "form_id", "period", "batch"),
    sqlite_with_rowid=False,
)
spent = Table(
    "spent",
    METADATA["ballots"],
    Column("id", LargeBinary(16), primary_key=True),
    Column("tag", LargeBinary(32), nullable=False),
    Column("form_id", String(6), nullable=False),
    Column("day", Date, nullable=False),
    Column("state", String(9), nullable=False),
    CheckConstraint("length(id) = 16", name="id_length"),
    CheckConstraint("state IN ('stored', 'withdrawn')", name="state_known"),
    sqlite_with_rowid=False,
)
form_state = Table(
    "form_state",
    METADATA["ballots"],
    Column("form_id", String(6), primary_key=True),
    Column("period", Integer, primary_key=True),
    Column("public_key", LargeBinary(32), nullable=False),
    Column("state", String(8), nullable=False),
    Column("begins_at", DateTime(timezone=True)),  # none: with the form
    Column("since_at", DateTime(timezone=True)),  # of older ballots that rolled over; none: begins_at
    Column("ended_at", DateTime(timezone=True)),  # none: with the form, or not yet
    Column("version", Integer, nullable=False, server_default="1"),  # of every ballot in it
    Column("stage", String(12)),  # how far its count is, a name of domain/status.py
    CheckConstraint("state IN ('open', 'counting', 'released')", name="state_known"),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True)
class Period:
    number: int
    public_key: bytes


@dataclass(frozen=True)
class Spent:
    """What is remembered of a sent page: its content tag, the day, and whether its answers were taken back."""

    tag: bytes
    day: date
    is_withdrawn: bool


# Built once: every sending of answers runs them.
_OPEN_PERIOD = (
    select(form_state.c.period, form_state.c.public_key)
    .where(
        form_state.c.form_id == bindparam("form"),
        form_state.c.version == bindparam("version"),
        form_state.c.state == "open",
    )
    .with_for_update(read=True)
)
_SPENT = select(spent.c.tag, spent.c.day, spent.c.state).where(spent.c.id == bindparam("spent"))
_ADD_BALLOT = insert(ballot)


def lock_open_period(form_id: str, version: int) -> Period | None:
    """The period that takes ballots of a version now, kept open until this transaction ends; None where none does.

    Asked twice: where the first look waited for a period to end, PostgreSQL shows the next one to a second look only.
    """
    for _look in range(2):
        row = connection("ballots").execute(_OPEN_PERIOD, {"form": form_id, "version": version}).first()
        if row is not None:
            return Period(row.period, row.public_key)
    return None


def has_periods(form_id: str, version: int) -> bool:
    """Whether answers to a version were ever taken."""
    found = select(form_state.c.period).where(form_state.c.form_id == form_id, form_state.c.version == version)
    return connection("ballots").execute(found).first() is not None


def find_beginning(form_id: str, version: int) -> datetime | None:
    """When the period began that takes ballots of a version; None where it began with the form, or none does."""
    where = (form_state.c.form_id == form_id, form_state.c.version == version, form_state.c.state == "open")
    return aware(connection("ballots").execute(select(form_state.c.begins_at).where(*where)).scalar_one_or_none())


def spend(id_: bytes, *, tag: bytes, form_id: str, day: date) -> bool:
    """Mark a token as spent; says whether it was not before."""
    row = {"id": id_, "tag": tag, "form_id": form_id, "day": day, "state": "stored"}
    return insert_once(connection("ballots"), spent, row)


def find_spent(id_: bytes) -> Spent | None:
    """Under which content this token was spent."""
    row = connection("ballots").execute(_SPENT, {"spent": id_}).one_or_none()
    return Spent(row.tag, row.day, row.state == "withdrawn") if row else None


def purge_spent(before: date) -> int:
    return connection("ballots").execute(delete(spent).where(spent.c.day < before)).rowcount


def forget_spent(form_id: str) -> int:
    """Every mark of a form that takes no answers any more."""
    return connection("ballots").execute(delete(spent).where(spent.c.form_id == form_id)).rowcount


def add_ballot(id_: bytes, *, form_id: str, period: int, body: bytes) -> None:
    row = {"id": id_, "form_id": form_id, "period": period, "batch": None, "body": body}
    connection("ballots").execute(_ADD_BALLOT, row)


def withdraw(id_: bytes, spent_id: bytes) -> tuple[str, int] | None:
    """Delete a ballot that no release has marked; says of which form and period it was, None where there is none."""
    made = connection("ballots")
    gone = delete(ballot).where(ballot.c.id == id_, ballot.c.batch.is_(None))
    row = made.execute(gone.returning(ballot.c.form_id, ballot.c.period)).one_or_none()
    if row is None:
        return None
    made.execute(update(spent).where(spent.c.id == spent_id).values(state="withdrawn"))
    return row.form_id, row.period
