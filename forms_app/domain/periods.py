"""When the periods of a form end, and when its answers are given up: the calendar decides, not staff."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from forms_app.domain import polls
from forms_app.domain.definitions import Definition
from forms_app.domain.forms import Form

APART = timedelta(hours=24)  # at least, between two releases of a form
IN_FLIGHT = timedelta(hours=12)  # after its questions are replaced, pages shown before are still taken
EXTENSION = timedelta(days=30)  # after a close under ten; then nothing is kept
PATIENCE = timedelta(days=365)  # twelve months of rolling over; then nothing is kept
PUNCTUAL = timedelta(hours=1)  # a worker this late still cuts at the bound it missed
ENOUGH = 50  # answers of the rhythm "fifty"
STEP = 10  # answers, in which progress is told

STARTS: dict[str, Callable[[date], bool]] = {
    "week": lambda day: day.weekday() == 0,
    "month": lambda day: day.day == 1,
    "quarter": lambda day: day.day == 1 and day.month % 3 == 1,
    "fifty": lambda day: True,
    "close": lambda day: True,  # where its questions are replaced; else it has no bounds
}


@dataclass(frozen=True)
class Progress:
    """What staff are told of a period that takes answers: at least so many, as of an hour."""

    answers: int  # in steps of ten
    as_of: datetime


def ended_at(
    definition: Definition, *, begins_at: datetime, closes_at: datetime | None, shown: Progress | None, now: datetime
) -> datetime | None:
    """The instant at which a period that began then has ended; None while it goes on.

    A bound within a day of the beginning or of the close is passed over, so that releases stay a day apart. A worker
    that comes too late cuts now: answers carry no time by which they could be told apart afterwards.
    """
    if closes_at is not None and closes_at <= now:
        return closes_at
    bound = _bound(definition, begins_at, shown)
    if bound is None or bound > now or (closes_at is not None and bound > closes_at - APART):
        return None
    return bound if now - bound < PUNCTUAL else now


def _bound(definition: Definition, begins_at: datetime, shown: Progress | None) -> datetime | None:
    """Fifty: a midnight at which at least fifty answers are printed, so that nobody can end it with the fiftieth."""
    if definition.rhythm == "close":
        return None
    if definition.rhythm != "fifty":
        return next_start(definition, begins_at + APART)
    if shown and shown.answers >= ENOUGH and shown.as_of >= begins_at + APART and _is_start(definition, shown.as_of):
        return shown.as_of
    return next_start(definition, begins_at + PATIENCE)


def next_start(definition: Definition, moment: datetime) -> datetime:
    """The first midnight where the form is at home, not before the moment, with which a period may begin."""
    day = moment.astimezone(definition.zone).date()
    while not STARTS[definition.rhythm](day) or _midnight(day, definition.zone) < moment:
        day += timedelta(days=1)
    return _midnight(day, definition.zone)


def change_at(definition: Definition, form: Form, *, begins_at: datetime, now: datetime) -> datetime | None:
    """The next bound, with which other questions may begin; None where the form closes too soon after it.

    A day after the period began, and a day and the last pages of the old questions before the close: the old ones are
    counted half a day after the bound, and releases stay a day apart.
    """
    bound = next_start(definition, max(begins_at + APART, now + timedelta(microseconds=1)))
    return None if form.closes_at is not None and bound > form.closes_at - IN_FLIGHT - APART else bound


def changed_at(form: Form, *, begins_at: datetime, now: datetime) -> datetime | None:
    """The instant at which a scheduled change has come; None while it has not, or for a form that closed before."""
    if form.changes_at is None or form.has_closed(now) or now < max(form.changes_at, begins_at + APART):
        return None
    return form.changes_at if now - form.changes_at < PUNCTUAL and begins_at + APART <= form.changes_at else now


def counted_at(definition: Definition, form: Form, now: datetime) -> datetime | None:
    """When answers sent now are to be counted by calendar; the close for those without, None where none is fixed."""
    if form.opens_at is None or definition.rhythm in ("close", "fifty"):
        return form.closes_at
    bound = next_start(definition, max(form.opens_at + APART, now + timedelta(microseconds=1)))
    return form.closes_at if form.closes_at is not None and bound > form.closes_at - APART else bound


def given_up_at(definition: Definition, form: Form) -> datetime | None:
    """When fewer than ten answers of a closed form are destroyed; an extension does not move it, visitors were told.

    The close of a public poll or a prize draw never moves, so nothing is waited for.
    """
    if definition.poll or definition.draws_prizes:
        return form.closes_at
    scheduled = definition.schedule.closes_at() if definition.schedule else None
    closes = [moment for moment in (form.closes_at, scheduled) if moment is not None]
    return min(closes) + EXTENSION if form.closes_at is not None else None


def may_be_extended(definition: Definition, form: Form) -> bool:
    """Whether its schedule closes it, and not staff; once moved, the close is staff's."""
    return (
        form.closes_at is not None
        and definition.schedule is not None
        and form.closes_at == definition.schedule.closes_at()
        and not (definition.poll or definition.draws_prizes)
    )


def extension_problem(definition: Definition, form: Form, *, until: datetime, now: datetime) -> str | None:
    """Why the closing date may not be moved, as far as the calendar says; None where it may."""
    fixed = polls.moving_problem(definition, form.slug)
    if fixed is not None:
        return fixed
    if form.closes_at is None or not form.has_closed(now):
        return (
            f"{form.slug} has not closed; its closing date can be moved only if it closes with fewer than ten answers."
        )
    if not may_be_extended(definition, form):
        return f"{form.slug} was closed by hand, or its closing date was moved before; that is final."
    last = form.closes_at + EXTENSION
    shown = last.astimezone(definition.zone).strftime("%Y-%m-%d %H:%M")
    if now >= last:
        return f"The closing date of {form.slug} could be moved until {shown}."
    if not now < until <= last:
        return f"Choose a closing date between now and {shown}: until then visitors were told their answers are kept."
    return None


def is_given_up(since_at: datetime, ended_at: datetime) -> bool:
    """Whether answers that rolled over since then have waited long enough."""
    return since_at + PATIENCE <= ended_at


def period_days(definition: Definition, since_at: datetime, ended_at: datetime) -> dict[str, date]:
    """The first and the last whole or begun day of a period where the form is at home."""
    first = since_at.astimezone(definition.zone).date()
    last = (ended_at - timedelta(microseconds=1)).astimezone(definition.zone).date()
    return {"first_day": first, "last_day": max(first, last)}


def progress_of(count: int, now: datetime, zone: tzinfo) -> Progress:
    """A count as it may be told: in whole steps, and at the full hour where the form is at home."""
    return Progress(count - count % STEP, hour_of(now, zone))


def hour_of(moment: datetime, zone: tzinfo) -> datetime:
    return moment.astimezone(zone).replace(minute=0, second=0, microsecond=0).astimezone(UTC)


def _is_start(definition: Definition, moment: datetime) -> bool:
    return next_start(definition, moment) == moment


def _midnight(day: date, zone: tzinfo) -> datetime:
    """Where the clocks skip midnight it is the instant they do so; where it comes twice, the first (PEP 495)."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
