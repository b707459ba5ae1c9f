"""Details that visitors volunteered: kept sealed and apart from the answers, gone on their day or by receipt code."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from forms_app.domain.canonical import canonical
from forms_app.domain.definitions import Definition
from forms_app.domain.errors import Unreadable
from forms_app.domain.retention import SPENT_KEPT
from forms_app.gateways import people_keys
from forms_app.services import erasures
from forms_app.storage import people_contacts
from forms_app.storage.database import reading, transaction

PURPOSE = "contacts"
REFUSED = SPENT_KEPT + timedelta(days=3)  # longer than any permission to add details is good


def keep_details(
    *, id_: bytes, definition: Definition, details: Mapping[str, Any], sent_on: date, policy_version: int
) -> None:
    """Keep the stored values by question id, one row for each day of deletion.

    Safe to repeat; nothing of it once they were erased.
    """
    if not erasures.is_noted(kind=erasures.DETAILS, id_=id_):
        _keep(id_, definition.id, _by_day(definition, details, sent_on), policy_version)


@transaction("people")
def _keep(id_: bytes, form_id: str, by_day: Mapping[date, Mapping[str, Any]], policy_version: int) -> None:
    _put(id_, form_id, by_day, policy_version)


def _put(id_: bytes, form_id: str, by_day: Mapping[date, Mapping[str, Any]], policy_version: int) -> None:
    for delete_on, values in by_day.items():
        plain = canonical(values)
        try:
            body = people_keys.seal(plain, purpose=PURPOSE, form_id=form_id, delete_on=delete_on, row_id=id_)
        except Unreadable:
            return  # staff deleted the details of this form; a late retry brings none back
        people_contacts.add_contact(id_, form_id=form_id, delete_on=delete_on, body=body, policy_version=policy_version)


def may_add(*, id_: bytes) -> bool:
    """Whether nothing stands for a sending, and nothing of it was erased or taken back."""
    return _find_last_day(id_) is None and not erasures.is_noted(kind=erasures.DETAILS, id_=id_)


def add_details(
    *, id_: bytes, definition: Definition, details: Mapping[str, Any], sent_on: date, policy_version: int
) -> bool:
    """Keep what came after the answers; says whether nothing stood before."""
    if erasures.is_noted(kind=erasures.DETAILS, id_=id_):
        return False
    return _add(id_, definition.id, _by_day(definition, details, sent_on), policy_version)


@transaction("people")
def _add(id_: bytes, form_id: str, by_day: Mapping[date, Mapping[str, Any]], policy_version: int) -> bool:
    if people_contacts.find_last_day(id_) is not None:
        return False
    _put(id_, form_id, by_day, policy_version)
    return True


def make_key(*, form_id: str) -> None:
    people_keys.make_form_key(PURPOSE, form_id)


@reading("people")
def look_at_form(*, form_id: str) -> tuple[int, date | None]:
    """How many people left details with a form, and the last day on which some would go by themselves."""
    return people_contacts.look_at_form(form_id)


def erase_form(*, form_id: str) -> None:
    """Delete all that was left with a form, for good; safe to repeat. The key goes first: then nothing opens them."""
    people_keys.destroy_form_key(PURPOSE, form_id)
    _delete_form(form_id)


@transaction("people")
def _delete_form(form_id: str) -> None:
    people_contacts.delete_form(form_id)


def erase_details(*, id_: bytes) -> None:
    """Before their day; noted first, so that no backup brings them back."""
    last = _find_last_day(id_)
    if last is not None:
        erasures.note(kind=erasures.DETAILS, id_=id_, until=last)
        _erase(id_)


def take_back(*, id_: bytes, sent_on: date | None) -> None:
    """Erase, and let nothing be added where a sending is known by this id."""
    erase_details(id_=id_)
    if sent_on is not None and not erasures.is_noted(kind=erasures.DETAILS, id_=id_):
        erasures.note(kind=erasures.DETAILS, id_=id_, until=sent_on + REFUSED)


@reading("people")
def _find_last_day(id_: bytes) -> date | None:
    return people_contacts.find_last_day(id_)


@transaction("people")
def _erase(id_: bytes) -> None:
    people_contacts.erase_contact(id_)


@reading("people")
def count_due(*, today: date) -> int:
    return people_contacts.count_due(today)


@transaction("people")
def purge(*, today: date) -> int:
    """Delete the details whose day has come; says how many rows."""
    return people_contacts.purge_contacts(today)


def _by_day(definition: Definition, details: Mapping[str, Any], sent_on: date) -> dict[date, dict[str, Any]]:
    rows: dict[date, dict[str, Any]] = defaultdict(dict)
    for question in definition.details:
        if question.personal and question.id in details:
            rows[sent_on + timedelta(days=question.personal.delete_after)][question.id] = details[question.id]
    return rows
