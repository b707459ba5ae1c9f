"""Results for managers: publications and nothing else."""

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask_babel import gettext as _

from forms_app.domain.reports import PLAIN_FROM
from forms_app.domain.texts import choose_language, in_language
from forms_app.services import reports
from forms_app.web import current
from forms_app.web.guards import may

pages = Blueprint("results", __name__)


@pages.get("/staff/results")
@may("see results")
def index() -> str:
    listed = [_head(report, _language(report)) for report in reports.list_reports()]
    return render_template("results/index.html", reports=listed)


@pages.get("/staff/results/<slug>/<int:number>")
@may("see results")
def show(slug: str, number: int) -> str:
    found = [report for report in reports.get_reports(slug=slug)["reports"] if report["number"] == number]
    if not found:
        abort(404)
    return render_template("results/show.html", report=_face(found[0]))


def _language(report: dict[str, Any]) -> str:
    """What the address asks for, else the page's own, else the form's first."""
    return choose_language([request.args.get("lang", ""), current.LANGUAGE], report["languages"])


def _head(report: dict[str, Any], language: str) -> dict[str, Any]:
    return {**report, "title": in_language(report["title"], language), "spoken": language}


def _face(report: dict[str, Any]) -> dict[str, Any]:
    language, n = _language(report), report["n"]
    questions = [
        {
            **q,
            "text": in_language(q["text"], language),
            "tables": [_table(table, language, n) for table in q["tables"]],
        }
        for q in report["questions"]
    ]
    bases = [table["base"] or 0 for question in questions for table in question["tables"]]
    return {**_head(report, language), "questions": questions, "widest": max(bases, default=0)}


def _table(table: dict[str, Any], language: str, n: int) -> dict[str, Any]:
    rows = [{**row, "text": in_language(row["text"], language), "words": _in_words(row, n)} for row in table["rows"]]
    text = table["text"] and in_language(table["text"], language)
    return {**table, "text": text, "rows": rows, "spoken": language}


def _in_words(row: dict[str, Any], n: int) -> str:
    """Ranges below 30 people, about from 30, plain from 200."""
    if row["low"] is None:
        return _("not enough answers yet")
    if row["percent"] is None:
        return _("between %(low)d and %(high)d", low=row["low"], high=row["high"])
    if n < PLAIN_FROM:
        return _("about %(percent)d %%", percent=row["percent"])
    return _("%(percent)d %%", percent=row["percent"])
