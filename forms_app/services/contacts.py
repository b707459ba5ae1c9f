"""Details that visitors volunteered: kept sealed and apart from the answers, gone on their day or by receipt code."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from forms_app.domain.canonical import canonical
from forms_app.domain.definitions import Definition
from forms_app.gateways import people_keys
from forms_app.storage import people_contacts
from forms_app.storage.database import reading, transaction

PURPOSE = "contacts"


@transaction("people")
def keep_details(*, id_: bytes, definition: Definition, details: Mapping[str, Any], sent_on: date) -> None:
    """Keep the stored values by question id, one row for each day of deletion; safe to repeat."""
    for delete_on, values in _by_day(definition, details, sent_on).items():
        body = people_keys.seal(canonical(values), purpose=PURPOSE, delete_on=delete_on, row_id=id_)
        people_contacts.add_contact(id_, form_id=definition.id, delete_on=delete_on, body=body)


@transaction("people")
def erase_details(*, id_: bytes) -> None:
    people_contacts.erase_contact(id_)


@reading("people")
def count_due(*, today: date) -> int:
    return people_contacts.count_due(today)


@transaction("people")
def purge_contacts(*, today: date) -> int:
    """Delete the details whose day has come; says how many rows."""
    return people_contacts.purge_contacts(today)


def _by_day(definition: Definition, details: Mapping[str, Any], sent_on: date) -> dict[date, dict[str, Any]]:
    rows: dict[date, dict[str, Any]] = defaultdict(dict)
    for question in definition.details:
        if question.personal and question.id in details:
            rows[sent_on + timedelta(days=question.personal.delete_after)][question.id] = details[question.id]
    return rows
