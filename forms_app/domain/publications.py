"""The immutable figures of one release (publication/1), made from a tally."""

from datetime import date
from typing import Any

from forms_app.domain import disclosure
from forms_app.domain.definitions import Definition, Question
from forms_app.domain.fields.kind import Table
from forms_app.domain.tallies import Tally

MINIMUM = 10  # people (R3)


def publish(
    tally: Tally, *, secret: bytes, number: int, version: int, first_day: date, last_day: date
) -> dict[str, Any]:
    """The publication of at least ten people."""
    places = [(q, table) for q in tally.definition.answered for table in _printable(tally.definition, q)]
    drawn = disclosure.draw_tables([tally.cells(q, table) for q, table in places], n=tally.n, secret=secret)
    tables: dict[str, list[dict[str, Any]]] = {q.id: [] for q in tally.definition.answered}
    for (q, table), printed in zip(places, drawn, strict=True):
        tables[q.id].append(_table(q, table, printed))
    return {
        **_head(tally.definition, number, version, first_day, last_day),
        "outcome": "figures",
        "n": tally.n,
        "questions": [_question(q, tables[q.id]) for q in tally.definition.answered],
    }


def publish_fewer_than_ten(
    definition: Definition, *, number: int, version: int, first_day: date, last_day: date
) -> dict[str, Any]:
    """The publication that says that ten were never reached."""
    head = _head(definition, number, version, first_day, last_day)
    return {**head, "outcome": "fewer_than_ten", "n": None, "questions": []}


def _printable(definition: Definition, question: Question) -> list[Table]:
    """The tables whose only known sum is n; others wait for an audit that knows what binds them."""
    if question.settings.linked or definition.is_conditional(question):
        return []
    return question.settings.tables()


def _head(definition: Definition, number: int, version: int, first_day: date, last_day: date) -> dict[str, Any]:
    return {
        "format": "publication/1",
        "form": definition.id,
        "number": number,
        "versions": [version],
        "languages": list(definition.languages),
        "title": dict(definition.title),
        "first_day": first_day.isoformat(),
        "last_day": last_day.isoformat(),
    }


def _question(question: Question, tables: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": question.id,
        "kind": question.kind,
        "text": dict(question.text),
        "is_read": question.settings.may_hold_text(),
        "tables": tables,
    }


def _table(question: Question, table: Table, printed: disclosure.Printed) -> dict[str, Any]:
    bound = printed.base and printed.base - 1
    rows = [
        {"id": label, "text": dict(text), "printed": value, "bound": bound}
        for (label, text), value in zip(table.labels, printed.values[:-1], strict=True)
    ]
    none_bound = 0 if question.required and question.settings.covers else bound
    return {
        "id": table.id,
        "text": table.text and dict(table.text),
        "base": printed.base,
        "rows": rows,
        "no_answer": {"printed": printed.values[-1], "bound": none_bound},
    }
