"""Results: exactly what is printed for managers, as the file of their page has it."""

from typing import Any

import marshmallow as ma
from flask import Response, g

from forms_app.api.shapes import words
from forms_app.api.v1 import addresses, scoped
from forms_app.services import exports, reports, teams


class ListedReport(ma.Schema):
    slug = ma.fields.String(required=True, metadata={"description": "The link name of its form"})
    number = ma.fields.Integer(required=True, metadata={"description": "Of the report, from 1"})
    title = words(required=True)
    first_day = ma.fields.String(required=True)
    last_day = ma.fields.String(required=True)
    people = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "Who answered; null where there were fewer than ten"}
    )


@addresses.route("/results", tags=["results"])
@scoped("results")
@addresses.response(200, ListedReport(many=True))
def list_results() -> list[dict[str, Any]]:
    """Every report that the account of this token may see, newest first."""
    hidden = teams.hidden_from(account_id=g.bearer.token.account_id)
    return [report | {"people": report["n"]} for report in reports.list_reports() if report["form"] not in hidden]


@addresses.route("/results/<slug>/<int:number>", tags=["results"])
@scoped("results")
@addresses.response(
    200,
    {"type": "object", "description": "The same file as on the page of the report, with texts in all languages"},
    content_type="application/json",
)
@addresses.alt_response(404, response="NOT_FOUND")
def show_results(slug: str, number: int) -> Response:
    """One report; the activity log notes that it was taken away."""
    return Response(exports.export_json(slug=slug, number=number), mimetype="application/json")
