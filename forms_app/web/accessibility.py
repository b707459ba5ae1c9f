"""The accessibility statement."""

from flask import Blueprint, render_template

from forms_app.web.guards import public

pages = Blueprint("accessibility", __name__)


@pages.get("/accessibility")
@public
def show() -> str:
    return render_template("home/accessibility.html")
