"""Publications of a form added up: all reports together, each figure with the bounds of its parts (R2)."""

from collections.abc import Mapping, Sequence
from typing import Any

Publication = Mapping[str, Any]
WITHHELD = {"printed": None, "bound": None}


def sum_of(publications: Sequence[Publication]) -> dict[str, Any]:
    """One publication out of several of one version, newest first; people are in exactly one each, so counts add up.

    What the newest asks stands, less what some report did not ask. A table is added up where every report printed the
    same rows of it. Groups are left out, and so are the questions that make them: each report merges its own.
    """
    counted = [one for one in publications if one["n"] is not None]
    newest = (counted or publications)[0]
    asked = [_by_id(one["questions"]) for one in counted]
    grouping = {one["question"] for one in newest["breakdowns"]}
    added = [q for q in newest["questions"] if q["id"] not in grouping and all(q["id"] in one for one in asked)]
    return {
        **newest,
        "first_day": min(one["first_day"] for one in publications),
        "last_day": max(one["last_day"] for one in publications),
        "n": sum(one["n"] for one in counted) if counted else None,
        "breakdowns": [],
        "questions": [_question(question, [one[question["id"]] for one in asked]) for question in added],
    }


def _question(question: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The question added up over what each report says of it."""
    found = [_by_id(part["tables"]) for part in parts]
    tables = [_table(table, [one.get(table["id"]) for one in found]) for table in question["tables"]]
    asked = question["asked"] and _sum([part["asked"] for part in parts])
    return {**question, "asked": asked, "asked_split": [], "tables": tables}


def _table(table: Mapping[str, Any], parts: Sequence[Mapping[str, Any] | None]) -> dict[str, Any]:
    whole = [part for part in parts if part is not None and _rows(part) == _rows(table)]
    if len(whole) < len(parts):
        whole = []
    sums = [_sum([part["rows"][place] for part in whole]) for place in range(len(table["rows"]))]
    bases = [part["base"] for part in whole]
    return {
        **table,
        "base": max(bases) if bases and None not in bases else None,
        "rows": [{**row, **count} for row, count in zip(table["rows"], sums, strict=True)],
        "no_answer": table["no_answer"] and _sum([part["no_answer"] for part in whole]),
        "splits": [],
    }


def _rows(table: Mapping[str, Any]) -> list[Any]:
    return [row["id"] for row in table["rows"]]


def _by_id(parts: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return {part["id"]: part for part in parts}


def _sum(counts: Sequence[Mapping[str, Any] | None]) -> dict[str, Any]:
    """Printed numbers added up, and their bounds; withheld where one is."""
    known = [count for count in counts if count is not None and count["printed"] is not None]
    if not known or len(known) < len(counts):
        return dict(WITHHELD)
    return {name: sum(count[name] for count in known) for name in ("printed", "bound")}
