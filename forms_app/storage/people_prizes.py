"""Who left an address for a prize draw, who waits to confirm one, and where prizes are sent: sealed, in `people`."""

from datetime import date

from sqlalchemy import CheckConstraint, Column, Date, LargeBinary, String, Table, delete, func, select

from forms_app.storage.database import METADATA, connection, insert_once

WHATS = CONTACT, WAITING, DELIVERY = "contact", "waiting", "delivery"  # what a row holds

person = Table(
    "prize_person",
    METADATA["people"],
    Column("id", LargeBinary(16), primary_key=True),  # derived from the ticket
    Column("what", String(8), primary_key=True),
    Column("form_id", String(6), nullable=False),
    Column("delete_on", Date, nullable=False),
    Column("body", LargeBinary, nullable=False),
    CheckConstraint("length(id) = 16", name="id_length"),
    sqlite_with_rowid=False,
)


def add_person(id_: bytes, what: str, *, form_id: str, delete_on: date, body: bytes) -> bool:
    row = {"id": id_, "what": what, "form_id": form_id, "delete_on": delete_on, "body": body}
    return insert_once(connection("people"), person, row)


def find_person(id_: bytes, what: str) -> tuple[str, date, bytes] | None:
    """Its form, its last day and its sealed body."""
    found = select(person.c.form_id, person.c.delete_on, person.c.body)
    row = connection("people").execute(found.where(person.c.id == id_, person.c.what == what)).one_or_none()
    return (row.form_id, row.delete_on, bytes(row.body)) if row else None


def list_persons(form_id: str, *, until: date) -> list[tuple[bytes, str, date, bytes]]:
    """Those whose last day comes before a day."""
    found = select(person).where(person.c.form_id == form_id, person.c.delete_on < until)
    return [(bytes(row.id), row.what, row.delete_on, bytes(row.body)) for row in connection("people").execute(found)]


def list_all() -> list[tuple[bytes, str, str, date, bytes]]:
    rows = connection("people").execute(select(person).order_by(person.c.form_id, person.c.id))
    return [(bytes(row.id), row.what, row.form_id, row.delete_on, bytes(row.body)) for row in rows]


def delete_person(id_: bytes, what: str) -> int:
    return connection("people").execute(delete(person).where(person.c.id == id_, person.c.what == what)).rowcount


def delete_others(form_id: str, what: str, *, but: list[bytes]) -> int:
    """All of a form but those with these ids."""
    others = (person.c.form_id == form_id, person.c.what == what, person.c.id.not_in(but))
    return connection("people").execute(delete(person).where(*others)).rowcount


def list_ids(what: str, ids: list[bytes]) -> set[bytes]:
    """Which of these ids have such a row."""
    found = select(person.c.id).where(person.c.what == what, person.c.id.in_(ids))
    return {bytes(id_) for id_ in connection("people").execute(found).scalars()}


def count_due(today: date) -> int:
    due = select(func.count()).select_from(person).where(person.c.delete_on <= today)
    return connection("people").execute(due).scalar_one()


def purge(today: date) -> int:
    return connection("people").execute(delete(person).where(person.c.delete_on <= today)).rowcount


def forget_form(form_id: str) -> None:
    connection("people").execute(delete(person).where(person.c.form_id == form_id))
