"""What staff deleted of forms, in `site`: asked for, done, and what there was; it outlives the form."""

import json
from datetime import date
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Index, Row, String, Table, Text, or_, select, update

from forms_app.domain.deletions import Deletion, Found, found_from_json
from forms_app.storage.database import METADATA, connection, insert_once

deletion = Table(
    "deletion",
    METADATA["site"],
    Column("key", String(22), primary_key=True),
    Column("form_id", String(6), nullable=False),
    Column("slug", String(60), nullable=False),
    Column("title", Text, nullable=False),
    Column("scope", String(10), nullable=False),
    Column("was_opened", Boolean, nullable=False),
    Column("asked_on", Date, nullable=False),
    Column("done_on", Date),  # none: not yet
    Column("found", Text),  # none: not begun
    CheckConstraint("scope IN ('answers', 'details', 'everything')", name="scope_known"),
    Index(None, "form_id"),
    Index(None, "slug"),
)
_ALL = select(deletion).order_by(deletion.c.asked_on.desc(), deletion.c.slug, deletion.c.key)


def add_deletion(asked: Deletion) -> bool:
    """Add it unless it stands already; says whether it was added."""
    row = {name: getattr(asked, name) for name in ("key", "form_id", "slug", "scope", "was_opened", "asked_on")}
    row |= {"title": json.dumps(dict(asked.title)), "done_on": None, "found": None}
    return insert_once(connection("site"), deletion, row)


def find_deletion(key: str) -> Deletion | None:
    row = connection("site").execute(select(deletion).where(deletion.c.key == key)).one_or_none()
    return _deletion(row) if row else None


def find_same(form_id: str, scope: str, day: date) -> Deletion | None:
    """What was asked for of this form already, from another page: not done yet, or on this day."""
    same = (deletion.c.form_id == form_id, deletion.c.scope.in_((scope, "everything")))
    recent = or_(deletion.c.done_on.is_(None), deletion.c.asked_on == day)
    row = connection("site").execute(_ALL.where(*same, recent).limit(1)).one_or_none()
    return _deletion(row) if row else None


def list_deletions() -> list[Deletion]:
    """Newest first."""
    return [_deletion(row) for row in connection("site").execute(_ALL)]


def list_of_form(form_id: str) -> list[Deletion]:
    return [_deletion(row) for row in connection("site").execute(_ALL.where(deletion.c.form_id == form_id))]


def list_asked() -> list[Deletion]:
    """What is still to be done."""
    return [_deletion(row) for row in connection("site").execute(_ALL.where(deletion.c.done_on.is_(None)))]


def list_form_ids() -> set[str]:
    """The forms of which something was deleted, or is to be."""
    return set(connection("site").execute(select(deletion.c.form_id).distinct()).scalars())


def is_gone(form_id: str) -> bool:
    """Whether a form that visitors may have seen had this id."""
    where = (deletion.c.form_id == form_id, deletion.c.scope == "everything", deletion.c.was_opened)
    return connection("site").execute(select(deletion.c.key).where(*where)).first() is not None


def find_gone(slug: str) -> date | None:
    """The day on which the form that visitors knew by this link name was deleted; None where none was."""
    where = (deletion.c.slug == slug, deletion.c.scope == "everything", deletion.c.was_opened)
    days = select(deletion.c.done_on).where(*where, deletion.c.done_on.is_not(None))
    found: date | None = connection("site").execute(days.order_by(deletion.c.done_on.desc()).limit(1)).scalar()
    return found


def set_found(key: str, found: Found) -> None:
    """What there was; said once, before anything goes, so that a deletion that is resumed tells the same."""
    where = (deletion.c.key == key, deletion.c.found.is_(None))
    connection("site").execute(update(deletion).where(*where).values(found=json.dumps(found.to_json())))


def set_done(key: str, day: date) -> None:
    where = (deletion.c.key == key, deletion.c.done_on.is_(None))
    connection("site").execute(update(deletion).where(*where).values(done_on=day))


def _deletion(row: Row[Any]) -> Deletion:
    return Deletion(
        key=row.key,
        form_id=row.form_id,
        slug=row.slug,
        title=json.loads(row.title),
        scope=row.scope,
        was_opened=row.was_opened,
        asked_on=row.asked_on,
        done_on=row.done_on,
        found=found_from_json(json.loads(row.found)) if row.found else None,
    )
