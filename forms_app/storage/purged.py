"""How much of what was deleted on which day, in tens, in `site`."""

from datetime import date

from sqlalchemy import Column, Date, Integer, String, Table, select, update

from forms_app.storage.database import METADATA, connection, insert_once

purged = Table(
    "purged",
    METADATA["site"],
    Column("day", Date, primary_key=True),
    Column("what", String(40), primary_key=True),
    Column("tens", Integer, nullable=False),
)


def note(day: date, what: str, tens: int) -> None:
    """The largest number that was told of a day: told before anything goes, it stays when that is done again."""
    made = connection("site")
    if not insert_once(made, purged, {"day": day, "what": what, "tens": tens}):
        same = (purged.c.day == day, purged.c.what == what, purged.c.tens < tens)
        made.execute(update(purged).where(*same).values(tens=tens))


def list_purged(*, most: int) -> list[tuple[date, str, int]]:
    """Newest first."""
    found = select(purged).order_by(purged.c.day.desc(), purged.c.what).limit(most)
    return [(row.day, row.what, row.tens) for row in connection("site").execute(found)]
