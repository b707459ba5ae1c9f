"""Where staff arrive after signing in."""

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user

from forms_app.domain import roles
from forms_app.web.guards import may

pages = Blueprint("staff", __name__)


@pages.get("/staff")
@may("enter the staff pages")
def index() -> str:
    held = [role.name for role in current_user.roles]
    links = [(_("Results"), url_for("results.index"))] if roles.may("see results", held) else []
    return render_template("staff/home.html", roles=[roles.ROLES[name] for name in held], links=links)
