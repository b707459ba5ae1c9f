"""A new form is started: empty, from a template of ours, or as a copy of a form that is here."""

from datetime import date
from functools import cache

from forms_app.domain import new_forms
from forms_app.domain.definition_files import read_definition
from forms_app.domain.definitions import Definition, Rhythm
from forms_app.domain.drafts import Document
from forms_app.domain.errors import NotFound
from forms_app.domain.form_templates import TEMPLATES
from forms_app.gateways.form_templates import read_template
from forms_app.services.forms import start_draft
from forms_app.storage import drafts, forms, site, versions
from forms_app.storage.database import reading, transaction


@cache
def get_template(name: str) -> Definition:
    if name not in TEMPLATES:
        raise NotFound("template")
    return read_definition(read_template(name))


def get_start(name: str) -> Document:
    """An empty form of a sort, or a template; raises NotFound for any other name."""
    return new_forms.empty_form(name) if name in new_forms.SORTS else get_template(name).to_json()


@reading("site")
def get_original(*, slug: str) -> Document:
    """The form that is to be copied: as it is asked now, or its draft with all that is not finished."""
    form = forms.find_form(slug)
    if form is None:
        raise NotFound("form")
    version = versions.find_version(form)
    return forms.get_document(form.id) if version is None else version.definition.to_json()


@transaction("site")
def start_form(
    *, source: Document, nonce: str, title: str, last_day: date | None, rhythm: Rhythm, people: int | None = None
) -> str:
    """Keep a new draft like the source; returns its link name. The same page sent again finds what it made."""
    form_id = new_forms.id_from(nonce)
    standing = {form.id: form.slug for form in forms.list_forms()}
    if form_id in standing:
        return standing[form_id]
    kept = site.find_site()
    document = new_forms.started(
        source, form_id=form_id, title=title, zone=kept.zone if kept else "UTC", last_day=last_day, rhythm=rhythm
    )
    slug = start_draft(document=document, slug=None)
    drafts.set_people(form_id, people)
    return slug
