"""Forms in `site`: link name, draft, the version in force, and when it opens, changes and closes."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
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
from forms_app.domain.forms import Form
from forms_app.storage.database import METADATA, aware, connection
from forms_app.storage.site import site

form = Table(
    "form",
    METADATA["site"],
    Column("id", String(6), primary_key=True),
    Column("slug", String(60), nullable=False, unique=True),
    Column("draft", Text, nullable=False),
    Column("version", Integer),
    Column("opens_at", DateTime(timezone=True)),
    Column("closes_at", DateTime(timezone=True)),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("changes_at", DateTime(timezone=True)),
    CheckConstraint("(version IS NULL) = (opens_at IS NULL)", name="published_has_opening"),
)
_REVISION = func.coalesce(select(site.c.revision).scalar_subquery(), 0).label("site_revision")
_FORMS = select(*(column for column in form.c if column.name != "draft"), _REVISION)
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


def set_draft(form_id: str, definition: Definition) -> None:
    _change(form_id, draft=json.dumps(definition.to_json()))


def set_opening(form_id: str, *, opens_at: datetime, closes_at: datetime | None) -> None:
    _change(form_id, version=1, opens_at=opens_at, closes_at=closes_at)


def set_closing(form_id: str, closes_at: datetime) -> None:
    _change(form_id, closes_at=closes_at)


def set_change(form_id: str, changes_at: datetime | None) -> None:
    """When the next version is to begin; None where none is."""
    _change(form_id, changes_at=changes_at)


def set_version(form_id: str, number: int) -> None:
    _change(form_id, version=number, changes_at=None)


def set_revision(form_id: str, revision: int) -> None:
    _change(form_id, revision=revision)


def _change(form_id: str, **values: object) -> None:
    connection("site").execute(update(form).where(form.c.id == form_id).values(**values))


def _form(row: Row[Any]) -> Form:
    moments = {"opens_at": aware(row.opens_at), "closes_at": aware(row.closes_at), "changes_at": aware(row.changes_at)}
    return Form(row.id, row.slug, row.version, **moments, revision=row.revision, site_revision=row.site_revision)
