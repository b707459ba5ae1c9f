"""The act of counting, in the five steps of the protocol; killed anywhere, it is run again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from forms_app.domain import ballots, periods, publications
from forms_app.domain.errors import Problem, Unreadable
from forms_app.domain.forms import Form, Version
from forms_app.domain.microdata import Collector
from forms_app.domain.retention import TEXTS_KEPT
from forms_app.domain.tallies import Tally
from forms_app.domain.versions import corrections_to_json
from forms_app.gateways import ballot_keys
from forms_app.gateways.ballot_keys import PeriodKey
from forms_app.services import microdata, rollover, texts
from forms_app.services.periods import Kept, keep_up, list_kept, look_again
from forms_app.storage import ballots_batch, ballots_progress, ballots_traces, forms
from forms_app.storage import publications as published
from forms_app.storage.ballots_batch import Standing
from forms_app.storage.database import reading, transaction


@dataclass(frozen=True)
class Due:
    """A period that takes no ballots any more and is to be counted, carried over or given up."""

    kept: Kept
    period: Standing
    ended_at: datetime

    @property
    def form(self) -> Form:
        return self.kept.form

    @property
    def number(self) -> int:
        return self.period.number

    @property
    def version(self) -> Version:
        return self.kept.versions[self.period.version]

    @property
    def since_at(self) -> datetime:
        return self.kept.since_at(self.period)

    @property
    def heir(self) -> Standing | None:
        return self.kept.heir_of(self.period)

    @property
    def may_grow(self) -> bool:
        """Whether its form may still take answers to these questions: its closing date may be moved."""
        return self.heir is None and not self.kept.is_of_old_version(self.period)

    @property
    def head(self) -> dict[str, object]:
        """What a publication says of itself beside its figures."""
        days = periods.period_days(self.version.definition, self.since_at, self.ended_at)
        corrections = corrections_to_json(self.version)
        return {"number": self.number, "version": self.version.number, "corrections": corrections, **days}


def run(*, now: datetime, despite_missing: str = "") -> list[str]:
    """Keep the periods of forms and release what is due; says in sentences what was done.

    A form whose answers are fewer than was told before waits for an administrator to name it by its link name.
    """
    with ballot_keys.only_worker() as alone:
        if not alone:
            return ["Another worker is counting."]
        done = keep_up(now=now)
        for kept in list_kept(now=now):
            done += _look_at(kept, now, is_accepted=kept.form.slug == despite_missing)
        return done + _list_lost()


def _list_lost() -> list[str]:
    """Forms counted for good whose figures are gone with a site's database that was put back; no key is left."""
    finished = _list_finished()
    return [
        f"{slug}: it was counted, but its figures are missing in the site's database; put a newer backup back."
        for slug in _list_unpublished(finished)
    ]


def _look_at(kept: Kept, now: datetime, *, is_accepted: bool) -> Iterator[str]:
    """The periods that ended, oldest first; what one of them carries over changes since when the next one counts."""
    numbers = [period.number for period in kept.standing if period.state == "counting"]
    for number in numbers:
        known = kept if number == numbers[0] else look_again(kept, now=now)
        due = _due(known, number, now)
        if due is not None:
            yield from _release(due, now, is_accepted)


def _due(kept: Kept, number: int, now: datetime) -> Due | None:
    period = next(period for period in kept.standing if period.number == number)
    ended_at = period.ended_at or kept.form.closes_at
    is_final = number == kept.newest
    if ended_at is None or _waits_for_older(kept, period) or (is_final and _is_too_near(kept, period, now)):
        return None
    return Due(kept, period, ended_at)


def _waits_for_older(kept: Kept, period: Standing) -> bool:
    """Answers and texts of replaced questions are done with before anything is counted under their ids again."""
    return any(one.version < period.version for one in kept.standing)


def _is_too_near(kept: Kept, period: Standing, now: datetime) -> bool:
    """Whether a close by hand comes within a day of the release before it."""
    return now < kept.settles_at(period) + periods.APART and _is_published(kept.form.id, period.number - 1)


def _release(due: Due, now: datetime, is_accepted: bool) -> list[str]:
    form, number = due.form, due.number
    if _is_published(form.id, number):
        return _clean(form, number)
    count, expected = _count(form.id, number)
    if count < expected and is_accepted:
        _forget_progress(form.id, number)
    elif count < expected:
        _set_stage(form.id, number, "missing")
        return [f"{form.slug}: of at least {expected} answers {count} are there; look why before anything is counted."]
    if count < publications.MINIMUM:
        return _release_too_few(due, now)
    key = ballot_keys.find_key(form.id, number)
    if key is None:
        _set_stage(form.id, number, "no key")
        return [f"{form.slug}: its key is missing; nothing can be counted."]
    _set_stage(form.id, number, "locking")
    while _mark_chunk(form.id, number):
        pass
    _set_stage(form.id, number, "counting")
    rows = Collector(due.version.definition) if due.version.definition.gives_rows else None
    tally = _open_and_count(form, due.version, number, key, rows)
    if tally.n < publications.MINIMUM:
        return _release_too_few(due, now)
    _set_stage(form.id, number, "publishing")
    _keep_texts(due, tally)
    if rows is not None:
        _keep_rows(due, rows)
    _publish(publications.publish(tally, secret=key.secret, **due.head), form.slug)  # type: ignore[arg-type]
    return [f"{form.slug}: {tally.n} people counted and published.", *_clean(form, number)]


def _release_too_few(due: Due, now: datetime) -> list[str]:
    """They roll over to the next period, or wait where there is none; after their time they are destroyed unread.

    Answers to questions that were replaced can never become ten: nothing would be gained by waiting.
    """
    form, number, heir = due.form, due.number, due.heir
    if heir and not periods.is_given_up(due.since_at, due.ended_at) and not _is_published(form.id, heir.number):
        if not rollover.carry_over(form, number, to=heir.number, since_at=due.since_at):
            _set_stage(form.id, number, "no key")
            return [f"{form.slug}: a key is missing; nothing can be carried over."]
        return [f"{form.slug}: fewer than ten new answers; carried over.", *_clean(form, number)]
    given_up_at = periods.given_up_at(due.kept.definition, form)
    _set_stage(form.id, number, "too few")
    if due.may_grow and (given_up_at is None or now < given_up_at):
        return []
    if heir is None:
        texts.destroy_waiting(form_id=form.id)
    _publish(publications.publish_fewer_than_ten(due.version.definition, **due.head), form.slug)  # type: ignore[arg-type]
    return [f"{form.slug}: fewer than ten people answered; nothing was read.", *_clean(form, number)]


def _keep_texts(due: Due, tally: Tally) -> None:
    """Step 3."""
    last_day = periods.period_days(due.version.definition, due.since_at, due.ended_at)["last_day"]
    texts.keep_texts(
        form_id=due.form.id,
        batch=due.number,
        texts=tally.texts,
        delete_on=last_day + TEXTS_KEPT,
        is_final=due.heir is None,
    )


def _keep_rows(due: Due, rows: Collector) -> None:
    """Beside the texts: also seen only once the publication stands."""
    definition = due.version.definition
    last_day = periods.period_days(definition, due.since_at, due.ended_at)["last_day"]
    delete_on = last_day + timedelta(days=definition.kept_days)
    microdata.keep_rows(
        form_id=due.form.id, batch=due.number, columns=rows.columns, rows=rows.rows, delete_on=delete_on
    )


@reading("ballots")
def _open_and_count(form: Form, version: Version, number: int, key: PeriodKey, rows: Collector | None) -> Tally:
    """Step 2: what does not open, or says what this version never asked, is left out. Rows only where announced."""
    tally = Tally(version.definition, key.secret)
    for id_, body in ballots_batch.read_marked(form.id, number):
        try:
            packed = key.open_ballot(body, form_id=form.id, period=number, ballot_id=id_)
            named, values = ballots.unpack(packed)
            if named == version.number:
                tally.add(id_, values)
                if rows is not None:
                    rows.add(values)
        except (Unreadable, Problem):
            continue
    return tally


def _clean(form: Form, number: int) -> list[str]:
    """Step 5: the ballots go, then what deleted rows leave behind, then the key."""
    while _delete_chunk(form.id, number):
        pass
    if not ballots_traces.scrub():
        return [f"{form.slug}: a reader holds deleted rows back; trying again."]
    ballot_keys.destroy_key(form.id, number)
    _set_released(form.id, number)
    return []


@reading("site")
def _is_published(form_id: str, number: int) -> bool:
    return published.has_publication(form_id, number)


@reading("ballots")
def _list_finished() -> list[tuple[str, int]]:
    return ballots_batch.list_finished()


@reading("site")
def _list_unpublished(finished: list[tuple[str, int]]) -> list[str]:
    """Link names; a form that is not in the database at all is not known by one."""
    slugs = {form.id: form.slug for form in forms.list_forms()}
    numbers = published.numbers_by_form()
    missing = [form_id for form_id, number in finished if number not in numbers.get(form_id, ())]
    return sorted(slugs[form_id] for form_id in missing if form_id in slugs)


@transaction("site")
def _publish(body: dict, slug: str) -> None:  # type: ignore[type-arg]
    """Step 4, the moment of release."""
    published.add_publication(body, slug=slug)


@reading("ballots")
def _count(form_id: str, number: int) -> tuple[int, int]:
    """How many ballots are there, then how many must be: a withdrawal in between makes the second less."""
    return ballots_batch.count(form_id, number), ballots_progress.count_expected(form_id, number)


@transaction("ballots")
def _forget_progress(form_id: str, number: int) -> None:
    ballots_progress.forget_progress(form_id, number)


@transaction("ballots")
def _set_stage(form_id: str, number: int, stage: str) -> None:
    """What staff are told while they wait; nothing is decided by it."""
    ballots_batch.set_stage(form_id, number, stage)


@transaction("ballots")
def _mark_chunk(form_id: str, number: int) -> int:
    return ballots_batch.mark_chunk(form_id, number)


@transaction("ballots")
def _delete_chunk(form_id: str, number: int) -> int:
    return ballots_batch.delete_chunk(form_id, number)


@transaction("ballots")
def _set_released(form_id: str, number: int) -> None:
    ballots_progress.forget_progress(form_id, number)
    ballots_batch.set_released(form_id, number)
