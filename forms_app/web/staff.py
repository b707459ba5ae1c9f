"""Where staff arrive after signing in."""

from flask import Blueprint, render_template
from flask_security import current_user

from forms_app.domain import roles
from forms_app.services import forms
from forms_app.web.guards import may, public

pages = Blueprint("staff", __name__)


@pages.get("/staff")
@may("enter the staff pages")
def index() -> str:
    held = [role.name for role in current_user.roles]
    next_steps = roles.may("look after the site", held) and not forms.list_forms()
    return render_template("staff/home.html", roles=[roles.ROLES[name] for name in held], next_steps=next_steps)


@pages.get("/staff/signed-out")
@public
def signed_out() -> str:
    """A page without a form: the page to sign in would set the cookie anew."""
    return render_template("staff/signed_out.html")
