"""What only the worker may do with ballots: open and end periods; carry, mark, read and delete a whole set."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update

from forms_app.domain.deletions import DELETED, EMPTIED
from forms_app.storage.ballots import ballot, form_state
from forms_app.storage.database import aware, connection, insert_once

CHUNK = 2_000  # rows
_COUNT = select(func.count()).select_from(ballot)


@dataclass(frozen=True)
class Standing:
    """A period that is not released yet."""

    form_id: str
    number: int
    version: int
    state: str  # open | counting
    public_key: bytes
    begins_at: datetime | None
    since_at: datetime | None
    ended_at: datetime | None


def add_period(
    form_id: str, period: int, public_key: bytes, *, version: int = 1, begins_at: datetime | None = None
) -> bool:
    row = {"form_id": form_id, "period": period, "version": version, "public_key": public_key, "state": "open"}
    instants = {"begins_at": begins_at, "since_at": None, "ended_at": None}
    return insert_once(connection("ballots"), form_state, {**row, **instants})


def list_unreleased() -> list[Standing]:
    """Every period not released, oldest first."""
    found = select(form_state).where(form_state.c.state != "released")
    rows = connection("ballots").execute(found.order_by(form_state.c.form_id, form_state.c.period))
    return [
        Standing(
            form_id=row.form_id,
            number=row.period,
            version=row.version,
            state=row.state,
            public_key=bytes(row.public_key),
            begins_at=aware(row.begins_at),
            since_at=aware(row.since_at),
            ended_at=aware(row.ended_at),
        )
        for row in rows
    ]


def newest_numbers() -> dict[str, int]:
    """The number of the newest period of each form, released or not."""
    found = select(form_state.c.form_id, func.max(form_state.c.period)).group_by(form_state.c.form_id)
    return {form_id: number for form_id, number in connection("ballots").execute(found)}


def list_finished() -> list[tuple[str, int]]:
    """Form and number of every newest period that was counted: no other follows it, and nobody deleted it."""
    newest = newest_numbers().items()
    ended = select(form_state.c.form_id, form_state.c.period).where(form_state.c.stage.in_((EMPTIED, DELETED)))
    waiting = {(period.form_id, period.number) for period in list_unreleased()}
    waiting |= {(form_id, number) for form_id, number in connection("ballots").execute(ended)}
    return [period for period in newest if period not in waiting]


def end_period(form_id: str, period: int, *, ended_at: datetime | None) -> None:
    _change(form_id, period, state="counting", ended_at=ended_at)


def replace_period(form_id: str, period: int, *, ended_at: datetime) -> None:
    """Say when the questions were replaced; answers to pages shown until then are still taken."""
    _change(form_id, period, ended_at=ended_at)


def reopen_period(form_id: str, period: int) -> None:
    """Take ballots again, and let those that are there be withdrawn again."""
    where = (ballot.c.form_id == form_id, ballot.c.period == period, ballot.c.batch.is_not(None))
    connection("ballots").execute(update(ballot).where(*where).values(batch=None))
    _change(form_id, period, state="open", ended_at=None, stage=None)


def set_public_key(form_id: str, period: int, public_key: bytes) -> None:
    _change(form_id, period, public_key=public_key)


def set_since(form_id: str, period: int, since_at: datetime) -> None:
    """Say from when the oldest ballots are that rolled over to it."""
    _change(form_id, period, since_at=since_at)


def set_stage(form_id: str, period: int, stage: str) -> None:
    """Say how far the count of a period is."""
    where = (form_state.c.form_id == form_id, form_state.c.period == period)
    changed = update(form_state).where(*where, form_state.c.stage.is_distinct_from(stage))
    connection("ballots").execute(changed.values(stage=stage))


def set_released(form_id: str, period: int) -> None:
    _change(form_id, period, state="released")


def set_deleted(form_id: str, stage: str) -> None:
    """End every period of a form whose answers staff deleted, and say so in each that was not counted.

    The rows stay: a database of forms that is put back from before finds here what may not be opened again.
    """
    unreleased = (form_state.c.form_id == form_id, form_state.c.state != "released")
    connection("ballots").execute(update(form_state).where(*unreleased).values(state="released", stage=stage))


def set_form_deleted(form_id: str, stage: str) -> None:
    connection("ballots").execute(update(form_state).where(form_state.c.form_id == form_id).values(stage=stage))


def list_deleted(stage: str) -> set[str]:
    """The forms of which a period ended like this."""
    found = select(form_state.c.form_id).where(form_state.c.stage == stage).distinct()
    return set(connection("ballots").execute(found).scalars())


def count_waiting(form_id: str) -> int:
    """The ballots of a form in all its periods."""
    return connection("ballots").execute(_COUNT.where(ballot.c.form_id == form_id)).scalar_one()


def delete_some(form_id: str) -> int:
    """A chunk of a form's ballots, of whichever period; says how many."""
    chosen = select(ballot.c.id).where(ballot.c.form_id == form_id).limit(CHUNK)
    return connection("ballots").execute(delete(ballot).where(ballot.c.id.in_(chosen))).rowcount


def _change(form_id: str, period: int, **values: object) -> None:
    where = (form_state.c.form_id == form_id, form_state.c.period == period)
    connection("ballots").execute(update(form_state).where(*where).values(**values))


def count(form_id: str, period: int) -> int:
    where = (ballot.c.form_id == form_id, ballot.c.period == period)
    return connection("ballots").execute(select(func.count()).select_from(ballot).where(*where)).scalar_one()


def read_some(form_id: str, period: int) -> list[tuple[bytes, bytes]]:
    """Ids and sealed bodies of a chunk of a period's ballots."""
    columns = select(ballot.c.id, ballot.c.body).where(ballot.c.form_id == form_id, ballot.c.period == period)
    return [(row.id, row.body) for row in connection("ballots").execute(columns.limit(CHUNK))]


def move(id_: bytes, period: int, *, to: int, body: bytes) -> None:
    """Put a ballot, sealed anew, into another period; nothing happens where it was withdrawn meanwhile."""
    moved = update(ballot).where(ballot.c.id == id_, ballot.c.period == period)
    connection("ballots").execute(moved.values(period=to, batch=None, body=body))


def drop(id_: bytes) -> None:
    connection("ballots").execute(delete(ballot).where(ballot.c.id == id_))


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
