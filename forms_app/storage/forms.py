"""Forms and their frozen versions, in `site`."""

import json
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    Row,
    String,
    Table,
    Text,
    bindparam,
    func,
    insert,
    select,
    update,
)

from forms_app.domain.definitions import Definition
from forms_app.domain.forms import Form, Version
from forms_app.storage.database import METADATA, aware, connection
from forms_app.storage.site import site

MOST_VERSIONS = 500  # kept by one process

form = Table(
    "form",
    METADATA["site"],
    Column("id", String(6), primary_key=True),
    Column("slug", String(60), nullable=False, unique=True),
    Column("draft", Text, nullable=False),
    Column("version", Integer),
    Column("opens_at", DateTime(timezone=True)),
    Column("closes_at", DateTime(timezone=True)),
    CheckConstraint("(version IS NULL) = (opens_at IS NULL)", name="published_has_opening"),
)
version = Table(
    "version",
    METADATA["site"],
    Column("form_id", ForeignKey("form.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("definition", Text, nullable=False),
)


_REVISION = func.coalesce(select(site.c.revision).scalar_subquery(), 0).label("site_revision")
_FORMS = select(form.c.id, form.c.slug, form.c.version, form.c.opens_at, form.c.closes_at, _REVISION)
_BY_SLUG = _FORMS.where(form.c.slug == bindparam("slug"))  # built once: every page of a form runs it


def add_draft(definition: Definition, slug: str) -> None:
    connection("site").execute(insert(form).values(id=definition.id, slug=slug, draft=json.dumps(definition.to_json())))


def find_form(slug: str) -> Form | None:
    row = connection("site").execute(_BY_SLUG, {"slug": slug}).one_or_none()
    return _form(row) if row else None


def has_id(form_id: str) -> bool:
    return connection("site").execute(select(form.c.id).where(form.c.id == form_id)).first() is not None


def list_forms() -> list[Form]:
    return [_form(row) for row in connection("site").execute(_FORMS.order_by(form.c.slug))]


def get_draft(form_id: str) -> Definition:
    text = connection("site").execute(select(form.c.draft).where(form.c.id == form_id)).scalar_one()
    return Definition.model_validate_json(text)


def find_version(form_id: str, number: int) -> Version | None:
    """A published version; kept by the process once read, since it never changes."""
    kept: dict[tuple[str, int], Version] = current_app.extensions.setdefault("versions", {})
    if (form_id, number) not in kept:
        version_ = _read_version(form_id, number)
        if version_ is None:
            return None
        if len(kept) >= MOST_VERSIONS:
            kept.clear()
        kept[form_id, number] = version_
    return kept[form_id, number]


def _read_version(form_id: str, number: int) -> Version | None:
    found = select(version.c.definition).where(version.c.form_id == form_id, version.c.number == number)
    text = connection("site").execute(found).scalar_one_or_none()
    return Version(form_id, number, Definition.model_validate_json(text)) if text else None


def add_version(published: Version, *, opens_at: datetime, closes_at: datetime | None) -> None:
    text = json.dumps(published.definition.to_json())
    made = connection("site")
    made.execute(insert(version).values(form_id=published.form_id, number=published.number, definition=text))
    opening = {"version": published.number, "opens_at": opens_at, "closes_at": closes_at}
    made.execute(update(form).where(form.c.id == published.form_id).values(**opening))


def set_closing(form_id: str, closes_at: datetime) -> None:
    connection("site").execute(update(form).where(form.c.id == form_id).values(closes_at=closes_at))


def _form(row: Row[Any]) -> Form:
    return Form(row.id, row.slug, row.version, aware(row.opens_at), aware(row.closes_at), row.site_revision)
