"""About one form, for everybody: what is kept, who sees it, when it is counted and deleted, what changed."""

from types import SimpleNamespace

from flask import Blueprint, render_template

from forms_app.domain.forms import Form, Version
from forms_app.services import forms, versions
from forms_app.web.correction_words import corrections_in_words
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
        versions=[_version_face(form, version) for version in versions.list_versions(form=form)],
        promise=promise_of(form, definition, language),
    )


def _version_face(form: Form, version: Version) -> SimpleNamespace:
    texts = [(one.day, text.was, text.now) for one in version.corrections for text in one.texts]
    return SimpleNamespace(
        number=version.number,
        since=version.definition.day_of(version.begins_at or form.opens_at),
        corrections=corrections_in_words(texts, version.definition.languages),
    )
