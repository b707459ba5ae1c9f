"""Rows for researchers, beside a report: what they are, the warning, and the files."""

from typing import Any

from flask import Blueprint, Response, render_template

from forms_app.services import microdata, reports
from forms_app.web.guards import may
from forms_app.web.moments import day_in_words
from forms_app.web.results.faces import head_of

pages = Blueprint("microdata", __name__)
FORMATS = "<any('csv','schema.json','jsonl','xlsx','sav'):kind>"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "schema.json": "application/json",
    "jsonl": "application/jsonl; charset=utf-8",
    "sav": "application/x-spss-sav",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@pages.get("/staff/results/<slug>/<int:number>/rows")
@may("see results")
def show(slug: str, number: int) -> Any:
    head, _numbers = reports.get_head(slug=slug, number=number)
    day = microdata.find_day(form_id=head["form"], number=number)
    columns, count = microdata.look(form_id=head["form"], number=number) if day else ((), 0)
    page = render_template(
        "results/rows.html",
        slug=slug,
        report=head_of(head),
        number=number,
        columns=columns,
        count=count,
        writes_spss=microdata.writes_spss(),
        day=day_in_words(day) if day else None,
    )
    return page if day else (page, 404)


@pages.get(f"/staff/results/<slug>/<int:number>/rows.{FORMATS}")
@may("see results")
def download(slug: str, number: int, kind: str) -> Response:
    head, _numbers = reports.get_head(slug=slug, number=number)
    body = microdata.export(form_id=head["form"], number=number, kind=kind)
    headers = {"Content-Disposition": f"attachment; filename={slug}-{number}-rows.{kind}"}
    return Response(body, content_type=TYPES[kind], headers=headers)
