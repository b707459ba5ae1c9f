"""Results for managers: publications and nothing else."""

from flask import Blueprint, render_template

from forms_app.services import reports
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
    found = reports.get_reports(slug=slug)["reports"]
    return render_template("results/over_time.html", slug=slug, trend=trend_face(found))
