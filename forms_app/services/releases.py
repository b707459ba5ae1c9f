"""The act of counting, in the five steps of the protocol; killed anywhere, it is run again."""

from datetime import UTC, date, datetime, timedelta

from forms_app.domain import ballots, publications
from forms_app.domain.definitions import Definition
from forms_app.domain.errors import Problem, Unreadable
from forms_app.domain.forms import Form, Version
from forms_app.domain.tallies import Tally
from forms_app.gateways import ballot_keys
from forms_app.gateways.ballot_keys import PeriodKey
from forms_app.services import texts
from forms_app.storage import ballots as store
from forms_app.storage import ballots_batch, ballots_traces, forms
from forms_app.storage import publications as published
from forms_app.storage.database import reading, transaction

FIRST_PERIOD = 1
EXTENSION = timedelta(days=30)  # a form under ten may be extended this long, then nothing is kept
TEXTS_KEPT = timedelta(days=365)


def run(*, now: datetime) -> list[str]:
    """Make the keys of opened forms and release what is due; says in sentences what was done."""
    with ballot_keys.only_worker() as alone:
        if not alone:
            return ["Another worker is counting."]
        return [*_prepare(now), *(line for form in _due(now) for line in _release(form, now))]


def _prepare(now: datetime) -> list[str]:
    """Step 0: a key pair for every opened form that has none, file first, then its public half."""
    done = []
    for form in _list_forms():
        if form.version is None or form.has_closed(now) or _has_periods(form.id):
            continue
        key = ballot_keys.make_key(form.id, FIRST_PERIOD)
        _add_period(form.id, key.public_key)
        done.append(f"{form.slug}: takes answers.")
    return done


def _due(now: datetime) -> list[Form]:
    waiting = {form_id for form_id, _, _ in _list_unreleased()}
    return [form for form in _list_forms() if form.id in waiting and form.has_closed(now)]


def _release(form: Form, now: datetime) -> list[str]:
    number = FIRST_PERIOD
    if _is_published(form.id, number):
        return _clean(form, number)
    _stop_taking(form.id, number)
    if _count(form.id, number) < publications.MINIMUM:
        return _release_too_few(form, number, now)
    key = ballot_keys.find_key(form.id, number)
    if key is None:
        return [f"{form.slug}: its key is missing; nothing can be counted."]
    while _mark_chunk(form.id, number):
        pass
    version = _get_version(form)
    tally = _open_and_count(form, version.definition, number, key)
    if tally.n < publications.MINIMUM:
        return _release_too_few(form, number, now)
    last_day = _last_day(form)
    texts.keep_texts(form_id=form.id, batch=number, texts=tally.texts, delete_on=last_day + TEXTS_KEPT)
    days = {"first_day": _first_day(form), "last_day": last_day}
    body = publications.publish(tally, secret=key.secret, number=number, version=version.number, **days)
    _publish(body, form.slug)
    return [f"{form.slug}: {tally.n} people counted and published.", *_clean(form, number)]


def _release_too_few(form: Form, number: int, now: datetime) -> list[str]:
    if form.closes_at is None or now < form.closes_at + EXTENSION:
        return []
    version = _get_version(form)
    days = {"first_day": _first_day(form), "last_day": _last_day(form)}
    _publish(
        publications.publish_fewer_than_ten(version.definition, number=number, version=version.number, **days),
        form.slug,
    )
    return [f"{form.slug}: fewer than ten people answered; nothing was read.", *_clean(form, number)]


@reading("ballots")
def _open_and_count(form: Form, definition: Definition, number: int, key: PeriodKey) -> Tally:
    """Step 2: what does not open, or says what the form never asked, is left out."""
    tally = Tally(definition, key.secret)
    for id_, body in ballots_batch.read_marked(form.id, number):
        try:
            packed = key.open_ballot(body, form_id=form.id, period=number, ballot_id=id_)
            tally.add(id_, ballots.unpack(packed)[1])
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
def _list_forms() -> list[Form]:
    return forms.list_forms()


@reading("site")
def _get_version(form: Form) -> Version:
    version = forms.find_version(form.id, form.version or 0)
    if version is None:
        raise LookupError(f"form {form.id} has no version {form.version}")
    return version


@reading("site")
def _is_published(form_id: str, number: int) -> bool:
    return published.has_publication(form_id, number)


@transaction("site")
def _publish(body: dict, slug: str) -> None:  # type: ignore[type-arg]
    """Step 4, the moment of release."""
    published.add_publication(body, slug=slug)


@reading("ballots")
def _has_periods(form_id: str) -> bool:
    return store.has_periods(form_id)


@transaction("ballots")
def _add_period(form_id: str, public_key: bytes) -> None:
    ballots_batch.add_period(form_id, FIRST_PERIOD, public_key)


@reading("ballots")
def _list_unreleased() -> list[tuple[str, int, bytes]]:
    return ballots_batch.list_unreleased()


@transaction("ballots")
def _stop_taking(form_id: str, number: int) -> None:
    ballots_batch.set_state(form_id, number, "counting")


@reading("ballots")
def _count(form_id: str, number: int) -> int:
    return ballots_batch.count(form_id, number)


@transaction("ballots")
def _mark_chunk(form_id: str, number: int) -> int:
    return ballots_batch.mark_chunk(form_id, number)


@transaction("ballots")
def _delete_chunk(form_id: str, number: int) -> int:
    return ballots_batch.delete_chunk(form_id, number)


@transaction("ballots")
def _set_released(form_id: str, number: int) -> None:
    ballots_batch.set_state(form_id, number, "released")


def _first_day(form: Form) -> date:
    return _day(form.opens_at)


def _last_day(form: Form) -> date:
    return _day(form.closes_at)


def _day(moment: datetime | None) -> date:
    if moment is None:
        raise LookupError("only a form that was opened and closed is released")
    return moment.astimezone(UTC).date()
