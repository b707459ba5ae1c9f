"""Details left with a form, for those whom its visitors were told of; each look is in the activity log first."""

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from forms_app.domain.details import Given, Seen, may_be_of_today, seen_by, words_of
from forms_app.domain.errors import Problem
from forms_app.domain.exports import safe
from forms_app.domain.forms import Form
from forms_app.services import activity, versions
from forms_app.services.held.details import open_rows
from forms_app.storage import people_contacts
from forms_app.storage.database import reading


def find_seen(*, form: Form, roles: Collection[str]) -> Seen:
    """Which details of a form somebody with these roles may see; no question where there are none."""
    return seen_by(roles, [version.definition for version in versions.list_versions(form=form)])


def list_given(*, form: Form, seen: Seen, today: date) -> list[Given]:
    """One entry a person, in an order that says nothing, without what came today."""
    activity.record("given details looked at", form_id=form.id)
    return _list(form, seen, today)


def to_csv(*, form: Form, seen: Seen, today: date) -> str:
    """A line a person; safe in spreadsheets."""
    activity.record("given details taken", form_id=form.id)
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow([*(safe(seen.labels[id_]) for id_ in seen.questions), "deleted_on"])
    for given in _list(form, seen, today):
        writer.writerow([*(safe(given.words.get(id_, "")) for id_ in seen.questions), given.delete_on.isoformat()])
    return made.getvalue()


def _list(form: Form, seen: Seen, today: date) -> list[Given]:
    people: dict[bytes, list[tuple[date, dict[str, Any]]]] = defaultdict(list)
    for row, values in open_rows(_list_rows(form.id)):
        shown = {id_: one for id_, one in values.items() if _is_shown(seen, id_, row.delete_on, today)}
        if shown:
            people[bytes(row.id)].append((row.delete_on, shown))
    return [_given(seen, parts) for _id, parts in sorted(people.items())]  # ids are hashes


def _is_shown(seen: Seen, id_: str, delete_on: date, today: date) -> bool:
    return id_ in seen.questions and not may_be_of_today(seen, id_, delete_on, today)


def _given(seen: Seen, parts: Iterable[tuple[date, dict[str, Any]]]) -> Given:
    values = {id_: one for _day, some in parts for id_, one in some.items()}
    words = {id_: _words(seen, id_, values[id_]) for id_ in seen.questions if id_ in values}
    return Given(words, max(day for day, _some in parts))


def _words(seen: Seen, id_: str, stored: Any) -> str:
    try:
        return words_of(seen.questions[id_], stored)
    except Problem:
        return str(stored)


@reading("people")
def _list_rows(form_id: str) -> list[Any]:
    return people_contacts.list_of_form(form_id)
