"""Results for managers: publications and nothing else."""

from flask import Blueprint, render_template

from forms_app.services import reports
from forms_app.web.guards import may
from forms_app.web.result_faces import head_of, report_face

pages = Blueprint("results", __name__)


@pages.get("/staff/results")
@may("see results")
def index() -> str:
    listed = [head_of(report) for report in reports.list_reports()]
    return render_template("results/index.html", reports=listed)


@pages.get("/staff/results/<slug>/<int:number>")
@may("see results")
def show(slug: str, number: int) -> str:
    report = reports.get_report(slug=slug, number=number)
    return render_template("results/show.html", slug=slug, report=report_face(report))
