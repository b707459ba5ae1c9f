"""What was erased before its day, in `ballots`, which is in no backup: a restored copy is erased again from it."""

from datetime import date

from sqlalchemy import Column, Date, LargeBinary, String, Table, delete, select

from forms_app.storage.database import METADATA, connection, insert_once

erased = Table(
    "erased",
    METADATA["ballots"],
    Column("kind", String(10), primary_key=True),
    Column("id", LargeBinary(16), primary_key=True),
    Column("delete_on", Date, nullable=False),
    sqlite_with_rowid=False,
)


def add_erased(kind: str, id_: bytes, *, delete_on: date) -> None:
    insert_once(connection("ballots"), erased, {"kind": kind, "id": id_, "delete_on": delete_on})


def is_erased(kind: str, id_: bytes) -> bool:
    noted = select(erased.c.id).where(erased.c.kind == kind, erased.c.id == id_)
    return connection("ballots").execute(noted).first() is not None


def list_erased() -> list[tuple[str, bytes, date]]:
    rows = connection("ballots").execute(select(erased))
    return [(row.kind, bytes(row.id), row.delete_on) for row in rows]


def forget(kind: str, id_: bytes) -> None:
    connection("ballots").execute(delete(erased).where(erased.c.kind == kind, erased.c.id == id_))


def purge(today: date) -> int:
    return connection("ballots").execute(delete(erased).where(erased.c.delete_on <= today)).rowcount
