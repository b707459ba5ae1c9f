"""Figures to what managers read: ranges, per cents and words, from printed numbers only (R6)."""

from collections.abc import Mapping
from typing import Any

WORDS_BELOW = 30  # people: ranges in words, no per cent (UX.md)
PLAIN_FROM = 200  # people: per cents without "about"


def report_of(publication: Mapping[str, Any]) -> dict[str, Any]:
    """A publication with what follows from it: low and high, answered, per cent."""
    n = publication["n"]
    questions = [{**q, "tables": [_table(table, n) for table in q["tables"]]} for q in publication["questions"]]
    kept = ("number", "n", "outcome", "first_day", "last_day", "languages", "title")
    return {**{name: publication[name] for name in kept}, "questions": questions}


def _table(table: Mapping[str, Any], n: int) -> dict[str, Any]:
    none = table["no_answer"]
    total = sum(row["printed"] or 0 for row in table["rows"])
    return {
        "id": table["id"],
        "text": table["text"],
        "base": table["base"],
        "answered": None if none["printed"] is None else max(0, n - none["printed"]),
        "answered_bound": none["bound"],
        "rows": [_row(row, n, total) for row in table["rows"]],
        "no_answer": _range(none, n),
    }


def _row(row: Mapping[str, Any], n: int, total: int) -> dict[str, Any]:
    shown = {"id": row["id"], "text": row["text"], **_range(row, n)}
    return {**shown, "percent": _percent(row["printed"], total) if n >= WORDS_BELOW else None}


def _range(count: Mapping[str, Any], n: int) -> dict[str, Any]:
    printed, bound = count["printed"], count["bound"]
    if printed is None:
        return {"printed": None, "low": None, "high": None}
    return {"printed": printed, "low": max(0, printed - bound), "high": min(n, printed + bound)}


def _percent(printed: int | None, total: int) -> int | None:
    """Whole per cent, halves up."""
    return None if printed is None or total == 0 else (200 * printed + total) // (2 * total)
