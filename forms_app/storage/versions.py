"""Versions of forms and the corrections of their wording, in `site`."""

import json
from datetime import date, datetime

from flask import current_app
from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from forms_app.domain.definitions import Definition
from forms_app.domain.forms import Form, Version
from forms_app.domain.versions import as_corrected, quotable_questions
from forms_app.storage.database import METADATA, aware, connection

MOST_VERSIONS = 500  # kept by one process

version = Table(
    "version",
    METADATA["site"],
    Column("form_id", ForeignKey("form.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("definition", Text, nullable=False),  # as it was published
    Column("begins_at", DateTime(timezone=True)),  # none: with the form, or not yet
)
correction = Table(
    "correction",
    METADATA["site"],
    Column("form_id", String(6), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("definition", Text, nullable=False),
    ForeignKeyConstraint(["form_id", "version"], ["version.form_id", "version.number"], ondelete="CASCADE"),
)


def find_version(form: Form) -> Version | None:
    """The version in force; None for a draft."""
    return None if form.version is None else find_old_version(form, form.version)


def find_old_version(form: Form, number: int) -> Version | None:
    """A version that is, or was, in force; kept by the process once read: a correction makes it another one."""
    if form.version is None or not 0 < number <= form.version:
        return None
    kept: dict[tuple[str, int, int], Version] = current_app.extensions.setdefault("versions", {})
    place = (form.id, number, form.revision)
    if place not in kept:
        if len(kept) >= MOST_VERSIONS:
            kept.clear()
        kept[place] = _read_version(form.id, number)
    return kept[place]


def get_scheduled(form: Form) -> Version:
    """The version that is to begin; read anew every time, since it may be taken back and another take its number."""
    return _read_version(form.id, (form.version or 0) + 1)


def _read_version(form_id: str, number: int) -> Version:
    made = connection("site")
    row = made.execute(select(version).where(version.c.form_id == form_id, version.c.number == number)).one()
    where = (correction.c.form_id == form_id, correction.c.version == number)
    steps = made.execute(select(correction).where(*where).order_by(correction.c.number))
    first = Version(form_id, number, Definition.model_validate_json(row.definition), aware(row.begins_at))
    return as_corrected(first, [(step.day, Definition.model_validate_json(step.definition)) for step in steps])


def list_quotable(form_id: str) -> set[str]:
    """Questions whose words may be quoted: in every version and wording that asked them, people were told so."""
    made = connection("site")
    versions = made.execute(select(version.c.definition).where(version.c.form_id == form_id)).scalars().all()
    corrected = made.execute(select(correction.c.definition).where(correction.c.form_id == form_id)).scalars().all()
    return quotable_questions(Definition.model_validate_json(one) for one in (*versions, *corrected))


def add_version(form_id: str, number: int, definition: Definition) -> None:
    row = {"form_id": form_id, "number": number, "definition": json.dumps(definition.to_json())}
    connection("site").execute(insert(version).values(**row))


def begin_version(form_id: str, number: int, begins_at: datetime) -> None:
    where = (version.c.form_id == form_id, version.c.number == number)
    connection("site").execute(update(version).where(*where).values(begins_at=begins_at))


def drop_version(form_id: str, number: int) -> None:
    connection("site").execute(delete(version).where(version.c.form_id == form_id, version.c.number == number))


def add_correction(corrected: Version, definition: Definition, *, day: date) -> None:
    place = {"form_id": corrected.form_id, "version": corrected.number, "number": len(corrected.corrections) + 1}
    row = {**place, "day": day, "definition": json.dumps(definition.to_json())}
    connection("site").execute(insert(correction).values(**row))
