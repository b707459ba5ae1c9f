"""The end of the demo: asked once more, then its folder goes and the site can be set up."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for

from forms_app.domain.errors import NotFound
from forms_app.services import demo
from forms_app.web import current
from forms_app.web.guards import may

pages = Blueprint("demo", __name__)
DEED = "look after the site"


@pages.get("/staff/demo")
@may(DEED)
def ask() -> str:
    _ensure_demo()
    return render_template("staff/demo.html")


@pages.post("/staff/demo")
@may(DEED)
def remove() -> Any:
    _ensure_demo()
    token = demo.remove(folder=current.settings().instance)
    return redirect(url_for("first_start.choose", token=token), 303)


def _ensure_demo() -> None:
    if not current.is_demo():
        raise NotFound("page")
