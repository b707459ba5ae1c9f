"""What staff are told of periods that take answers, in `ballots`: steps of ten, as of an hour."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, DateTime, Integer, Row, String, Table, delete, select, update

from forms_app.domain.periods import Progress
from forms_app.domain.status import Period
from forms_app.storage.ballots import form_state
from forms_app.storage.database import METADATA, aware, connection, insert_once

progress = Table(
    "progress",
    METADATA["ballots"],
    Column("form_id", String(6), primary_key=True),
    Column("period", Integer, primary_key=True),
    Column("answers", Integer, nullable=False),
    Column("as_of", DateTime(timezone=True), nullable=False),  # the full hour
    Column("withdrawn", Integer, nullable=False),  # since then
    sqlite_with_rowid=False,
)
_TOLD = select(progress).order_by(progress.c.period.desc())


def begin_progress(form_id: str, period: int, *, as_of: datetime) -> bool:
    row = {"form_id": form_id, "period": period, "answers": 0, "as_of": as_of, "withdrawn": 0}
    return insert_once(connection("ballots"), progress, row)


def lock_progress(form_id: str, period: int) -> None:
    """Let no withdrawal in between until this transaction ends."""
    connection("ballots").execute(select(progress.c.answers).where(*_of(form_id, period)).with_for_update())


def set_progress(form_id: str, period: int, told: Progress) -> None:
    values = {"answers": told.answers, "as_of": told.as_of, "withdrawn": 0}
    connection("ballots").execute(update(progress).where(*_of(form_id, period)).values(values))


def note_withdrawal(form_id: str, period: int) -> None:
    """One less is expected; which one is not noted."""
    noted = update(progress).where(*_of(form_id, period)).values(withdrawn=progress.c.withdrawn + 1)
    connection("ballots").execute(noted)


def count_waiting(form_id: str) -> int:
    """At least so many ballots of the newest period, as far as was told, less those withdrawn since."""
    row = connection("ballots").execute(_TOLD.where(progress.c.form_id == form_id).limit(1)).first()
    return row.answers - row.withdrawn if row else 0


def get_progress(form_id: str, period: int) -> Progress:
    return _progress(connection("ballots").execute(_TOLD.where(*_of(form_id, period))).one())


def count_expected(form_id: str, period: int) -> int:
    """The least number of ballots there must be: as many as were told, less those withdrawn since."""
    found = select(progress.c.answers - progress.c.withdrawn).where(*_of(form_id, period))
    return connection("ballots").execute(found).scalar_one_or_none() or 0


def list_progress() -> dict[tuple[str, int], Progress]:
    return {(row.form_id, row.period): _progress(row) for row in connection("ballots").execute(_TOLD)}


def list_periods() -> dict[str, list[Period]]:
    """The periods of every form that has some, oldest first, and how far the count of each is."""
    found: dict[str, list[Period]] = {}
    for row in connection("ballots").execute(select(form_state).order_by(form_state.c.period)):
        period = Period(row.period, row.state, aware(row.begins_at), row.stage, row.version)
        found.setdefault(row.form_id, []).append(period)
    return found


def forget_progress(form_id: str, period: int) -> None:
    connection("ballots").execute(delete(progress).where(*_of(form_id, period)))


def forget_form(form_id: str) -> None:
    connection("ballots").execute(delete(progress).where(progress.c.form_id == form_id))


def _progress(row: Row[Any]) -> Progress:
    return Progress(row.answers, aware(row.as_of))


def _of(form_id: str, period: int) -> tuple[ColumnElement[bool], ...]:
    return (progress.c.form_id == form_id, progress.c.period == period)
