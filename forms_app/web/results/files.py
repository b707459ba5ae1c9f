"""Results to take away: files of figures, and a summary for one sheet of paper."""

from typing import Any

from flask import Blueprint, Response, render_template, request

from forms_app.services import exports, reports
from forms_app.web import current
from forms_app.web.guards import may
from forms_app.web.results.faces import report_face
from forms_app.web.results.summaries import summary_of

pages = Blueprint("result_files", __name__)
FORMATS = "<any(csv,xlsx,json):kind>"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@pages.get(f"/staff/results/<slug>/<int:number>/results.{FORMATS}")
@may("see results")
def download(slug: str, number: int, kind: str) -> Response:
    return _file(kind, slug, number, f"{slug}-{number}.{kind}")


@pages.get(f"/staff/results/<slug>/all.{FORMATS}")
@may("see results")
def download_all(slug: str, kind: str) -> Response:
    return _file(kind, slug, exports.ALL, f"{slug}-all.{kind}")


@pages.get("/staff/results/<slug>/<int:number>/summary")
@may("see results")
def summary(slug: str, number: int) -> str:
    face = report_face(reports.get_report(slug=slug, number=number)["report"])
    return render_template("results/summary.html", slug=slug, report=face, summary=summary_of(face))


def _file(kind: str, slug: str, number: int | None, name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename={name}"}  # a link name needs no quotes
    return Response(_body(kind, slug, number), content_type=TYPES[kind], headers=headers)


def _body(kind: str, slug: str, number: int | None) -> Any:
    language = request.args.get("lang", current.LANGUAGE)
    if kind == "csv":
        text = exports.export_csv(slug=slug, number=number, language=language)
        return text.encode("utf-8-sig")  # without its mark spreadsheets take the letters for others
    if kind == "xlsx":
        return exports.export_xlsx(slug=slug, number=number, language=language)
    return exports.export_json(slug=slug, number=number)
