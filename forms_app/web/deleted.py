"""What was deleted when, for everybody, in tens."""

from flask import Blueprint, render_template

from forms_app.services import upkeep
from forms_app.web.guards import public

pages = Blueprint("deleted", __name__)


@pages.get("/privacy/deletions")
@public
def show() -> str:
    return render_template("privacy/deletions.html", lines=upkeep.list_purged())
