"""About one form, for everybody: what is kept, who sees it, when it is counted and deleted, what changed."""

from types import SimpleNamespace

from flask import Blueprint, render_template

from forms_app.domain.definitions import Definition
from forms_app.domain.forms import Form, Version
from forms_app.services import accounts, activity, admission, forms, versions
from forms_app.web import framing, reward
from forms_app.web.activity_words import told_in_words
from forms_app.web.correction_words import corrections_in_words
from forms_app.web.form_page import language_of, words_of
from forms_app.web.guards import public
from forms_app.web.promise import promise_of

pages = Blueprint("about", __name__)


@pages.get("/f/<slug>/about")
@public
def show(slug: str) -> str:
    form, definition = forms.get_published(slug=slug)
    framing.note(form)
    language = language_of(definition)
    return render_template(
        "fill/about.html",
        form=words_of(definition, language),
        slug=slug,
        versions=[_version_face(form, version) for version in versions.list_versions(form=form)],
        promise=promise_of(form, definition, language),
        readers=accounts.count_readers() if definition.is_read else None,
        codes=_codes_face(form, definition),
        told=[(one.day, told_in_words(one)) for one in activity.list_public(form_id=form.id)],
        vouchers=reward.about_face(form, definition, language),
    )


def _codes_face(form: Form, definition: Definition) -> SimpleNamespace | None:
    """How many codes were made and used, as far as it is told."""
    if not form.admission.asks_code:
        return None
    turnout = admission.get_turnout(form=form)
    as_of = turnout.as_of.astimezone(definition.zone) if turnout.as_of else None
    return SimpleNamespace(
        issued=turnout.issued, told=turnout.told, day=as_of and as_of.date(), hour=as_of and f"{as_of:%H:%M}"
    )


def _version_face(form: Form, version: Version) -> SimpleNamespace:
    texts = [(one.day, text.was, text.now) for one in version.corrections for text in one.texts]
    return SimpleNamespace(
        number=version.number,
        since=version.definition.day_of(version.begins_at or form.opens_at),
        corrections=corrections_in_words(texts, version.definition.languages),
    )
