"""Results for managers: publications and nothing else."""

from flask import Blueprint, abort, render_template
from flask_security import current_user

from forms_app.services import notices, reports
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
    reported = reports.get_reports(slug=slug)
    found = [report for report in reported["reports"] if report["number"] == number]
    if not found:
        abort(404)
    notices.note_seen(account_id=current_user.id, form_id=reported["form"], number=number)
    return render_template("results/show.html", report=report_face(found[0]))
