"""The main page: the forms that are open."""

from types import SimpleNamespace

from flask import Blueprint, render_template

from forms_app.domain.texts import in_language
from forms_app.services import forms
from forms_app.web import current
from forms_app.web.guards import public

pages = Blueprint("home", __name__)


@pages.get("/")
@public
def index() -> str:
    return render_template("home/index.html", forms=[_face(slug, d) for slug, d in forms.list_open(now=current.now())])


def _face(slug: str, definition):  # type: ignore[no-untyped-def]
    language = definition.languages[0]
    intro = in_language(definition.intro, language) if definition.intro else None
    return SimpleNamespace(slug=slug, title=in_language(definition.title, language), intro=intro)
