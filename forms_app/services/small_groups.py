"""Questions put to few people with codes: often repeated, their rounded figures would average out."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from forms_app.domain.admission import MOST_REPEATED, SMALL_GROUP
from forms_app.domain.canonical import canonical
from forms_app.domain.definitions import Definition, Question
from forms_app.domain.forms import Form
from forms_app.storage import ballots_entries, forms, versions
from forms_app.storage.database import reading

YEAR = timedelta(days=365)


@reading("ballots")
def count_issued() -> dict[str, int]:
    """How many codes were made for each form that has some."""
    return {form_id: ballots_entries.get_turnout(form_id).issued for form_id in ballots_entries.list_with_codes()}


def find_repeated(form: Form, definition: Definition, issued: Mapping[str, int], now: datetime) -> str | None:
    """A question of this form for few that was put to few as often as it may be; inside a transaction on `site`."""
    if not form.admission.asks_code or issued.get(form.id, 0) >= SMALL_GROUP:
        return None
    asked = Counter(same for other in _others(form, issued, now) for same in set(_contents(other)))
    found = (
        q.heading
        for q, same in zip(definition.answered, _contents(definition), strict=True)
        if asked[same] >= MOST_REPEATED
    )
    return next(found, None)


def _others(form: Form, issued: Mapping[str, int], now: datetime) -> Iterator[Definition]:
    for other in forms.list_forms():
        is_late = other.opens_at is not None and other.opens_at > now - YEAR
        if other.id != form.id and other.admission.asks_code and is_late and issued.get(other.id, 0) < SMALL_GROUP:
            version = versions.find_version(other)
            if version is not None:
                yield version.definition


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
