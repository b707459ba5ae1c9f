"""Forms in `site`: link name, draft, version in force, when it opens, changes and closes, whether it is put away."""

import json
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Integer,
    Row,
    String,
    Table,
    Text,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from forms_app.domain.admission import Admission
from forms_app.domain.definitions import Definition
from forms_app.domain.drafts import TRANSLATED
from forms_app.domain.drafts.gaps import as_finished
from forms_app.domain.forms import Form
from forms_app.storage.database import METADATA, aware, connection
from forms_app.storage.site import site


def _today() -> date:
    """The machine's day in UTC: whatever changes a form passes by here, also where nobody handed in a time."""
    return datetime.now(UTC).date()


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
    Column("draft_revision", Integer, nullable=False, server_default="0"),  # how often the draft was changed
    Column("draft_people", Integer),  # who are expected to answer; none: nobody said
    Column("changed_on", Date, default=_today, onupdate=_today),  # a day, and no finer
    Column("archived_on", Date),  # none: it stands in the list
    Column("admits", String(8), nullable=False, server_default="anyone"),  # a word of domain/admission.py
    Column("password", String(200)),  # its hash
    Column("cap", Integer),  # none: as many as come
    Column("cap_raised_on", Date),
    Column("framed_by", Text, nullable=False, server_default=""),  # origins, one a line
    CheckConstraint("(version IS NULL) = (opens_at IS NULL)", name="published_has_opening"),
)
_REVISION = func.coalesce(select(site.c.revision).scalar_subquery(), 0).label("site_revision")
_FORMS = select(*(column for column in form.c if not column.name.startswith("draft")), _REVISION)
_BY_SLUG = _FORMS.where(form.c.slug == bindparam("slug"))  # built once: every page of a form runs it


def add_draft(definition: Definition, slug: str) -> None:
    add_document(definition.to_json(), slug)


def add_document(document: dict[str, Any], slug: str) -> None:
    """A draft that may be unfinished."""
    connection("site").execute(insert(form).values(id=document["id"], slug=slug, draft=json.dumps(document)))


def find_form(slug: str) -> Form | None:
    row = connection("site").execute(_BY_SLUG, {"slug": slug}).one_or_none()
    return _form(row) if row else None


def has_id(form_id: str) -> bool:
    return connection("site").execute(select(form.c.id).where(form.c.id == form_id)).first() is not None


def list_forms() -> list[Form]:
    return [_form(row) for row in connection("site").execute(_FORMS.order_by(form.c.slug))]


def get_draft(form_id: str) -> Definition:
    """The draft as far as it is finished."""
    return as_finished(get_document(form_id))


def get_document(form_id: str) -> dict[str, Any]:
    """The draft as it stands, finished or not."""
    text = connection("site").execute(select(form.c.draft).where(form.c.id == form_id)).scalar_one()
    found: dict[str, Any] = json.loads(text)
    return found


def set_draft(form_id: str, definition: Definition) -> None:
    """Whoever edits the draft meanwhile is told that it changed; which translations are out of date stays noted."""
    noted = {key: value for key, value in get_document(form_id).items() if key == TRANSLATED}
    _change(form_id, draft=json.dumps(definition.to_json() | noted), draft_revision=form.c.draft_revision + 1)


def set_opening(form_id: str, *, opens_at: datetime, closes_at: datetime | None, day: date) -> None:
    _change(form_id, version=1, opens_at=opens_at, closes_at=closes_at, archived_on=None, changed_on=day)


def set_closing(form_id: str, closes_at: datetime) -> None:
    _change(form_id, closes_at=closes_at, archived_on=None)


def set_change(form_id: str, changes_at: datetime | None) -> None:
    """When the next version is to begin; None where none is."""
    _change(form_id, changes_at=changes_at)


def set_version(form_id: str, number: int) -> None:
    _change(form_id, version=number, changes_at=None)


def set_revision(form_id: str, revision: int) -> None:
    _change(form_id, revision=revision)


def set_archived(form_id: str, day: date | None) -> None:
    """Put away since this day; None: taken back. Nothing of the form itself changes by it."""
    _change(form_id, archived_on=day, changed_on=form.c.changed_on)


def set_slug(form_id: str, slug: str) -> None:
    _change(form_id, slug=slug)


def set_admission(form_id: str, admission: Admission) -> None:
    _change(
        form_id,
        admits=admission.who,
        password=admission.password,
        cap=admission.cap,
        cap_raised_on=admission.raised_on,
        framed_by="\n".join(admission.framed_by),
    )


def delete_form(form_id: str) -> None:
    """With all that hangs on it: versions, results, links to them, the outcome of its test."""
    connection("site").execute(delete(form).where(form.c.id == form_id))


def _change(form_id: str, **values: object) -> None:
    connection("site").execute(update(form).where(form.c.id == form_id).values(**values))


def _form(row: Row[Any]) -> Form:
    moments = {"opens_at": aware(row.opens_at), "closes_at": aware(row.closes_at), "changes_at": aware(row.changes_at)}
    days = {"changed_on": row.changed_on, "archived_on": row.archived_on}
    admission = Admission(row.admits, row.password, row.cap, row.cap_raised_on, tuple(row.framed_by.split()))
    return Form(
        row.id,
        row.slug,
        row.version,
        **moments,
        **days,
        revision=row.revision,
        admission=admission,
        site_revision=row.site_revision,
    )
