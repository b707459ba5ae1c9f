"""Tokens for programs: everybody's own, made and withdrawn by themselves, each shown once."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from forms_app.domain.api_tokens import MOST_DAYS, SCOPES, USUAL_DAYS, scopes_for
from forms_app.domain.errors import NotFound, Problem, Unfit
from forms_app.services import api_tokens
from forms_app.web import current
from forms_app.web.guards import may

pages = Blueprint("own_tokens", __name__)
DEED = "make own tokens"
LONGEST_DAYS = 5  # figures that are looked at
NO_PROBLEMS: Mapping[str, Problem] = {}


@pages.get("/staff/tokens")
@may(DEED)
def index() -> str:
    return _page()


@pages.post("/staff/tokens")
@may(DEED)
def make() -> Any:
    """Answered with the token, which stands nowhere else; sent again, its name is taken."""
    typed = SimpleNamespace(
        name=request.form.get("name", "").strip()[:200],
        scopes=[name for name in SCOPES if name in request.form.getlist("scopes")],
        days=request.form.get("days", "").strip()[:LONGEST_DAYS],
    )
    try:
        text = api_tokens.make(
            account_id=current_user.id,
            name=typed.name,
            scopes=typed.scopes,
            days=int(typed.days) if typed.days.isdecimal() else None,
            today=current.now().date(),
        )
    except Unfit as refusal:
        return _page(typed, problems=refusal.problems), 422
    return _page(made=SimpleNamespace(name=typed.name, text=text))


@pages.post("/staff/tokens/<key>/withdraw")
@may(DEED)
def withdraw(key: str) -> Any:
    api_tokens.withdraw(account_id=current_user.id, id_=_id(key))
    flash(_("The token is withdrawn. No program can use it any more."))
    return redirect(url_for("own_tokens.index"), 303)


def _id(key: str) -> bytes:
    try:
        return bytes.fromhex(key)
    except ValueError:
        raise NotFound("token") from None


def _page(
    typed: SimpleNamespace | None = None,
    *,
    problems: Mapping[str, Problem] = NO_PROBLEMS,
    made: SimpleNamespace | None = None,
) -> str:
    allowed = scopes_for(role.name for role in current_user.roles)
    said = dict.fromkeys(("name", "scopes", "days"), "")
    said |= {field: _(problem.sentence, **problem.values) for field, problem in problems.items()}
    anchors = {"name": "name", "scopes": f"may-{allowed[0]}", "days": "days"}
    labels = {"name": _("Name"), "scopes": _("What it may do"), "days": _("Days it works")}
    return render_template(
        "staff/tokens.html",
        tokens=api_tokens.list_tokens(account_id=current_user.id),
        words={name: _(scope.words) for name, scope in SCOPES.items()},
        allowed=allowed,
        typed=typed or SimpleNamespace(name="", scopes=[], days=str(USUAL_DAYS)),
        said=said,
        problems=[{"anchor": anchors[one], "label": labels[one], "sentence": said[one]} for one in labels if said[one]],
        made=made,
        most_days=MOST_DAYS,
        today=current.now().date(),
        api=url_for("api-docs.openapi_json", _external=True).rpartition("/")[0],
        description=url_for("api-docs.openapi_json"),
    )
