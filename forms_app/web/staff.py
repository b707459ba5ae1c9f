"""Where staff arrive after signing in."""

from flask import Blueprint, render_template
from flask_security import current_user

from forms_app.domain import roles
from forms_app.services import forms
from forms_app.web import notices
from forms_app.web.guards import may, public

pages = Blueprint("staff", __name__)
SETTING_UP = ("look after the site", "make forms")


@pages.get("/staff")
@may("enter the staff pages")
def index() -> str:
    held = [role.name for role in current_user.roles]
    return render_template(
        "staff/home.html",
        roles=[roles.ROLES[name] for name in held],
        next_steps=all(roles.may(deed, held) for deed in SETTING_UP) and not forms.list_forms(),
        news=notices.news_for(current_user.id) if roles.may("see results", held) else [],
        mail_wish=notices.wish_of(current_user.id) if roles.may("see results", held) else None,
        reminders=notices.reminders() if roles.may("make forms", held) else [],
    )


@pages.get("/staff/signed-out")
@public
def signed_out() -> str:
    """A page without a form: the page to sign in would set the cookie anew."""
    return render_template("staff/signed_out.html")
