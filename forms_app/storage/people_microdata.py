"""Rows for researchers, many in one sealed part, in `people`: no part is one person's; all go on their day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    delete,
    func,
    insert,
    select,
)

from forms_app.storage.database import METADATA, connection

microdata = Table(
    "microdata",
    METADATA["people"],
    Column("id", LargeBinary(16), primary_key=True),
    Column("form_id", String(6), nullable=False),
    Column("batch", Integer, nullable=False),  # the publication whose ballots it came with
    Column("delete_on", Date, nullable=False),
    Column("body", LargeBinary, nullable=False),
    CheckConstraint("length(id) = 16", name="id_length"),
    sqlite_with_rowid=False,
)


def replace_parts(form_id: str, batch: int, parts: Iterable[tuple[bytes, bytes]], *, delete_on: date) -> None:
    """Put these (id, sealed body) in the place of what the batch had."""
    made = connection("people")
    made.execute(delete(microdata).where(microdata.c.form_id == form_id, microdata.c.batch == batch))
    shared = {"form_id": form_id, "batch": batch, "delete_on": delete_on}
    values = [{**shared, "id": id_, "body": body} for id_, body in parts]
    if values:
        made.execute(insert(microdata), values)


def list_parts(form_id: str, batch: int) -> list[Row[Any]]:
    found = select(microdata).where(microdata.c.form_id == form_id, microdata.c.batch == batch)
    return list(connection("people").execute(found.order_by(microdata.c.id)))


def find_last_day(form_id: str, batch: int) -> date | None:
    """When the rows of a batch go; None where there are none."""
    last = select(func.max(microdata.c.delete_on)).where(microdata.c.form_id == form_id, microdata.c.batch == batch)
    found: date | None = connection("people").execute(last).scalar_one()
    return found


def delete_form(form_id: str) -> int:
    return connection("people").execute(delete(microdata).where(microdata.c.form_id == form_id)).rowcount


def count_due(today: date) -> int:
    due = select(func.count()).select_from(microdata).where(microdata.c.delete_on <= today)
    return connection("people").execute(due).scalar_one()


def purge(today: date) -> int:
    return connection("people").execute(delete(microdata).where(microdata.c.delete_on <= today)).rowcount
