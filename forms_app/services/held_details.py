"""Details that somebody left with forms, found by the e-mail address in them: all are opened, nothing is indexed."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from forms_app.domain.definitions import Definition
from forms_app.domain.errors import Problem, Unreadable
from forms_app.domain.held import Section
from forms_app.domain.texts import in_language
from forms_app.gateways.people_keys import Lock
from forms_app.services import contacts, policy_facts
from forms_app.services.subscriptions import subject_of
from forms_app.storage import people_contacts
from forms_app.storage.database import reading

NAME = "Details you left with forms"


def list_held(*, subject: bytes) -> list[Section]:
    definitions = {definition.id: definition for definition in policy_facts.list_opened()}
    mine = _find(lambda values: _is_of(values, subject))
    return [Section(NAME, tuple(_shown(row, values, definitions) for row, values in mine))]


def list_of_receipt(*, id_: bytes) -> list[Section]:
    """What came with the answers of one receipt code."""
    definitions = {definition.id: definition for definition in policy_facts.list_opened()}
    mine = [(row, values) for row, values in _open(_list_rows()) if bytes(row.id) == id_]
    rows = tuple(_shown(row, values, definitions) for row, values in mine)
    return [Section(NAME, rows)] if rows else []


def erase_held(*, subject: bytes, today: date) -> None:
    for id_ in {bytes(row.id) for row, _values in _find(lambda values: _is_of(values, subject))}:
        contacts.erase_details(id_=id_)


def _find(is_mine: Any) -> list[tuple[Any, Mapping[str, Any]]]:
    """The rows of every sending that holds the address: its other rows go on other days and lack it."""
    opened = _open(_list_rows())
    ids = {bytes(row.id) for row, values in opened if is_mine(values)}
    return [(row, values) for row, values in opened if bytes(row.id) in ids]


def _open(rows: list[Any]) -> list[tuple[Any, Mapping[str, Any]]]:
    locks: dict[tuple[str, date], Lock | None] = {}
    opened = []
    for row in rows:
        place = (row.form_id, row.delete_on)
        if place not in locks:
            locks[place] = _lock(*place)
        lock = locks[place]
        try:
            if lock is not None:
                opened.append((row, json.loads(lock.open_sealed(bytes(row.body), bytes(row.id)))))
        except Unreadable:
            continue
    return opened


def _lock(form_id: str, delete_on: date) -> Lock | None:
    try:
        return Lock(purpose=contacts.PURPOSE, form_id=form_id, delete_on=delete_on)
    except Unreadable:
        return None


def _is_of(values: Mapping[str, Any], subject: bytes) -> bool:
    return any(isinstance(one, str) and "@" in one and subject_of(one) == subject for one in values.values())


def _shown(row: Any, values: Mapping[str, Any], definitions: Mapping[str, Definition]) -> dict[str, str]:
    definition = definitions.get(row.form_id)
    language = definition.languages[0] if definition else ""
    shown = {"Form": in_language(definition.title, language) if definition else row.form_id}
    for id_, stored in values.items():
        question = definition.by_id.get(id_) if definition else None
        label = definition.name_of(question, language) if definition and question else id_
        shown[label] = _words(question.settings, stored) if question else str(stored)
    under = str(row.policy_version) if row.policy_version else "none was published"
    return shown | {"Version of the privacy policy": under, "Deleted on": row.delete_on.isoformat()}


def _words(kind: Any, stored: Any) -> str:
    try:
        return ", ".join(cell for cell in kind.cells(kind.load(stored)) if cell)
    except Problem:
        return str(stored)


@reading("people")
def _list_rows() -> list[Any]:
    return people_contacts.list_contacts()
