"""Figures of publications as rows for tables elsewhere: one row a figure, stable columns, safe in spreadsheets."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from forms_app.domain.publications import NO_ANSWER
from forms_app.domain.reports import report_of
from forms_app.domain.texts import choose_language, in_language

COLUMNS = (
    *("form", "report", "first_day", "last_day", "reports_summed", "version", "people"),
    *("question", "question_text", "table", "table_text", "figure", "answer", "answer_text"),
    *("breakdown", "group", "group_text"),
    *("printed", "low", "high", "base", "asked", "asked_low", "asked_high", "per_cent", "value"),
)
FIGURES = ("people", "group_size", "answer", "no_answer", "mean", "recommendation_score")
FULL_WIDTH = "\uff1d\uff0b\uff0d\uff20"  # which some spreadsheets read as the four below
FORMULA_STARTS = (*"=+-@", *FULL_WIDTH, "\t", "\r", "\n")  # owasp.org/www-community/attacks/CSV_Injection

Cell = str | int | float | None
Row = dict[str, Cell]
Given = Mapping[str, Any]


def document_of(publications: Sequence[Given], *, slug: str) -> dict[str, Any]:
    """Reports of a form, newest first, as JSON says them."""
    newest = publications[0]
    summed = {"reports_summed": 1}
    return {
        "form": newest["form"],
        "slug": slug,
        "languages": newest["languages"],
        "title": newest["title"],
        "reports": [{**report_of(one), "versions": one["versions"], **summed} for one in publications],
    }


def rows_of(publication: Given, *, slug: str, wanted: str) -> list[Row]:
    """Every figure of a publication, with its texts in the wanted language where it has it; withheld ones empty."""
    report = report_of(publication)
    language = choose_language([wanted], report["languages"])
    start: Row = {
        **dict.fromkeys(COLUMNS),
        "form": slug,
        "report": report["number"],
        "first_day": report["first_day"],
        "last_day": report["last_day"],
        "reports_summed": 1,
        "version": "+".join(map(str, publication["versions"])),
        "people": report["n"],
    }
    n = report["n"]
    everybody = {"figure": "people", "printed": n, "low": n, "high": n, "base": n and 1}
    sizes = [{**start, **row} for row in _sizes(report, language)]
    found = [{**start, **row} for question in report["questions"] for row in _question(report, question, language)]
    return [{**start, **everybody}, *sizes, *found]


def to_csv(rows: Sequence[Row]) -> str:
    """RFC 4180: lines end in CR LF."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(COLUMNS)
    writer.writerows([safe(row[column]) for column in COLUMNS] for row in rows)
    return made.getvalue()


def safe(cell: Cell) -> Cell:
    """A text that a spreadsheet would take for a formula is marked as a text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def _sizes(report: Given, language: str) -> Iterator[Row]:
    texts = {question["id"]: in_language(question["text"], language) for question in report["questions"]}
    for breakdown in report["breakdowns"]:
        id_ = breakdown["question"]
        for group in breakdown["groups"]:
            base = None if group["bound"] is None else group["bound"] + 1
            yield {
                **{"question": id_, "question_text": texts[id_], "figure": "group_size"},
                **_named_group(id_, group, language),
                **_range(group),
                "base": base,
            }


def _question(report: Given, question: Given, language: str) -> Iterator[Row]:
    n = report["n"]
    asked = question["asked"] or {"printed": n, "low": n, "high": n}
    about: Row = {"question": question["id"], "question_text": in_language(question["text"], language)}
    about |= {"asked": asked["printed"], "asked_low": asked["low"], "asked_high": asked["high"]}
    for table in question["tables"]:
        text = table["text"] and in_language(table["text"], language)
        here: Row = {**about, "table": table["id"], "table_text": text}
        yield from ({**here, **row} for row in _figures(table, table["base"], language))
        alone: Row = dict.fromkeys(("asked", "asked_low", "asked_high"))  # of a group it is its size or not known
        for split in table["splits"]:
            for group, name in _groups(report, split, language):
                yield from ({**here, **alone, **name, **row} for row in _figures(group, split["base"], language))


def _groups(report: Given, split: Given, language: str) -> Iterator[tuple[Given, Row]]:
    id_ = split["breakdown"]
    (named,) = (one["groups"] for one in report["breakdowns"] if one["question"] == id_)
    for group, name in zip(split["groups"], named, strict=True):
        yield group, _named_group(id_, name, language)


def _named_group(breakdown: str, group: Given, language: str) -> Row:
    """The group of those who gave no answer has no id."""
    return {"breakdown": breakdown, "group": group["id"], "group_text": in_language(group["text"], language)}


def _figures(figures: Given, base: int | None, language: str) -> Iterator[Row]:
    """Rows of a table or of one group in it, no answer after them, what sums them up last."""
    for row in figures["rows"]:
        name: Row = {"figure": "answer", "answer": row["id"], "answer_text": in_language(row["text"], language)}
        yield {**name, **_range(row), "base": base, "per_cent": row["percent"]}
    if figures["no_answer"]:
        text = in_language(NO_ANSWER, language)
        yield {"figure": "no_answer", "answer_text": text, **_range(figures["no_answer"]), "base": base}
    for name_, value in (("mean", figures["mean"]), ("recommendation_score", figures["nps"])):
        if value is not None:
            yield {"figure": name_, "base": base, "value": value}


def _range(count: Given) -> Row:
    return {"printed": count["printed"], "low": count["low"], "high": count["high"]}
