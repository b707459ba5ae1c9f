"""Results for managers: publications and nothing else."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, get_template_attribute, render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import current_user

from forms_app.services import notices, reports
from forms_app.web.chart_sheets import WIDTH, Sheet, question_sheet, trend_sheet
from forms_app.web.guards import may
from forms_app.web.result_faces import head_of, report_face
from forms_app.web.trend_faces import trend_face

pages = Blueprint("results", __name__)


@pages.get("/staff/results")
@may("see results")
def index() -> str:
    """The newest report of every form."""
    newest: dict[str, dict[str, object]] = {}
    for report in reports.list_reports():
        form = newest.setdefault(report["slug"], {**head_of(report), "reports": 0})
        form["reports"] += 1  # type: ignore[operator]
    return render_template("results/index.html", reports=list(newest.values()))


@pages.get("/staff/results/<slug>/<int:number>")
@may("see results")
def show(slug: str, number: int) -> str:
    found = reports.get_report(slug=slug, number=number)
    notices.note_seen(account_id=current_user.id, form_id=found["form"], number=number)
    face = report_face(found["report"], found["before"])
    return render_template("results/show.html", slug=slug, report=face, numbers=found["numbers"])


@pages.get("/staff/results/<slug>/together")
@may("see results")
def together(slug: str) -> str:
    found = reports.get_sum(slug=slug)
    face = report_face(found["report"])
    return render_template("results/together.html", slug=slug, report=face, reports=found["reports"])


@pages.get("/staff/results/<slug>/over-time")
@may("see results")
def over_time(slug: str) -> str:
    trend = trend_face(reports.get_course(slug=slug))
    return render_template("results/over_time.html", slug=slug, trend=trend)


@pages.get("/staff/results/<slug>/<int:number>/<question>.svg")
@may("see results")
def picture(slug: str, number: int, question: str) -> Response:
    found = reports.get_report(slug=slug, number=number)
    face = report_face(found["report"])
    one = _find(face["questions"], question)
    answered = get_template_attribute("results/table.html", "answered")
    bases = {table["id"]: answered(table).strip() for table in one["tables"]}
    sheet = question_sheet(one, bases, n=face["n"], foot=_source(face))
    return _svg(sheet, one["text"], f"{slug}-{number}-{question}")


@pages.get("/staff/results/<slug>/over-time/<question>.svg")
@may("see results")
def course_picture(slug: str, question: str) -> Response:
    face = trend_face(reports.get_course(slug=slug))
    one = _find(face["questions"], question)
    measure = get_template_attribute("results/course.html", "measure")
    names = [course["text"] or measure(course) for course in one["courses"]]
    foot = _("The line is what was printed, the band is all it can be.")
    sheet = trend_sheet(one, names=names, foot=f"{foot} {face['title']}.")
    return _svg(sheet, one["text"], f"{slug}-over-time-{question}")


def _find(questions: list[dict[str, Any]], id_: str) -> dict[str, Any]:
    found = next((one for one in questions if one["id"] == id_), None)
    return abort(404) if found is None else found


def _source(face: dict[str, Any]) -> str:
    people = ngettext("%(num)d person answered", "%(num)d people answered", face["n"])
    return f"{face['title']}. {face['days']}. {people}. {current_app.extensions['settings'].site_name}"


def _svg(sheet: Sheet, title: str, name: str) -> Response:
    body = render_template("charts/sheet.svg", sheet=sheet, title=title, width=WIDTH)
    return Response(body, mimetype="image/svg+xml", headers={"Content-Disposition": f'inline; filename="{name}.svg"'})
