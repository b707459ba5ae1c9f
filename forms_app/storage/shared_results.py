"""Links to the figures of one question, for people without an account; each lasts until a day."""

from datetime import date

from sqlalchemy import Column, Date, ForeignKeyConstraint, Index, Integer, String, Table, delete, func, select

from forms_app.domain.shared_results import Shared
from forms_app.storage.database import METADATA, connection, insert_once
from forms_app.storage.publications import publication

shared_result = Table(
    "shared_result",
    METADATA["site"],
    Column("key", String(22), primary_key=True),
    Column("form_id", String(6), nullable=False),
    Column("number", Integer, nullable=False),
    Column("question_id", String(6), nullable=False),
    Column("expires_on", Date, nullable=False),
    ForeignKeyConstraint(["form_id", "number"], ["publication.form_id", "publication.number"], ondelete="CASCADE"),
    Index(None, "form_id", "number"),
)

_SHARED = select(
    shared_result.c.key,
    publication.c.slug,
    shared_result.c.number,
    shared_result.c.question_id,
    shared_result.c.expires_on,
).join(publication)


def add_shared(shared: Shared, *, form_id: str) -> bool:
    """Add it unless the same link stands already; says whether it was added."""
    row = {"key": shared.key, "form_id": form_id, "number": shared.number}
    row |= {"question_id": shared.question_id, "expires_on": shared.expires_on}
    return insert_once(connection("site"), shared_result, row)


def find_shared(key: str) -> Shared | None:
    row = connection("site").execute(_SHARED.where(shared_result.c.key == key)).one_or_none()
    return Shared(*row) if row else None


def list_shared(slug: str, number: int) -> list[Shared]:
    """The links to a report, those that end first at the top."""
    of_report = (publication.c.slug == slug, publication.c.number == number)
    order = (shared_result.c.expires_on, shared_result.c.key)
    return [Shared(*row) for row in connection("site").execute(_SHARED.where(*of_report).order_by(*order))]


def withdraw_shared(key: str) -> None:
    connection("site").execute(delete(shared_result).where(shared_result.c.key == key))


def forget_expired(today: date) -> None:
    connection("site").execute(delete(shared_result).where(shared_result.c.expires_on < today))


def count_of_form(form_id: str) -> int:
    found = select(func.count()).select_from(shared_result).where(shared_result.c.form_id == form_id)
    return connection("site").execute(found).scalar_one()
