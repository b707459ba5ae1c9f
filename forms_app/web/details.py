"""Details that visitors left with a form that counts, for those whom they were told of."""

from typing import Any

from flask import Blueprint, Response, render_template, request
from flask_security import current_user

from forms_app.domain.details import SHOWN, Seen
from forms_app.domain.errors import NotFound
from forms_app.domain.forms import Form
from forms_app.domain.roles import may as role_may
from forms_app.services import details, forms
from forms_app.web import current
from forms_app.web.guards import may
from forms_app.web.moments import day_in_words

pages = Blueprint("details", __name__)
DEED = "see details"


@pages.get("/staff/forms/<slug>/details")
@may(DEED)
def show(slug: str) -> Any:
    form, seen = _find(slug)
    given = details.list_given(form=form, seen=seen, today=current.now().date())
    start = min(max(request.args.get("from", 0, type=int), 0), max(len(given) - 1, 0)) // SHOWN * SHOWN
    return render_template(
        "staff/forms/details.html",
        slug=slug,
        title=seen.title,
        makes_forms=role_may("make forms", [role.name for role in current_user.roles]),
        labels=seen.labels,
        people=[(one.words, day_in_words(one.delete_on)) for one in given[start : start + SHOWN]],
        count=len(given),
        before=start - SHOWN if start else None,
        after=start + SHOWN if start + SHOWN < len(given) else None,
    )


@pages.post("/staff/forms/<slug>/details/export")
@may(DEED)
def export(slug: str) -> Response:
    """All of them as a file, by a post: a link that is only opened takes nothing along."""
    form, seen = _find(slug)
    body = details.to_csv(form=form, seen=seen, today=current.now().date())
    headers = {"Content-Disposition": f'attachment; filename="{slug}-details.csv"'}
    return Response(body, mimetype="text/csv", headers=headers)


def _find(slug: str) -> tuple[Form, Seen]:
    """The form, where it asks for details that this account may see."""
    form = forms.get_form(slug=slug)
    seen = details.find_seen(form=form, roles=[role.name for role in current_user.roles])
    if not seen.questions:
        raise NotFound("details")
    return form, seen
