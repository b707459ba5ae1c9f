"""Rows for researchers: what each person chose, as it is counted, without name, time or order; and the files of it."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from forms_app.domain.answers import drop_hidden
from forms_app.domain.definitions import Definition, Question
from forms_app.domain.exports import safe
from forms_app.domain.fields.kind import Table
from forms_app.domain.texts import in_language

BOXES = {0: "not chosen", 1: "chosen"}

Cell = str | int | bool | None  # None: not answered, or not asked


@dataclass(frozen=True)
class Column:
    """One thing that is counted of a question, named by ids and titled by its words."""

    name: str
    title: str
    type: str  # of Table Schema: string, integer, boolean
    values: tuple[str, ...]  # that a text may be, in order


@dataclass(frozen=True)
class RowSet:
    """The rows of one count, in random order."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


class Collector:
    """Takes ballots one by one as a count opens them; what is not counted is not taken, so own words never are."""

    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self._language = definition.languages[0]
        self._tables = [(q, table) for q in definition.answered for table in q.settings.tables()]
        self.columns = tuple(self._column(q, table) for q, table in self._tables)
        self.rows: list[tuple[Cell, ...]] = []

    def add(self, stored: Mapping[str, Any]) -> None:
        """One ballot's stored values, which were counted before."""
        kinds = self._definition.kinds
        loaded = {id_: kinds[id_].load(one) for id_, one in stored.items() if id_ in self._definition.answered_ids}
        _shown, given = drop_hidden(self._definition, loaded)
        labels = {id_: kinds[id_].tally(value) for id_, value in given.items()}
        self.rows.append(tuple(self._cell(table, labels.get(q.id)) for q, table in self._tables))

    def _column(self, question: Question, table: Table) -> Column:
        title = self._definition.name_of(question, self._language)
        if table.text:
            title += f": {in_language(table.text, self._language)}"
        alone = len(question.settings.tables()) == 1 and table.id == "choice"
        name = question.id if alone else f"{question.id}_{table.id}"
        words = tuple(in_language(text, self._language) for _, text in table.labels)
        kind = "boolean" if len(words) == 1 else "integer" if _is_numeric(table) else "string"
        return Column(name, title, kind, words if kind == "string" else ())

    def _cell(self, table: Table, labels: Mapping[str, str] | None) -> Cell:
        if labels is None:
            return None
        label = labels.get(table.id)
        if len(table.labels) == 1:
            return label is not None
        ids = [id_ for id_, _ in table.labels]
        if label is None or label not in ids:
            return None
        place = ids.index(label)
        return table.values[place] if _is_numeric(table) else in_language(table.labels[place][1], self._language)


def _is_numeric(table: Table) -> bool:
    """Whether every label stands for a number; with “does not apply” among them, labels stay words."""
    return bool(table.values) and all(value is not None for value in table.values)


def to_document(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> dict[str, Any]:
    return {"columns": [asdict(column) for column in columns], "rows": [list(row) for row in rows]}


def from_documents(documents: Sequence[Mapping[str, Any]]) -> RowSet:
    """The set whose parts these are."""
    columns = tuple(Column(**{**one, "values": tuple(one["values"])}) for one in documents[0]["columns"])
    return RowSet(columns, tuple(tuple(row) for part in documents for row in part["rows"]))


def to_csv(found: RowSet) -> str:
    """RFC 4180, safe in spreadsheets; true and false as Table Schema has them."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(column.name for column in found.columns)
    writer.writerows([_written(cell) for cell in row] for row in found.rows)
    return made.getvalue()


def to_json_lines(found: RowSet) -> str:
    names = [column.name for column in found.columns]
    lines = (json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) for row in found.rows)
    return "".join(f"{line}\n" for line in lines)


def to_table_schema(found: RowSet) -> str:
    """Table Schema (specs.frictionlessdata.io/table-schema), which says what each column is."""
    return json.dumps({"fields": list(_fields(found)), "missingValues": [""]}, ensure_ascii=False, indent=1)


def to_sheet(found: RowSet) -> list[dict[str, str | int | float | None]]:
    names = [column.name for column in found.columns]
    return [{name: _in_sheet(cell) for name, cell in zip(names, row, strict=True)} for row in found.rows]


def to_codes(found: RowSet) -> tuple[list[dict[int, str]], list[list[int | None]]]:
    """What the numbers of each column stand for, and the rows in numbers, as statistics programs have them."""
    codes = [dict(enumerate(column.values, start=1)) for column in found.columns]
    numbers = [{text: code for code, text in one.items()} for one in codes]
    rows = [[_coded(cell, known) for cell, known in zip(row, numbers, strict=True)] for row in found.rows]
    named = [BOXES if column.type == "boolean" else one for column, one in zip(found.columns, codes, strict=True)]
    return named, rows


def _coded(cell: Cell, known: Mapping[str, int]) -> int | None:
    return known[cell] if isinstance(cell, str) else None if cell is None else int(cell)


def _fields(found: RowSet) -> Iterator[dict[str, Any]]:
    for column in found.columns:
        bounds = {"constraints": {"enum": [safe(one) for one in column.values]}} if column.values else {}
        yield {"name": column.name, "title": column.title, "type": column.type, **bounds}


def _written(cell: Cell) -> str | int | float | None:
    return str(cell).lower() if isinstance(cell, bool) else safe(cell)


def _in_sheet(cell: Cell) -> str | int | float | None:
    return int(cell) if isinstance(cell, bool) else cell
