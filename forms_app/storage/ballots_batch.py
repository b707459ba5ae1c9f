"""What only a release may do with ballots: mark, read and delete a period's whole set."""

from collections.abc import Iterator

from sqlalchemy import delete, func, select, update

from forms_app.storage.ballots import ballot, form_state
from forms_app.storage.database import connection, insert_once

CHUNK = 2_000  # rows


def add_period(form_id: str, period: int, public_key: bytes) -> bool:
    row = {"form_id": form_id, "period": period, "public_key": public_key, "state": "open"}
    return insert_once(connection("ballots"), form_state, row)


def list_unreleased() -> list[tuple[str, int, bytes]]:
    """Form id, period and public key of every period not released."""
    found = select(form_state.c.form_id, form_state.c.period, form_state.c.public_key)
    rows = connection("ballots").execute(found.where(form_state.c.state != "released"))
    return [(row.form_id, row.period, row.public_key) for row in rows]


def set_state(form_id: str, period: int, state: str) -> None:
    where = (form_state.c.form_id == form_id, form_state.c.period == period)
    connection("ballots").execute(update(form_state).where(*where).values(state=state))


def count(form_id: str, period: int) -> int:
    where = (ballot.c.form_id == form_id, ballot.c.period == period)
    return connection("ballots").execute(select(func.count()).select_from(ballot).where(*where)).scalar_one()


def mark_chunk(form_id: str, period: int) -> int:
    """Give some unmarked ballots to the period's release; says how many."""
    chosen = select(ballot.c.id).where(ballot.c.form_id == form_id, ballot.c.period == period, ballot.c.batch.is_(None))
    marked = update(ballot).where(ballot.c.id.in_(chosen.limit(CHUNK))).values(batch=period)
    return connection("ballots").execute(marked).rowcount


def read_marked(form_id: str, period: int) -> Iterator[tuple[bytes, bytes]]:
    """Ids and sealed bodies, in chunks, ordered by the random id."""
    columns = select(ballot.c.id, ballot.c.body).where(ballot.c.form_id == form_id, ballot.c.batch == period)
    last = b""
    while (
        rows := connection("ballots")
        .execute(columns.where(ballot.c.id > last).order_by(ballot.c.id).limit(CHUNK))
        .all()
    ):
        yield from ((row.id, row.body) for row in rows)
        last = rows[-1].id


def delete_chunk(form_id: str, period: int) -> int:
    chosen = select(ballot.c.id).where(ballot.c.form_id == form_id, ballot.c.period == period).limit(CHUNK)
    return connection("ballots").execute(delete(ballot).where(ballot.c.id.in_(chosen))).rowcount
