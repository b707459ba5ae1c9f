"""Rows for researchers: kept at a count in random order, sealed until their day, each file taken in the log."""

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from forms_app.domain.canonical import canonical
from forms_app.domain.errors import NotFound, Unreadable
from forms_app.domain.microdata import (
    Cell,
    Column,
    RowSet,
    from_documents,
    to_codes,
    to_csv,
    to_document,
    to_json_lines,
    to_sheet,
    to_table_schema,
)
from forms_app.gateways import people_keys, spss
from forms_app.gateways.workbooks import to_xlsx
from forms_app.services import activity
from forms_app.storage import people_microdata, publications
from forms_app.storage.database import looking, reading, transaction

PURPOSE = "rows"
MOST_IN_PART = 5_000  # rows sealed together
MARK = "\ufeff"  # without it spreadsheets take the letters of a table for others
FILES = {"csv": to_csv, "schema.json": to_table_schema, "jsonl": to_json_lines}


def make_key(*, form_id: str) -> None:
    people_keys.make_form_key(PURPOSE, form_id)


@transaction("people")
def keep_rows(
    *, form_id: str, batch: int, columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]], delete_on: date
) -> None:
    """Keep the rows of a count in random order; safe to repeat."""
    shuffled = list(rows)
    secrets.SystemRandom().shuffle(shuffled)
    parts = []
    for start in range(0, len(shuffled), MOST_IN_PART):
        id_, plain = secrets.token_bytes(16), to_document(columns, shuffled[start : start + MOST_IN_PART])
        try:
            body = people_keys.seal(canonical(plain), purpose=PURPOSE, form_id=form_id, delete_on=delete_on, row_id=id_)
        except Unreadable:
            return  # staff deleted what the form kept
        parts.append((id_, body))
    people_microdata.replace_parts(form_id, batch, parts, delete_on=delete_on)


def find_day(*, form_id: str, number: int) -> date | None:
    """The day on which the rows of a published count go; None where there are none."""
    day = _find_day(form_id, number)
    return day if day and _is_published(form_id, number) else None


def look(*, form_id: str, number: int) -> tuple[tuple[Column, ...], int]:
    """What the columns are, and how many rows there are; never a row. Raises NotFound."""
    found = _get(form_id, number)
    return found.columns, len(found.rows)


def writes_spss() -> bool:
    return spss.is_here()


def export(*, form_id: str, number: int, kind: str) -> str | bytes:
    """The rows as a file of one of FILES; raises NotFound where there are none."""
    if kind == "sav" and not spss.is_here():
        raise NotFound("rows")
    found, day = _get(form_id, number), find_day(form_id=form_id, number=number)
    activity.record("rows taken", form_id=form_id, number=number, kind=kind)
    if kind == "sav":
        columns, (codes, rows) = found.columns, to_codes(found)
        return spss.to_sav([one.name for one in columns], [one.title for one in columns], codes, rows)
    if kind == "xlsx" and day:
        return to_xlsx([column.name for column in found.columns], to_sheet(found), day=day)
    return (MARK if kind == "csv" else "") + FILES[kind](found)


def _get(form_id: str, number: int) -> RowSet:
    if not _is_published(form_id, number):
        raise NotFound("rows")
    return _open(form_id, number)


@reading("people")
def _open(form_id: str, number: int) -> RowSet:
    documents = []
    for row in people_microdata.list_parts(form_id, number):
        try:
            documents.append(_opened(row))
        except Unreadable:
            raise NotFound("rows") from None
    if not documents:
        raise NotFound("rows")
    return from_documents(documents)


def _opened(row: Any) -> Mapping[str, Any]:
    id_ = bytes(row.id)
    place = {"purpose": PURPOSE, "form_id": row.form_id, "delete_on": row.delete_on, "row_id": id_}
    found: Mapping[str, Any] = json.loads(people_keys.open_sealed(bytes(row.body), **place))
    return found


@looking("people")
def _find_day(form_id: str, number: int) -> date | None:
    return people_microdata.find_last_day(form_id, number)


@reading("site")
def _is_published(form_id: str, number: int) -> bool:
    return publications.has_publication(form_id, number)


def erase_form(*, form_id: str) -> None:
    """Delete the rows of a form, for good; safe to repeat. The key goes first: then nothing opens them."""
    people_keys.destroy_form_key(PURPOSE, form_id)
    _delete_form(form_id)


@transaction("people")
def _delete_form(form_id: str) -> None:
    people_microdata.delete_form(form_id)


@reading("people")
def count_due(*, today: date) -> int:
    return people_microdata.count_due(today)


@transaction("people")
def purge(*, today: date) -> int:
    return people_microdata.purge(today)
