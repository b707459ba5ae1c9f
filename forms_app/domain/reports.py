"""Figures to what managers read: ranges, per cents, means and words, from printed numbers only (R6)."""

from collections.abc import Mapping, Sequence
from typing import Any

WORDS_BELOW = 30  # people: ranges in words, no per cent (UX.md)
PLAIN_FROM = 200  # people: per cents without "about"
PROMOTERS, DETRACTORS = 9, 6  # at least, at most; of 0 to 10
NPS_STEP = 5  # a recommendation score is said in steps of this (R6)

Count = Mapping[str, Any]  # printed, bound
NOTHING: Count = {"printed": None, "bound": None}


def report_of(publication: Mapping[str, Any]) -> dict[str, Any]:
    """A publication with what follows from it: low and high, answered, per cent, mean, recommendation score."""
    n = publication["n"]
    sizes = {one["question"]: one["groups"] for one in publication["breakdowns"]}
    kept = ("number", "n", "outcome", "first_day", "last_day", "languages", "title")
    return {
        **{name: publication[name] for name in kept},
        "breakdowns": [_breakdown(one, n) for one in publication["breakdowns"]],
        "questions": [_question(question, n, sizes) for question in publication["questions"]],
    }


def _breakdown(breakdown: Mapping[str, Any], n: int) -> dict[str, Any]:
    return {**breakdown, "groups": [{**group, **_range(group, n)} for group in breakdown["groups"]]}


def _question(question: Mapping[str, Any], n: int, sizes: Mapping[str, Sequence[Count]]) -> dict[str, Any]:
    asked = question["asked"] or {"printed": n, "bound": 0}
    if question["is_conditional"]:  # how many of a group were asked is not printed
        sizes = {id_: [NOTHING] * len(groups) for id_, groups in sizes.items()}
    tables = [_table(table, asked, n, sizes) for table in question["tables"]]
    return {**question, "asked": question["asked"] and _range(question["asked"], n), "tables": tables}


def _table(table: Mapping[str, Any], asked: Count, n: int, sizes: Mapping[str, Sequence[Count]]) -> dict[str, Any]:
    none = table["no_answer"]
    if (asked["printed"] or 0) < WORDS_BELOW:
        table = {**table, "score": None}
    splits = [
        _split(table, split, [size["printed"] for size in sizes[split["breakdown"]]], n) for split in table["splits"]
    ]
    return {
        **{name: table[name] for name in ("id", "text", "score", "base")},
        **_answered(asked if table["base"] else NOTHING, none),
        **_figures(table, [*table["rows"]], asked["printed"], n),
        "no_answer": none and _range(none, n),
        "splits": splits,
    }


def _answered(asked: Count, none: Count | None) -> dict[str, Any]:
    """People asked less those who gave no answer, and how far that may be off; the bounds of both add up."""
    if none is None:
        return {"answered": asked["printed"], "answered_bound": asked["bound"]}
    if none["printed"] is None or asked["printed"] is None:
        return {"answered": None, "answered_bound": None}
    return {
        "answered": max(0, asked["printed"] - none["printed"]),
        "answered_bound": asked["bound"] + none["bound"],
    }


def _split(table: Mapping[str, Any], split: Mapping[str, Any], people: Sequence[int | None], n: int) -> dict[str, Any]:
    """The rows of a table for each group of a breakdown, as figures of their own."""
    groups = []
    for counts, size in zip(split["groups"], people, strict=True):
        rows = [{**row, **count} for row, count in zip(table["rows"], counts, strict=False)]
        none = counts[-1] if table["no_answer"] else None
        groups.append({**_figures(table, rows, size, n), "no_answer": none and _range(none, n)})
    return {"breakdown": split["breakdown"], "base": split["base"], "groups": groups}


def _figures(table: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], asked: int | None, n: int) -> dict[str, Any]:
    """Rows with ranges and per cents, and what sums them up."""
    whole = asked if len(rows) == 1 else sum(row["printed"] or 0 for row in rows)
    may_say = n >= WORDS_BELOW
    return {
        "rows": [_row(row, n, whole if may_say else None) for row in rows],
        "mean": _mean(rows) if may_say and table["score"] else None,
        "nps": _nps(rows) if may_say and table["score"] == "nps" else None,
    }


def _row(row: Mapping[str, Any], n: int, whole: int | None) -> dict[str, Any]:
    shown = {"id": row["id"], "text": row["text"], "value": row["value"], **_range(row, n)}
    return {**shown, "percent": _percent(row["printed"], whole)}


def _range(count: Count, n: int) -> dict[str, Any]:
    printed, bound = count["printed"], count["bound"]
    if printed is None:
        return {"printed": None, "low": None, "high": None}
    return {"printed": printed, "low": max(0, printed - bound), "high": min(n, printed + bound)}


def _percent(printed: int | None, whole: int | None) -> int | None:
    """Whole per cent, halves up; rounding may print more than everybody, which is said as 100."""
    return None if printed is None or not whole else min(100, (200 * printed + whole) // (2 * whole))


def _mean(rows: Sequence[Mapping[str, Any]]) -> float | None:
    """To a tenth, over the rows that stand for a number."""
    counted = [(row["value"], row["printed"]) for row in rows if row["value"] is not None]
    people = sum(printed or 0 for _, printed in counted)
    if not people or any(printed is None for _, printed in counted):
        return None
    return float(round(sum(value * printed for value, printed in counted) / people, 1))


def _nps(rows: Sequence[Mapping[str, Any]]) -> int | None:
    """Per cent of promoters less per cent of detractors, to the nearest five."""
    counted = [(row["value"], row["printed"] or 0) for row in rows if row["value"] is not None]
    people = sum(printed for _, printed in counted)
    if not people or _mean(rows) is None:
        return None
    score = sum(p for value, p in counted if value >= PROMOTERS) - sum(p for value, p in counted if value <= DETRACTORS)
    return NPS_STEP * round(100 * score / people / NPS_STEP)
