"""Questions put to few people with codes: often repeated, their rounded figures would average out."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from forms_app.domain.admission import MOST_REPEATED, SMALL_GROUP
from forms_app.domain.canonical import canonical
from forms_app.domain.definitions import Definition, Question
from forms_app.domain.forms import Form
from forms_app.services import invitations
from forms_app.storage import ballots_entries, forms, versions
from forms_app.storage.database import reading

YEAR = timedelta(days=365)


def count_people_asked() -> Mapping[str, int]:
    """Of each form, those who have a code or are to be sent one."""
    return Counter(_count_issued()) + Counter(invitations.count_without_code())


@reading("ballots")
def _count_issued() -> dict[str, int]:
    return {form_id: ballots_entries.get_turnout(form_id).issued for form_id in ballots_entries.list_with_codes()}


def find_repeated(form: Form, definition: Definition, asked: Mapping[str, int], now: datetime) -> str | None:
    """A question of this form for few that was put to few as often as it may be; inside a transaction on `site`.

    `asked` are the people of each form. Versions of one form count once: a code lets its holder answer one of them.
    """
    if not form.admission.asks_code or asked.get(form.id, 0) >= SMALL_GROUP:
        return None
    times = Counter(same for other in _others(form, asked, now) for same in _ever_asked(other, now))
    found = (
        q.heading
        for q, same in zip(definition.answered, _contents(definition), strict=True)
        if times[same] >= MOST_REPEATED
    )
    return next(found, None)


def _others(form: Form, asked: Mapping[str, int], now: datetime) -> Iterator[Form]:
    """Forms for few that were answered within a year, or will be."""
    for other in forms.list_forms():
        ended = other.closes_at is not None and other.closes_at <= now - YEAR
        is_for_few = other.admission.asks_code and asked.get(other.id, 0) < SMALL_GROUP
        if other.id != form.id and other.version is not None and is_for_few and not ended:
            yield other


def _ever_asked(form: Form, now: datetime) -> set[bytes]:
    """The questions of every version of a form that was in force within a year or is to come."""
    found = versions.get_scheduled(form) if form.changes_at is not None else versions.find_version(form)
    asked: set[bytes] = set()
    while found is not None:
        asked.update(_contents(found.definition))
        is_first = found.begins_at is not None and found.begins_at <= now - YEAR
        found = None if is_first else versions.find_old_version(form, found.number - 1)
    return asked


def _contents(definition: Definition) -> Iterator[bytes]:
    return (_content(question) for question in definition.answered)


def _content(question: Question) -> bytes:
    """What people read of a question, whatever ids, capitals and spaces stand behind it."""
    return canonical(
        [question.kind, _plain(question.text), _plain(_without_ids(question.settings.model_dump(mode="json")))]
    )


def _without_ids(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_ids(inner) for key, inner in value.items() if key != "id"}
    return [_without_ids(inner) for inner in value] if isinstance(value, list | tuple) else value


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return " ".join(value.split()).casefold() if isinstance(value, str) else value
