"""How to reach the people who run the site."""

from flask import Blueprint, render_template

from forms_app.web.guards import public

pages = Blueprint("contact", __name__)


@pages.get("/contact")
@public
def show() -> str:
    return render_template("home/contact.html")
