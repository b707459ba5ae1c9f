"""The immutable figures of one release (publication/1), made from a tally."""

from datetime import date
from typing import Any

from forms_app.domain import disclosure
from forms_app.domain.definitions import Definition, Question
from forms_app.domain.tallies import Tally

MINIMUM = 10  # people (R3)


def publish(
    tally: Tally, *, secret: bytes, number: int, version: int, first_day: date, last_day: date
) -> dict[str, Any]:
    """The publication of at least ten people."""
    counted = [q for q in tally.definition.questions if not q.settings.is_text]
    drawn = disclosure.draw_tables([tally.table(q) for q in counted], n=tally.n, secret=secret)
    tables = {q.id: _table(q, printed) for q, printed in zip(counted, drawn, strict=True)}
    return {
        **_head(tally.definition, number, version, first_day, last_day),
        "outcome": "figures",
        "n": tally.n,
        "questions": [_question(q, tables.get(q.id)) for q in tally.definition.questions],
    }


def publish_fewer_than_ten(
    definition: Definition, *, number: int, version: int, first_day: date, last_day: date
) -> dict[str, Any]:
    """The publication that says that ten were never reached."""
    head = _head(definition, number, version, first_day, last_day)
    return {**head, "outcome": "fewer_than_ten", "n": None, "questions": []}


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


def _question(question: Question, table: dict[str, Any] | None) -> dict[str, Any]:
    return {"id": question.id, "kind": question.kind, "text": dict(question.text), "table": table}


def _table(question: Question, printed: disclosure.Printed) -> dict[str, Any]:
    bound = printed.base and printed.base - 1
    labels = question.settings.labels()
    rows = [
        {"id": label, "text": dict(text), "printed": value, "bound": bound}
        for (label, text), value in zip(labels, printed.values[:-1], strict=True)
    ]
    none_bound = 0 if question.required else bound
    return {"base": printed.base, "rows": rows, "no_answer": {"printed": printed.values[-1], "bound": none_bound}}
