"""The activity log in `site`: rows that are added and read, never changed; triggers of the database refuse the rest."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    func,
    insert,
    select,
    text,
)

from forms_app.domain.activity import BEGINNING, DEEDS, Entry, hash_of
from forms_app.domain.canonical import canonical
from forms_app.storage.database import METADATA, aware, connection

LOCK = 7_306_031  # of PostgreSQL's advisory locks: whoever holds it adds the next entry
activity = Table(
    "activity",
    METADATA["site"],
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("day", Date, nullable=False),
    Column("at", DateTime(timezone=True)),
    Column("account_id", Integer),
    Column("deed", String(40), nullable=False),
    Column("form_id", String(6)),
    Column("facts", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    CheckConstraint("number > 0", name="numbered_from_one"),
    Index(None, "form_id", "number"),
)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which entries somebody looks for; what is none is not asked."""

    account_id: int | None = None  # 0: commands on the server
    area: str | None = None
    form_id: str | None = None
    first: date | None = None
    last: date | None = None


def add_entry(values: Mapping[str, Any]) -> Entry:
    """Add one at the end of the chain; others wait until this transaction ends."""
    made = connection("site")
    if made.dialect.name == "postgresql":
        made.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
    newest = made.execute(select(activity.c.number, activity.c.hash).order_by(activity.c.number.desc()).limit(1))
    number, before = next(iter(newest), (0, BEGINNING))
    row = {**values, "number": number + 1}
    row["hash"] = hash_of(before, row)
    made.execute(insert(activity).values({**row, "facts": canonical(row["facts"]).decode()}))
    return Entry(**row)


def list_entries(wanted: Wanted, *, before: int | None, most: int) -> list[Entry]:
    """Newest first."""
    found = _matching(wanted).order_by(activity.c.number.desc()).limit(most)
    if before is not None:
        found = found.where(activity.c.number < before)
    return [_entry(row) for row in connection("site").execute(found)]


def list_of_form(form_id: str, deeds: tuple[str, ...]) -> list[Entry]:
    """Oldest first."""
    found = select(activity).where(activity.c.form_id == form_id, activity.c.deed.in_(deeds))
    return [_entry(row) for row in connection("site").execute(found.order_by(activity.c.number))]


def list_accounts() -> list[int]:
    """Numbers of accounts that stand in the log."""
    found = select(func.distinct(activity.c.account_id)).where(activity.c.account_id.is_not(None))
    return sorted(connection("site").execute(found).scalars())


def walk() -> Iterator[Entry]:
    """All of it from the beginning."""
    for row in connection("site").execute(select(activity).order_by(activity.c.number)):
        yield _entry(row)


def _matching(wanted: Wanted) -> Select:  # type: ignore[type-arg]
    found = select(activity)
    if wanted.account_id is not None:
        found = found.where(activity.c.account_id.is_not_distinct_from(wanted.account_id or None))
    if wanted.area is not None:
        found = found.where(activity.c.deed.in_([name for name, deed in DEEDS.items() if deed.area == wanted.area]))
    if wanted.form_id is not None:
        found = found.where(activity.c.form_id == wanted.form_id)
    if wanted.first is not None:
        found = found.where(activity.c.day >= wanted.first)
    if wanted.last is not None:
        found = found.where(activity.c.day <= wanted.last)
    return found


def _entry(row: Any) -> Entry:
    values = dict(row._mapping)
    return Entry(**{**values, "at": aware(values["at"]), "facts": json.loads(values["facts"])})
