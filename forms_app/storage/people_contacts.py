"""Details that visitors volunteered, sealed, each row under the key of its day of deletion; in `people`."""

from datetime import date

from sqlalchemy import CheckConstraint, Column, Date, LargeBinary, String, Table, delete, func, select

from forms_app.storage.database import METADATA, connection, insert_once

contact = Table(
    "contact",
    METADATA["people"],
    Column("id", LargeBinary(16), primary_key=True),
    Column("delete_on", Date, primary_key=True),
    Column("form_id", String(6), nullable=False),
    Column("body", LargeBinary, nullable=False),
    CheckConstraint("length(id) = 16", name="id_length"),
    sqlite_with_rowid=False,
)


def add_contact(id_: bytes, *, form_id: str, delete_on: date, body: bytes) -> bool:
    """Add one row of details unless it stands already; says whether it was added."""
    row = {"id": id_, "delete_on": delete_on, "form_id": form_id, "body": body}
    return insert_once(connection("people"), contact, row)


def erase_contact(id_: bytes) -> int:
    return connection("people").execute(delete(contact).where(contact.c.id == id_)).rowcount


def count_due(today: date) -> int:
    due = select(func.count()).select_from(contact).where(contact.c.delete_on <= today)
    return connection("people").execute(due).scalar_one()


def purge_contacts(today: date) -> int:
    return connection("people").execute(delete(contact).where(contact.c.delete_on <= today)).rowcount
