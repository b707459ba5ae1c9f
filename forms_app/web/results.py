"""Results for managers: publications and nothing else."""

from typing import Any

from flask import Blueprint, abort, render_template
from flask_babel import gettext as _

from forms_app.domain.reports import PLAIN_FROM
from forms_app.domain.texts import in_language
from forms_app.services import reports
from forms_app.web.guards import may

pages = Blueprint("results", __name__)


@pages.get("/staff/results")
@may("see results")
def index() -> str:
    listed = [{**report, "title": in_language(report["title"], "en")} for report in reports.list_reports()]
    return render_template("results/index.html", reports=listed)


@pages.get("/staff/results/<slug>/<int:number>")
@may("see results")
def show(slug: str, number: int) -> str:
    found = [report for report in reports.get_reports(slug=slug)["reports"] if report["number"] == number]
    if not found:
        abort(404)
    return render_template("results/show.html", report=_face(found[0]))


def _face(report: dict[str, Any]) -> dict[str, Any]:
    questions = [
        {**q, "text": in_language(q["text"], "en"), "table": q["table"] and _table(q["table"], report["n"])}
        for q in report["questions"]
    ]
    return {**report, "title": in_language(report["title"], "en"), "questions": questions}


def _table(table: dict[str, Any], n: int) -> dict[str, Any]:
    rows = [{**row, "text": in_language(row["text"], "en"), "words": _in_words(row, n)} for row in table["rows"]]
    return {**table, "rows": rows}


def _in_words(row: dict[str, Any], n: int) -> str:
    """Ranges below 30 people, about from 30, plain from 200."""
    if row["low"] is None:
        return _("not enough answers yet")
    if row["percent"] is None:
        return _("between %(low)d and %(high)d", low=row["low"], high=row["high"])
    if n < PLAIN_FROM:
        return _("about %(percent)d %%", percent=row["percent"])
    return _("%(percent)d %%", percent=row["percent"])
