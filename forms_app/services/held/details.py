"""Details that somebody left with forms, found by the e-mail address in them: all are opened, nothing is indexed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from forms_app.domain.canonical import canonical
from forms_app.domain.definitions import Definition
from forms_app.domain.errors import NotFound, Problem, Unreadable
from forms_app.domain.held import Section
from forms_app.domain.texts import in_language
from forms_app.gateways.people_keys import Lock
from forms_app.services import contacts, policy_facts
from forms_app.services.subscriptions import subject_of
from forms_app.storage import people_contacts
from forms_app.storage.database import reading, transaction

NAME = "Details you left with forms"


def list_held(*, subject: bytes) -> list[Section]:
    definitions = {definition.id: definition for definition in policy_facts.list_opened()}
    mine = _find(lambda values: _is_of(values, subject))
    return [Section(NAME, tuple(_shown(row, values, definitions) for row, values in mine))]


def list_of_receipt(*, id_: bytes) -> list[Section]:
    """What came with the answers of one receipt code."""
    definitions = {definition.id: definition for definition in policy_facts.list_opened()}
    mine = [(row, values) for row, values in open_rows(_list_rows()) if bytes(row.id) == id_]
    rows = tuple(_shown(row, values, definitions) for row, values in mine)
    return [Section(NAME, rows)] if rows else []


@dataclass(frozen=True, kw_only=True)
class Correctable:
    """One detail that staff may correct because its person asked for that."""

    key: str  # of sending, day and question
    form: str
    label: str
    parts: list[tuple[str, str]]  # names of inputs, "" for the only one, and what stands there


def list_correctable(*, subject: bytes) -> list[Correctable]:
    definitions = {definition.id: definition for definition in policy_facts.list_opened()}
    found = []
    for row, values in _find(lambda values: _is_of(values, subject)):
        definition = definitions.get(row.form_id)
        for id_, stored in values.items():
            question = definition.by_id.get(id_) if definition else None
            if definition is None or question is None:
                continue
            language = definition.languages[0]
            written = dict(question.settings.sent(question.settings.load(stored)))
            parts = [(part, written.get(part, "")) for part in question.settings.parts() or [""]]
            title, label = in_language(definition.title, language), definition.name_of(question, language)
            found.append(Correctable(key=_key(row, id_), form=title, label=label, parts=parts))
    return found


def correct(*, subject: bytes, key: str, raw: list[str]) -> None:
    """Put other words in the place of one detail; raises Problem for what its question does not take."""
    definitions = {definition.id: definition for definition in policy_facts.list_opened()}
    for row, values in _find(lambda values: _is_of(values, subject)):
        for id_ in values:
            if _key(row, id_) == key and row.form_id in definitions:
                settings = definitions[row.form_id].by_id[id_].settings
                value = settings.check(raw)
                kept = {name: one for name, one in values.items() if name != id_}
                _correct(row, kept if value is None else {**kept, id_: settings.store(value)})
                return
    raise NotFound("detail")


@transaction("people")
def _correct(row: Any, values: Mapping[str, Any]) -> None:
    """Under the same day of deletion and the same version of the policy."""
    lock = Lock(purpose=contacts.PURPOSE, form_id=row.form_id, delete_on=row.delete_on)
    if not people_contacts.correct(row, lock.seal(canonical(values), bytes(row.id))):
        raise NotFound("detail")


def _key(row: Any, question_id: str) -> str:
    return f"{bytes(row.id).hex()}-{row.delete_on.isoformat()}-{question_id}"


def erase_held(*, subject: bytes, today: date) -> None:
    for id_ in {bytes(row.id) for row, _values in _find(lambda values: _is_of(values, subject))}:
        contacts.erase_details(id_=id_)


def _find(is_mine: Any) -> list[tuple[Any, Mapping[str, Any]]]:
    """The rows of every sending that holds the address: its other rows go on other days and lack it."""
    opened = open_rows(_list_rows())
    ids = {bytes(row.id) for row, values in opened if is_mine(values)}
    return [(row, values) for row, values in opened if bytes(row.id) in ids]


def open_rows(rows: list[Any]) -> list[tuple[Any, Mapping[str, Any]]]:
    """Each with its stored values by question; those whose key is gone are left out."""
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
