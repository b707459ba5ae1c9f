"""Results for managers: publications and nothing else."""

from typing import Any

from flask import Blueprint, Response, abort, get_template_attribute, render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_security import current_user
from markupsafe import Markup

from forms_app.services import forms, microdata, notices, reports, teams
from forms_app.web import current
from forms_app.web.guards import may
from forms_app.web.page_cache import kept_report
from forms_app.web.results.charts import Sheet, heat_sheet, question_sheet, trend_sheet
from forms_app.web.results.faces import head_of, report_face
from forms_app.web.results.trends import trend_face

pages = Blueprint("results", __name__)


@pages.get("/staff/results")
@may("see results")
def index() -> str:
    """The newest report of every form."""
    newest: dict[str, dict[str, object]] = {}
    hidden = teams.hidden_from(account_id=current_user.id)
    for report in (one for one in reports.list_reports() if one["form"] not in hidden):
        form = newest.setdefault(report["slug"], {**head_of(report), "reports": 0})
        form["reports"] += 1  # type: ignore[operator]
    return render_template("results/index.html", reports=list(newest.values()))


@pages.get("/staff/results/<slug>/<int:number>")
@may("see results")
def show(slug: str, number: int) -> str:
    head, numbers = reports.get_head(slug=slug, number=number)
    notices.note_seen(account_id=current_user.id, form_id=head["form"], number=number)
    report = head_of(head)
    key = (slug, head["form"], number, tuple(numbers), report["spoken"], report["asked"], head["themed"])
    content = kept_report(key, lambda: _render(slug, number))
    return render_template(
        "results/show.html",
        slug=slug,
        report=report,
        content=Markup(content),
        is_read=forms.is_read(slug=slug),
        has_rows=microdata.find_day(form_id=head["form"], number=number) is not None,
    )


def _render(slug: str, number: int) -> str:
    found = reports.get_report(slug=slug, number=number)
    face = report_face(found["report"], found["before"])
    return render_template("results/report.html", slug=slug, report=face, numbers=found["numbers"])


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


@pages.get("/staff/results/<slug>/<int:number>/<question>/by/<breakdown>.svg")
@may("see results")
def heat_picture(slug: str, number: int, question: str, breakdown: str) -> Response:
    """The groups of a breakdown side by side."""
    face = report_face(reports.get_report(slug=slug, number=number)["report"])
    one = _find(face["questions"], question)
    splits = [split for table in one["tables"] for split in table["splits"]]
    title = _("Compare groups: %(by)s", by=_find(splits, breakdown)["text"])
    sheet = heat_sheet(one, breakdown, title=title, foot=_source(face))
    return _svg(sheet, f"{one['text']} {title}", f"{slug}-{number}-{question}-by-{breakdown}")


@pages.get("/staff/results/<slug>/over-time/<question>.svg")
@may("see results")
def course_picture(slug: str, question: str) -> Response:
    face = trend_face(reports.get_course(slug=slug))
    one = _find(face["questions"], question)
    measure = get_template_attribute("results/course.html", "measure")
    names = [course["text"] or measure(course) for course in one["courses"]]
    foot = _("The line is what was printed, the band is all it can be.")
    sheet = trend_sheet(one, names=names, foot=f"{foot} {face['title']} · {current.site().name}")
    return _svg(sheet, one["text"], f"{slug}-over-time-{question}")


def _find(those: list[dict[str, Any]], id_: str) -> dict[str, Any]:
    found = next((one for one in those if one["id"] == id_), None)
    return abort(404) if found is None else found


def _source(face: dict[str, Any]) -> str:
    people = ngettext("%(num)d person answered", "%(num)d people answered", face["n"])
    return " · ".join([face["title"], face["days"], people, current.site().name])


def _svg(sheet: Sheet, title: str, name: str) -> Response:
    body = render_template("charts/sheet.svg", sheet=sheet, title=title)
    return Response(body, mimetype="image/svg+xml", headers={"Content-Disposition": f'inline; filename="{name}.svg"'})
