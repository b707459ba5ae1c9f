"""Details that visitors volunteered, sealed, each row under the key of its day of deletion; in `people`."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, Column, Date, Integer, LargeBinary, String, Table, delete, func, select, update

from forms_app.storage.database import METADATA, connection, insert_once

contact = Table(
    "contact",
    METADATA["people"],
    Column("id", LargeBinary(16), primary_key=True),
    Column("delete_on", Date, primary_key=True),
    Column("form_id", String(6), nullable=False),
    Column("policy_version", Integer, nullable=False, server_default="0"),  # in force when it was given; 0: none was
    Column("body", LargeBinary, nullable=False),
    CheckConstraint("length(id) = 16", name="id_length"),
    sqlite_with_rowid=False,
)


def add_contact(id_: bytes, *, form_id: str, delete_on: date, body: bytes, policy_version: int) -> bool:
    """Add one row of details unless it stands already; says whether it was added."""
    row = {"id": id_, "delete_on": delete_on, "form_id": form_id, "body": body, "policy_version": policy_version}
    return insert_once(connection("people"), contact, row)


def list_contacts() -> list[Any]:
    return list(connection("people").execute(select(contact)))


def list_of_form(form_id: str) -> list[Any]:
    return list(connection("people").execute(select(contact).where(contact.c.form_id == form_id)))


def find_last_day(id_: bytes) -> date | None:
    """The day on which the last row of a sending goes by itself."""
    last: date | None = (
        connection("people").execute(select(func.max(contact.c.delete_on)).where(contact.c.id == id_)).scalar_one()
    )
    return last


def correct(row: Any, body: bytes) -> bool:
    """Put other words in the place of a row that stands as it was read; says whether it does."""
    here = (contact.c.id == row.id, contact.c.delete_on == row.delete_on, contact.c.body == row.body)
    return connection("people").execute(update(contact).where(*here).values(body=body)).rowcount == 1


def erase_contact(id_: bytes) -> int:
    return connection("people").execute(delete(contact).where(contact.c.id == id_)).rowcount


def look_at_form(form_id: str) -> tuple[int, date | None]:
    """How many people there are, and the last day of deletion among their rows."""
    found = select(func.count(contact.c.id.distinct()), func.max(contact.c.delete_on))
    people, last = connection("people").execute(found.where(contact.c.form_id == form_id)).one()
    return people, last


def delete_form(form_id: str) -> int:
    return connection("people").execute(delete(contact).where(contact.c.form_id == form_id)).rowcount


def count_due(today: date) -> int:
    due = select(func.count()).select_from(contact).where(contact.c.delete_on <= today)
    return connection("people").execute(due).scalar_one()


def purge_contacts(today: date) -> int:
    return connection("people").execute(delete(contact).where(contact.c.delete_on <= today)).rowcount
