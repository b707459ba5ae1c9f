"""The periods of forms as the worker keeps them: keys made, progress told, one always open, each ended by calendar."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from forms_app.domain import periods
from forms_app.domain.definitions import Definition
from forms_app.domain.forms import Form, Version
from forms_app.domain.periods import Progress
from forms_app.gateways import ballot_keys
from forms_app.storage import ballots_batch, ballots_progress, forms
from forms_app.storage.ballots_batch import Standing
from forms_app.storage.database import reading, transaction

FIRST = 1


@dataclass(frozen=True)
class Kept:
    """A form that was opened, its version, its newest period and those not released."""

    form: Form
    version: Version
    newest: int | None
    standing: tuple[Standing, ...]

    @property
    def definition(self) -> Definition:
        return self.version.definition

    @property
    def last(self) -> Standing | None:
        return self.standing[-1] if self.standing and self.standing[-1].number == self.newest else None

    def begins_at(self, period: Standing) -> datetime:
        return period.begins_at or _opening(self.form)

    def since_at(self, period: Standing) -> datetime:
        return period.since_at or self.begins_at(period)


def keep_up(*, now: datetime) -> list[str]:
    """Let every open form have one open period, tell its progress, and end the periods whose end has come."""
    found = list_kept(now=now)
    done = [line for kept in found for line in _open_one(kept, now)]
    told = _list_progress()
    for kept in list_kept(now=now) if done else found:
        if kept.last is not None and kept.last.state == "open":
            shown = _tell(kept, kept.last, told, now)
            _end(kept, kept.last, shown, now)
    return done


def list_kept(*, now: datetime) -> list[Kept]:
    """The forms of which something is left to do: open ones, and those with a period that is not released."""
    newest, standing = _list_periods()
    by_form: dict[str, list[Standing]] = defaultdict(list)
    for period in standing:
        by_form[period.form_id].append(period)
    return [
        Kept(form, version, newest.get(form.id), tuple(by_form.get(form.id, ())))
        for form, version in _list_versions(set(by_form), now)
    ]


def look_again(kept: Kept, *, now: datetime) -> Kept:
    """The same form after something was done for it."""
    return next(one for one in list_kept(now=now) if one.form.id == kept.form.id)


def _open_one(kept: Kept, now: datetime) -> Iterator[str]:
    """A key pair, file first, then its public half; a form whose close was moved takes answers in its last period."""
    form, last = kept.form, kept.last
    if form.has_closed(now):
        return
    if last is not None and last.state == "open":
        yield from _ensure_own(form, last)
        return
    if last is not None:
        _reopen(form.id, last.number)
        yield f"{form.slug}: takes answers again."
        return
    number = FIRST if kept.newest is None else kept.newest + 1
    key = ballot_keys.make_key(form.id, number)
    _add_period(form.id, number, key.public_key, None if number == FIRST else now)
    yield f"{form.slug}: takes answers."


def _ensure_own(form: Form, period: Standing) -> Iterator[str]:
    """Answers are sealed to the worker's own key: whoever changed it in the database would read them."""
    key = ballot_keys.find_key(form.id, period.number)
    if key is None:
        yield f"{form.slug}: its key is missing; answers sent now cannot be counted."
    elif key.public_key != period.public_key:
        _set_public_key(form.id, period.number, key.public_key)
        yield f"{form.slug}: somebody changed the key its answers are locked with; it is put back, look who did it."


def _tell(kept: Kept, period: Standing, told: dict[tuple[str, int], Progress], now: datetime) -> Progress:
    """Once an hour; the row stands before anything is counted, so that a withdrawal meanwhile is noted."""
    form, zone = kept.form, kept.definition.zone
    before = told.get((form.id, period.number))
    if before is None:
        _begin_progress(form.id, period.number, periods.hour_of(now, zone))
    if before is not None and before.as_of >= periods.hour_of(now, zone):
        return before
    return _count_progress(kept, period.number, now)


def _end(kept: Kept, period: Standing, shown: Progress, now: datetime) -> None:
    form = kept.form
    ended_at = periods.ended_at(
        kept.definition, begins_at=kept.begins_at(period), closes_at=form.closes_at, shown=shown, now=now
    )
    if ended_at is None:
        return
    if form.has_closed(now):
        _stop(form.id, period.number)
        _count_progress(kept, period.number, now)
        return
    key = ballot_keys.make_key(form.id, period.number + 1)
    _hand_over(kept, period.number, key.public_key, ended_at)


def _opening(form: Form) -> datetime:
    if form.opens_at is None:
        raise LookupError("only a form that was opened has periods")
    return form.opens_at


@reading("site")
def _list_versions(waiting: set[str], now: datetime) -> list[tuple[Form, Version]]:
    wanted = [form for form in forms.list_forms() if form.id in waiting or not form.has_closed(now)]
    found = [(form, forms.find_version(form.id, form.version)) for form in wanted if form.version is not None]
    return [(form, version) for form, version in found if version is not None]


@reading("ballots")
def _list_periods() -> tuple[dict[str, int], list[Standing]]:
    return ballots_batch.newest_numbers(), ballots_batch.list_unreleased()


@reading("ballots")
def _list_progress() -> dict[tuple[str, int], Progress]:
    return ballots_progress.list_progress()


@transaction("ballots")
def _add_period(form_id: str, number: int, public_key: bytes, begins_at: datetime | None) -> None:
    ballots_batch.add_period(form_id, number, public_key, begins_at=begins_at)


@transaction("ballots")
def _set_public_key(form_id: str, number: int, public_key: bytes) -> None:
    ballots_batch.set_public_key(form_id, number, public_key)


@transaction("ballots")
def _reopen(form_id: str, number: int) -> None:
    ballots_batch.reopen_period(form_id, number)


@transaction("ballots")
def _stop(form_id: str, number: int) -> None:
    ballots_batch.end_period(form_id, number, ended_at=None)


@transaction("ballots")
def _hand_over(kept: Kept, number: int, public_key: bytes, ended_at: datetime) -> None:
    """One period stops and the next one takes ballots in the same instant: no visitor finds none."""
    ballots_batch.end_period(kept.form.id, number, ended_at=ended_at)
    ballots_batch.add_period(kept.form.id, number + 1, public_key, begins_at=ended_at)
    as_of = periods.hour_of(ended_at, kept.definition.zone)
    ballots_progress.begin_progress(kept.form.id, number + 1, as_of=as_of)


@transaction("ballots")
def _begin_progress(form_id: str, number: int, as_of: datetime) -> None:
    ballots_progress.begin_progress(form_id, number, as_of=as_of)


@transaction("ballots")
def _count_progress(kept: Kept, number: int, now: datetime) -> Progress:
    """Where ballots are missing, what was told before stays, so that the release notices."""
    form_id = kept.form.id
    ballots_progress.lock_progress(form_id, number)
    count = ballots_batch.count(form_id, number)
    if count >= ballots_progress.count_expected(form_id, number):
        ballots_progress.set_progress(form_id, number, periods.progress_of(count, now, kept.definition.zone))
    return ballots_progress.get_progress(form_id, number)
