"""Figures to what managers read: ranges, per cents, means and words, from printed numbers only (R6)."""

from collections.abc import Mapping, Sequence
from typing import Any

from forms_app.domain.scores import mean, mean_range, nps, nps_range
from forms_app.domain.shares import percent, percent_range

WORDS_BELOW = 30  # people: ranges in words, no per cent (UX.md)
PLAIN_FROM = 200  # people: per cents without "about"
EXACT = 1  # base of a table whose numbers are not rounded

Count = Mapping[str, Any]  # printed, bound
NOTHING: Count = {"printed": None, "bound": None}


def report_of(publication: Mapping[str, Any]) -> dict[str, Any]:
    """A publication with what follows from it: low and high, answered, per cent, mean, recommendation score."""
    n = publication["n"]
    sizes = {one["question"]: one["groups"] for one in publication["breakdowns"]}
    kept = ("number", "versions", "n", "outcome", "first_day", "last_day", "languages", "title")
    return {
        **{name: publication[name] for name in kept},
        "is_exact": any(t["base"] == EXACT for question in publication["questions"] for t in question["tables"]),
        "corrections": publication.get("corrections", []),
        "breakdowns": [_breakdown(one, n) for one in publication["breakdowns"]],
        "questions": [shown for question in publication["questions"] for shown in _shown(question, publication, sizes)],
    }


def _breakdown(breakdown: Mapping[str, Any], n: int) -> dict[str, Any]:
    return {**breakdown, "groups": [{**group, **_range(group, n)} for group in breakdown["groups"]]}


def _shown(
    question: Mapping[str, Any], publication: Mapping[str, Any], sizes: Mapping[str, Sequence[Count]]
) -> list[dict[str, Any]]:
    """A question, and after it the topics in its comments where these were counted."""
    themes = publication.get("themes", {}).get(question["id"])
    shown = {**_question(question, publication["n"], sizes), "of": "people"}
    return [shown] if themes is None else [shown, {**_question(themes, themes["whole"], {}), "of": "comments"}]


def _question(question: Mapping[str, Any], n: int, sizes: Mapping[str, Sequence[Count]]) -> dict[str, Any]:
    asked = question["asked"] or {"printed": n, "bound": 0}
    in_groups = [
        {**split, "groups": [_range(group, n) for group in split["groups"]]}
        for split in question.get("asked_split", ())  # publications of earlier days have none
    ]
    if question["is_conditional"]:
        unknown = {id_: [NOTHING] * len(groups) for id_, groups in sizes.items()}
        sizes = {**unknown, **{split["breakdown"]: split["groups"] for split in in_groups}}
    tables = [_table(table, asked, n, sizes) for table in question["tables"]]
    shown = question["asked"] and _range(question["asked"], n)
    return {**question, "asked": shown, "asked_split": in_groups, "tables": tables}


def _table(table: Mapping[str, Any], asked: Count, n: int, sizes: Mapping[str, Sequence[Count]]) -> dict[str, Any]:
    none = table["no_answer"]
    if (asked["printed"] or 0) < WORDS_BELOW:
        table = {**table, "score": None}
    answered = _answered(asked if table["base"] else NOTHING, none)
    return {
        **{name: table[name] for name in ("id", "text", "score", "base")},
        "answered": answered["printed"],
        "answered_bound": answered["bound"],
        **_figures(table, table["rows"], answered, n),
        "no_answer": none and _range(none, n),
        "splits": [_split(table, split, sizes[split["breakdown"]], n) for split in table["splits"]],
    }


def _answered(asked: Count, none: Count | None) -> Count:
    """People asked less those who gave no answer; the bounds of both add up."""
    if none is None:
        return asked
    if none["printed"] is None or asked["printed"] is None:
        return NOTHING
    return {"printed": max(0, asked["printed"] - none["printed"]), "bound": asked["bound"] + none["bound"]}


def _split(table: Mapping[str, Any], split: Mapping[str, Any], people: Sequence[Count], n: int) -> dict[str, Any]:
    """The rows of a table for each group of a breakdown, as figures of their own."""
    groups = []
    for counts, size in zip(split["groups"], people, strict=True):
        rows = [{**row, **count} for row, count in zip(table["rows"], counts, strict=False)]
        none = counts[-1] if table["no_answer"] else None
        groups.append({**_figures(table, rows, _answered(size, none), n), "no_answer": none and _range(none, n)})
    return {"breakdown": split["breakdown"], "base": split["base"], "groups": groups}


def _figures(table: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], answered: Count, n: int) -> dict[str, Any]:
    """Rows with ranges and per cents, and what sums them up."""
    ranged = [{**{name: row[name] for name in ("id", "text", "value")}, **_range(row, n)} for row in rows]
    if n < WORDS_BELOW:
        return {"rows": [{**row, **_share(None, None)} for row in ranged], **_scores([], None)}
    whole = answered["printed"] if len(rows) == 1 else sum(row["printed"] or 0 for row in rows)
    people = _range(answered, n)
    among = (0, n) if people["low"] is None else (people["low"], people["high"])
    shares = [_share(percent(row["printed"], whole), percent_range(at, ranged, among)) for at, row in enumerate(ranged)]
    return {
        "rows": [{**row, **share} for row, share in zip(ranged, shares, strict=True)],
        **_scores(ranged, table["score"]),
    }


def _share(value: int | None, between: tuple[int, int] | None) -> dict[str, Any]:
    low, high = between if value is not None and between else (None, None)
    return {"percent": value, "percent_low": low, "percent_high": high}


def _scores(rows: Sequence[Mapping[str, Any]], score: str | None) -> dict[str, Any]:
    """The mean and the recommendation score where a table may say them, with their ranges."""
    said = {"mean": (mean, mean_range) if score else None, "nps": (nps, nps_range) if score == "nps" else None}
    found: dict[str, Any] = {}
    for name, ways in said.items():
        value, between = (ways[0](rows), ways[1](rows)) if ways else (None, None)
        low, high = between if value is not None and between else (None, None)
        found |= {name: value, f"{name}_low": low, f"{name}_high": high}
    return found


def _range(count: Count, n: int) -> dict[str, Any]:
    """A count with the fewest and the most people it stands for."""
    printed, bound = count["printed"], count["bound"]
    if printed is None:
        return {"printed": None, "bound": None, "low": None, "high": None}
    return {"printed": printed, "bound": bound, "low": max(0, printed - bound), "high": min(n, printed + bound)}
