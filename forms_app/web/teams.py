"""Who works on a form: everybody whose role allows it, or the people its owner chooses."""

from types import SimpleNamespace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from forms_app.domain.errors import Problem
from forms_app.domain.roles import ROLES
from forms_app.domain.roles import may as role_may
from forms_app.domain.teams import MAKE, OWNER, PARTS
from forms_app.services import builder, teams
from forms_app.web.builder.frame import title_of
from forms_app.web.guards import may

pages = Blueprint("teams", __name__)
DEED, ANSWER = "choose teams", "read messages"


@pages.get("/staff/forms/<slug>/team")
@may(DEED)
def show(slug: str) -> str:
    return _render(slug)


@pages.post("/staff/forms/<slug>/team")
@may(DEED)
def choose(slug: str) -> Any:
    alone = request.form.get("who") == "team"
    chosen = {int(name[5:]): part for name, part in request.form.items() if name[5:].isdecimal() and len(name) < 15}
    try:
        if alone and not any(chosen.values()):
            raise Problem("Somebody must own the form. Choose an owner, or let everybody work on it.")
        teams.choose(slug=slug, members=chosen if alone else {})
    except Problem as problem:
        return _render(slug, chosen, _(problem.sentence, **problem.values)), 422
    flash(_("The team is saved.") if alone else _("Everybody works on this form now."))
    return redirect(_after(slug), 303)


def _after(slug: str) -> str:
    """The page again, for whoever may still see it."""
    held = [role.name for role in current_user.roles]
    stays = teams.may(slug=slug, account_id=current_user.id, held=held, deed=DEED, changes=False)
    return url_for("teams.show", slug=slug) if stays else url_for("staff.index")


def _render(slug: str, chosen: dict[int, str] | None = None, problem: str = "") -> str:
    members = teams.list_members(slug=slug)
    has_team = any(member.part for member in members)
    document = builder.get_draft(slug=slug).document
    is_answered = any(member.part and role_may(ANSWER, member.roles) for member in members)
    return render_template(
        "staff/forms/team.html",
        slug=slug,
        title=title_of(document),
        is_unread=has_team and not is_answered and "keep" in document.get("switches", ()),
        problem=problem,
        is_alone=has_team or chosen is not None,
        parts=PARTS,
        makes_forms=role_may(MAKE, [role.name for role in current_user.roles]),
        members=[_face(member, chosen, has_team) for member in members],
    )


def _face(member: teams.Member, chosen: dict[int, str] | None, has_team: bool) -> SimpleNamespace:
    """Whoever chooses a team for the first time is offered to own the form."""
    first = OWNER if member.account_id == current_user.id and not has_team else ""
    part = (member.part or first) if chosen is None else chosen.get(member.account_id, "")
    return SimpleNamespace(
        id=member.account_id,
        email=member.email,
        roles=", ".join(_(ROLES[name]).lower() for name in member.roles),
        part=part,
    )
