"""The immutable figures of one release (publication/1), made from a tally."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from forms_app.domain import disclosure
from forms_app.domain.definitions import Definition, Question
from forms_app.domain.disclosure import Printed, PrintedQuestion, PrintedTable, Release
from forms_app.domain.fields.kind import Class, Table
from forms_app.domain.piping import readable
from forms_app.domain.plans import plan_of
from forms_app.domain.polls import EXACT_FROM, is_exact
from forms_app.domain.tallies import Tally
from forms_app.domain.texts import Text

MINIMUM = 10  # people (R3)
OTHERS = "others"
OTHER_GROUPS: Text = {"en": "Other groups"}
NO_ANSWER: Text = {"en": "No answer"}
Corrections = Sequence[Mapping[str, Any]]  # of the wording: day, question, was, now


def publish(
    tally: Tally,
    *,
    secret: bytes,
    number: int,
    version: int,
    first_day: date,
    last_day: date,
    corrections: Corrections = (),
) -> dict[str, Any]:
    """The publication of at least ten people."""
    definition = tally.definition
    release = _release(tally, secret)
    return {
        **_head(definition, number, version, first_day, last_day, corrections),
        "outcome": "figures",
        "n": tally.n,
        "breakdowns": [_breakdown(definition.by_id[id_], release) for id_ in release.groups],
        "questions": [_question(definition, q, release) for q in definition.answered],
    }


def _release(tally: Tally, secret: bytes) -> Release:
    plan = plan_of(tally)
    if is_exact(tally.definition, tally.n):
        return disclosure.tell(plan, at_least=EXACT_FROM)
    return disclosure.draw(plan, secret=secret)


def publish_fewer_than_ten(
    definition: Definition,
    *,
    number: int,
    version: int,
    first_day: date,
    last_day: date,
    corrections: Corrections = (),
) -> dict[str, Any]:
    """The publication that says that ten were never reached."""
    head = _head(definition, number, version, first_day, last_day, corrections)
    return {**head, "outcome": "fewer_than_ten", "n": None, "breakdowns": [], "questions": []}


def _head(
    definition: Definition, number: int, version: int, first_day: date, last_day: date, corrections: Corrections
) -> dict[str, Any]:
    return {
        "format": "publication/1",
        "form": definition.id,
        "number": number,
        "versions": [version],
        "corrections": list(corrections),
        "languages": list(definition.languages),
        "title": dict(definition.title),
        "first_day": first_day.isoformat(),
        "last_day": last_day.isoformat(),
    }


def _asked_split(breakdown: str, printed: Printed) -> dict[str, Any]:
    return {"breakdown": breakdown, "groups": [_count(value, printed) for value in printed.values]}


def _breakdown(question: Question, release: Release) -> dict[str, Any]:
    """The groups by which results are split, with their sizes."""
    (table,) = question.settings.tables()
    (printed,) = release.questions[question.id].tables
    groups = [
        {**_group_name(table, part), **_count(value, printed.whole)}
        for part, value in zip(printed.parts, printed.whole.values, strict=True)
    ]
    return {"question": question.id, "groups": groups}


def _group_name(table: Table, part: disclosure.Part) -> dict[str, Any]:
    if len(part) > 1:
        return {"id": OTHERS, "text": OTHER_GROUPS}
    if part[0] == len(table.labels):
        return {"id": None, "text": NO_ANSWER}
    id_, text = table.labels[part[0]]
    return {"id": id_, "text": dict(text)}


def _question(definition: Definition, question: Question, release: Release) -> dict[str, Any]:
    printed = release.questions.get(question.id, PrintedQuestion(None, ()))
    tables = [] if question.id in definition.breakdowns else _tables(question, printed)
    return {
        "id": question.id,
        "kind": question.kind,
        "text": readable(question.text, definition.texts_by_id),
        "is_read": question.settings.may_hold_text(),
        "is_conditional": definition.is_conditional(question),
        "asked": printed.asked and _count(printed.asked.values[0], printed.asked),
        "asked_split": [_asked_split(id_, shown) for id_, shown in printed.asked_split.items()],
        "tables": tables,
    }


def _tables(question: Question, printed: PrintedQuestion) -> list[dict[str, Any]]:
    return [
        _table(question, table, shown)
        for table, shown in zip(question.settings.tables(), printed.tables, strict=bool(printed.tables))
    ]


def _table(question: Question, table: Table, shown: PrintedTable) -> dict[str, Any]:
    """Rows in order, "no answer" apart where it is printed."""
    classes = table.classes if any(len(part) > 1 for part in shown.parts) else ()
    rows = [_row_name(table, classes, part) for part in shown.parts]
    counts = _counts(question, table, shown.parts, shown.whole.values, shown.whole)
    none = next((count for row, count in zip(rows, counts, strict=True) if row is None), None)
    return {
        "id": table.id,
        "text": table.text and dict(table.text),
        "score": None if classes else table.score,
        "base": shown.whole.base,
        "rows": [{**row, **count} for row, count in zip(rows, counts, strict=True) if row is not None],
        "no_answer": none,
        "splits": [_split(question, table, shown, id_, printed) for id_, printed in shown.split.items()],
    }


def _row_name(table: Table, classes: Sequence[Class], part: disclosure.Part) -> dict[str, Any] | None:
    """What a row counts; None for "no answer"."""
    labels = tuple(table.labels[position][0] for position in part if position < len(table.labels))
    if not labels:
        return None
    found = next((one for one in classes if one.labels == labels), None)
    if found is not None:
        return {"id": found.id, "text": dict(found.text), "value": None}
    id_, text = table.labels[part[0]]
    return {"id": id_, "text": dict(text), "value": table.values[part[0]] if table.values else None}


def _split(question: Question, table: Table, shown: PrintedTable, breakdown: str, printed: Printed) -> dict[str, Any]:
    """The same rows group by group, "no answer" last where it is printed."""
    width = len(shown.parts)
    values = [printed.values[start : start + width] for start in range(0, len(printed.values), width)]
    groups = [_counts(question, table, shown.parts, row, printed) for row in values]
    return {"breakdown": breakdown, "base": printed.base, "groups": groups}


def _counts(
    question: Question, table: Table, parts: Sequence[disclosure.Part], values: Sequence[int | None], printed: Printed
) -> list[dict[str, Any]]:
    """A count for each part; one that cannot be is exactly 0."""
    cannot_miss = question.required and question.settings.covers
    return [
        {"printed": value, "bound": 0}
        if cannot_miss and part == (len(table.labels),) and printed.base is not None
        else _count(value, printed)
        for part, value in zip(parts, values, strict=True)
    ]


def _count(value: int | None, printed: Printed) -> dict[str, Any]:
    return {"printed": value, "bound": printed.bound}
