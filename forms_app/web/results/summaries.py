"""A report on one sheet of A4: so many lines of so many letters, and a sentence about what is left out."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _

ROOMY = 18  # questions that have two lines each on the sheet; more have one
MOST = 36  # questions that have a line
LEADING = 3  # answers or rows that are said of a question
TITLE, LINE, HALF_LINE, NAME = 110, 120, 60, 40  # letters


def summary_of(report: dict[str, Any]) -> dict[str, Any]:
    """What stands on the sheet of a report as result_faces made it."""
    told = [question for question in report["questions"] if question["tables"]]
    is_dense = len(told) > ROOMY
    lines = [_line(question, HALF_LINE if is_dense else LINE) for question in told[:MOST]]
    return {
        "title": _short(report["title"], TITLE),
        "lines": lines,
        "is_dense": is_dense,
        "left_out": len(told) - len(lines),
        "comments": sum(question["is_read"] for question in report["questions"]),
    }


def _line(question: dict[str, Any], letters: int) -> dict[str, str]:
    return {
        "text": _short(question["text"], letters),
        "figures": "; ".join(_figures(question["tables"])),
    }


def _figures(tables: list[dict[str, Any]]) -> Iterable[str]:
    if len(tables) == 1:
        return [*_sums(tables[0]), *_leading(tables[0], LEADING)]
    said = [f"{_short(table['text'])}: {(_sums(table) or _leading(table, 1))[0]}" for table in tables[:LEADING]]
    return [*said, "…"] if len(tables) > LEADING else said


def _sums(table: dict[str, Any]) -> list[str]:
    found = []
    if table["mean"] is not None:
        found.append(_("Mean: about %(mean)s", mean=table["mean"]))
    if table["nps"] is not None:
        found.append(_("Recommendation score: about %(score)s", score=table["nps"]))
    return found


def _leading(table: dict[str, Any], most: int) -> list[str]:
    """The largest printed numbers first, ties in the form's order; what is not told yet is said once."""
    if table["base"] is None:
        return [_("not enough answers yet")]
    rows = sorted(table["rows"], key=lambda row: -(row["printed"] or 0))
    return [f"{_short(row['text'])} {row['words']}" for row in rows[:most]]


def _short(text: str, letters: int = NAME) -> str:
    """The beginning of a text, ended between words where one ends nearby."""
    whole = " ".join(text.split())
    if len(whole) <= letters:
        return whole
    cut = whole[: letters - 1]
    words = cut.rpartition(" ")[0]
    return (words if len(words) > letters // 2 else cut).rstrip() + "…"
