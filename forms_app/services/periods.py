"""The periods of forms as the worker keeps them: keys made, progress told, one always open, each ended by calendar."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from forms_app.domain import periods
from forms_app.domain.definitions import Definition
from forms_app.domain.forms import Form, Version
from forms_app.domain.periods import Progress
from forms_app.gateways import ballot_keys
from forms_app.storage import ballots_batch, ballots_progress, forms, publications, versions
from forms_app.storage.ballots_batch import Standing
from forms_app.storage.database import reading, transaction

FIRST = 1


@dataclass(frozen=True)
class Kept:
    """A form that was opened, its versions by number, its newest period and those not released."""

    form: Form
    versions: Mapping[int, Version]
    newest: int | None
    standing: tuple[Standing, ...]

    @property
    def definition(self) -> Definition:
        return self.versions[self.form.version or FIRST].definition

    @property
    def last(self) -> Standing | None:
        """The newest period of the version in force; an empty one of the next may stand before that begins."""
        own = [period for period in self.standing if period.version == self.form.version]
        return own[-1] if own else None

    def heir_of(self, period: Standing) -> Standing | None:
        """Where answers go that are too few: the newest period of the same version that comes after."""
        after = [one for one in self.standing if one.version == period.version and one.number > period.number]
        return after[-1] if after else None

    def is_of_old_version(self, period: Standing) -> bool:
        return period.version < (self.form.version or FIRST)

    def begins_at(self, period: Standing) -> datetime:
        return period.begins_at or _opening(self.form)

    def settles_at(self, period: Standing) -> datetime:
        """When the release before it is due: as it begins, or once the last pages of older questions are taken."""
        begins_at = self.begins_at(period)
        version = self.versions.get(period.version)
        if version is None or version.begins_at is None:
            return begins_at
        return max(begins_at, version.begins_at + periods.IN_FLIGHT)

    def since_at(self, period: Standing) -> datetime:
        return period.since_at or self.begins_at(period)


def keep_up(*, now: datetime) -> list[str]:
    """Let every open form have one open period, tell its progress, and end the periods whose end has come."""
    found = list_kept(now=now)
    done = [line for kept in found for line in _open_one(kept, now)]
    told = _list_progress()
    for kept in list_kept(now=now) if done else found:
        _wind_up(kept, now)
        if kept.last is not None and kept.last.state == "open":
            shown = _tell(kept, kept.last, told, now)
            done += _end(kept, kept.last, shown, now)
    return done


def list_kept(*, now: datetime) -> list[Kept]:
    """The forms of which something is left to do: open ones, and those with a period that is not released."""
    newest, standing = _list_periods()
    by_form: dict[str, list[Standing]] = defaultdict(list)
    for period in standing:
        by_form[period.form_id].append(period)
    return [
        Kept(form, known, newest.get(form.id), tuple(by_form.get(form.id, ())))
        for form, known in _list_versions(by_form, now)
    ]


def look_again(kept: Kept, *, now: datetime) -> Kept:
    """The same form after something was done for it."""
    return next(one for one in list_kept(now=now) if one.form.id == kept.form.id)


def _open_one(kept: Kept, now: datetime) -> Iterator[str]:
    """A key pair, file first, then its public half; a form whose close was moved takes answers in its last period."""
    form, last = kept.form, kept.last
    if form.has_closed(now):
        return
    for period in kept.standing:
        if period.state == "open":
            yield from _ensure_own(form, period)
    if last is not None and last.state == "open":
        return
    if last is not None:
        _reopen(form.id, last.number)
        yield f"{form.slug}: takes answers again."
        return
    if kept.newest is not None and not _is_published(form.id, kept.newest):
        return  # counted for good, by a database that was put back since: see releases
    number = FIRST if kept.newest is None else kept.newest + 1
    key = ballot_keys.make_key(form.id, number)
    _add_period(form, number, key.public_key, None if number == FIRST else now)
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


def _end(kept: Kept, period: Standing, shown: Progress, now: datetime) -> list[str]:
    form = kept.form
    changed_at = periods.changed_at(form, begins_at=kept.begins_at(period), now=now)
    if changed_at is not None:
        return _succeed(kept, period.number, changed_at)
    ended_at = periods.ended_at(
        kept.definition, begins_at=kept.settles_at(period), closes_at=form.closes_at, shown=shown, now=now
    )
    if ended_at is not None and form.has_closed(now):
        _stop(form.id, period.number, None)
        _count_progress(kept, period.number, now)
    elif ended_at is not None:
        key = ballot_keys.make_key(form.id, period.number + 1)
        _hand_over(kept, period.number, key.public_key, ended_at)
    return []


def _succeed(kept: Kept, number: int, changed_at: datetime) -> list[str]:
    """Other questions begin: first a period that takes their answers, then their page; killed, it is repeated."""
    form = kept.form
    key = ballot_keys.make_key(form.id, number + 1)
    _replace_period(kept, number, key.public_key, changed_at)
    _begin_version(form, changed_at)
    return [f"{form.slug}: its questions have changed."]


def _wind_up(kept: Kept, now: datetime) -> None:
    """Pages with old questions are taken half a day long; what was made for questions that never began goes."""
    for period in kept.standing:
        if period.state == "open" and kept.is_of_old_version(period):
            if period.ended_at is not None and period.ended_at + periods.IN_FLIGHT <= now:
                _stop(kept.form.id, period.number, period.ended_at)
        elif period.version > (kept.form.version or FIRST) and kept.form.has_closed(now):
            ballot_keys.destroy_key(kept.form.id, period.number)
            _drop_period(kept.form.id, period.number)


def _opening(form: Form) -> datetime:
    if form.opens_at is None:
        raise LookupError("only a form that was opened has periods")
    return form.opens_at


@reading("site")
def _list_versions(waiting: Mapping[str, list[Standing]], now: datetime) -> list[tuple[Form, dict[int, Version]]]:
    wanted = [form for form in forms.list_forms() if form.id in waiting or not form.has_closed(now)]
    return [(form, _versions_of(form, waiting.get(form.id, []))) for form in wanted if form.version is not None]


def _versions_of(form: Form, standing: list[Standing]) -> dict[int, Version]:
    """The version in force and those of periods that are not released."""
    numbers = {form.version or FIRST, *(period.version for period in standing)}
    found = {number: versions.find_old_version(form, number) for number in numbers}
    return {number: version for number, version in found.items() if version is not None}


@reading("site")
def _is_published(form_id: str, number: int) -> bool:
    return publications.has_publication(form_id, number)


@reading("ballots")
def _list_periods() -> tuple[dict[str, int], list[Standing]]:
    return ballots_batch.newest_numbers(), ballots_batch.list_unreleased()


@reading("ballots")
def _list_progress() -> dict[tuple[str, int], Progress]:
    return ballots_progress.list_progress()


@transaction("ballots")
def _add_period(form: Form, number: int, public_key: bytes, begins_at: datetime | None) -> None:
    ballots_batch.add_period(form.id, number, public_key, version=form.version or FIRST, begins_at=begins_at)


@transaction("ballots")
def _set_public_key(form_id: str, number: int, public_key: bytes) -> None:
    ballots_batch.set_public_key(form_id, number, public_key)


@transaction("ballots")
def _reopen(form_id: str, number: int) -> None:
    ballots_batch.reopen_period(form_id, number)


@transaction("ballots")
def _stop(form_id: str, number: int, ended_at: datetime | None) -> None:
    ballots_batch.end_period(form_id, number, ended_at=ended_at)


@transaction("ballots")
def _drop_period(form_id: str, number: int) -> None:
    ballots_progress.forget_progress(form_id, number)
    ballots_batch.set_released(form_id, number)


@transaction("ballots")
def _hand_over(kept: Kept, number: int, public_key: bytes, ended_at: datetime) -> None:
    """One period stops and the next one takes ballots in the same instant: no visitor finds none."""
    ballots_batch.end_period(kept.form.id, number, ended_at=ended_at)
    _begin_next(kept, number + 1, public_key, ended_at, version=kept.form.version or FIRST)


@transaction("ballots")
def _replace_period(kept: Kept, number: int, public_key: bytes, changed_at: datetime) -> None:
    """Both take ballots: each page names the version it asks, and thereby the period of its answers."""
    ballots_batch.replace_period(kept.form.id, number, ended_at=changed_at)
    _begin_next(kept, number + 1, public_key, changed_at, version=(kept.form.version or FIRST) + 1)


def _begin_next(kept: Kept, number: int, public_key: bytes, begins_at: datetime, *, version: int) -> None:
    ballots_batch.add_period(kept.form.id, number, public_key, version=version, begins_at=begins_at)
    as_of = periods.hour_of(begins_at, kept.definition.zone)
    ballots_progress.begin_progress(kept.form.id, number, as_of=as_of)


@transaction("site")
def _begin_version(form: Form, begins_at: datetime) -> None:
    number = (form.version or FIRST) + 1
    versions.begin_version(form.id, number, begins_at)
    forms.set_version(form.id, number)


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
