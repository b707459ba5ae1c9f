"""Publications of a form added up: all reports together, each figure with the bounds of its parts (R2)."""

from collections.abc import Mapping, Sequence
from typing import Any

Publication = Mapping[str, Any]
WITHHELD = {"printed": None, "bound": None}


def sum_of(publications: Sequence[Publication]) -> dict[str, Any]:
    """One publication out of several of one version, newest first; people are in exactly one each, so counts add up.

    What the newest asks stands; a question is added up where every report printed the same rows of it, and groups
    are left out: each report merges its own.
    """
    counted = [one for one in publications if one["n"] is not None]
    newest = (counted or publications)[0]
    return {
        **newest,
        "first_day": min(one["first_day"] for one in publications),
        "last_day": max(one["last_day"] for one in publications),
        "n": sum(one["n"] for one in counted) if counted else None,
        "breakdowns": [],
        "questions": [_question(question, counted) for question in newest["questions"]],
    }


def _question(question: Mapping[str, Any], counted: Sequence[Publication]) -> dict[str, Any]:
    found = [_by_id(one["questions"]).get(question["id"]) for one in counted]
    alike = [one for one in found if one is not None]
    is_whole = len(alike) == len(counted)
    tables = [
        _table(table, [_by_id(one["tables"]).get(table["id"]) for one in found if one]) for table in question["tables"]
    ]
    asked = question["asked"] and _sum([one["asked"] for one in alike])
    return {**question, "asked": asked, "asked_split": [], "tables": tables if is_whole else []}


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
