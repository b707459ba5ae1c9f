"""About one form, for everybody: what is kept, who sees it, when it is counted and deleted, what changed."""

from flask import Blueprint, render_template

from forms_app.services import forms
from forms_app.web.fill import language_of
from forms_app.web.form_page import words_of
from forms_app.web.guards import public
from forms_app.web.promise import promise_of

pages = Blueprint("about", __name__)


@pages.get("/f/<slug>/about")
@public
def show(slug: str) -> str:
    form, definition = forms.get_published(slug=slug)
    language = language_of(definition)
    return render_template(
        "fill/about.html",
        form=words_of(definition, language),
        slug=slug,
        language=language,
        version=form.version,
        opens_on=definition.day_of(form.opens_at),
        promise=promise_of(form, definition, language),
    )
