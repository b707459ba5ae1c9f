"""Drafts of forms as documents, with the number of their last change, and those before; in `site`."""

import json
from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, Table, Text, delete, func, insert, select, update

from forms_app.domain.errors import ChangedMeanwhile
from forms_app.storage.database import METADATA, connection
from forms_app.storage.forms import form

PEOPLE = "people"  # beside what a former draft holds of form/1: how many were expected to answer it
MOST_FORMER = 20  # drafts kept of a form, to go back to

former_draft = Table(
    "former_draft",
    METADATA["site"],
    Column("form_id", ForeignKey("form.id", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("document", Text, nullable=False),
)


def get_draft(form_id: str) -> tuple[dict[str, Any], int]:
    """The document and how often it was changed."""
    row = connection("site").execute(select(form.c.draft, form.c.draft_revision).where(form.c.id == form_id)).one()
    return json.loads(row.draft), row.draft_revision


def find_people(form_id: str) -> int | None:
    """How many are expected to answer; None where nobody said."""
    found: int | None = connection("site").execute(select(form.c.draft_people).where(form.c.id == form_id)).scalar()
    return found


def set_people(form_id: str, people: int | None) -> None:
    connection("site").execute(update(form).where(form.c.id == form_id).values(draft_people=people))


def ensure_seen(form_id: str, revision: int | None) -> None:
    """Raises ChangedMeanwhile where another draft stands than the one with this number; None: whichever stands."""
    document, now = get_draft(form_id)
    if revision not in (None, now):
        raise ChangedMeanwhile(document, now)


def change_draft(
    form_id: str, document: dict[str, Any], *, revision: int, before: dict[str, Any], people: int | None
) -> bool:
    """Put a document in the place of the one with this number, which is kept; False where another stands there.

    `people` are expected to answer from now on; how many were before is kept with the former document.
    """
    where = (form.c.id == form_id, form.c.draft_revision == revision)
    former = {**before, PEOPLE: find_people(form_id)}
    values = {"draft": json.dumps(document), "draft_revision": revision + 1, "draft_people": people}
    made = connection("site")
    if made.execute(update(form).where(*where).values(**values).returning(form.c.id)).first() is None:
        return False
    row = {"form_id": form_id, "revision": revision, "document": json.dumps(former)}
    made.execute(insert(former_draft).values(**row))
    oldest = revision - MOST_FORMER
    made.execute(delete(former_draft).where(former_draft.c.form_id == form_id, former_draft.c.revision <= oldest))
    return True


def go_back(form_id: str, *, revision: int) -> bool:
    """Let the newest of the former drafts stand again, as one more change; False where there is none, or another
    draft stands than the one with this number."""
    made, of_form = connection("site"), former_draft.c.form_id == form_id
    newest = made.execute(select(former_draft).where(of_form).order_by(former_draft.c.revision.desc()).limit(1)).first()
    if newest is None:
        return False
    where = (form.c.id == form_id, form.c.draft_revision == revision)
    document = json.loads(newest.document)
    values = {"draft_revision": revision + 1}
    if PEOPLE in document:
        values["draft_people"] = document.pop(PEOPLE)
    values["draft"] = json.dumps(document)
    if made.execute(update(form).where(*where).values(**values).returning(form.c.id)).first() is None:
        return False
    made.execute(delete(former_draft).where(of_form, former_draft.c.revision == newest.revision))
    return True


def find_former(form_id: str, revision: int) -> tuple[dict[str, Any], int | None] | None:
    """The draft that once had this number, and who were expected then; None where it is no longer kept."""
    where = (former_draft.c.form_id == form_id, former_draft.c.revision == revision)
    text = connection("site").execute(select(former_draft.c.document).where(*where)).scalar()
    if text is None:
        return None
    document = json.loads(text)
    return document, document.pop(PEOPLE, None)


def count_former(form_id: str) -> int:
    where = former_draft.c.form_id == form_id
    return connection("site").execute(select(func.count()).select_from(former_draft).where(where)).scalar_one()
