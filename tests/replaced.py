"""A form whose questions are replaced, lived through by calendar; pages know which version they asked."""

import os
from datetime import timedelta

from forms_app.services import forms, reports, submissions, versions
from tests import make
from tests.lived import at

LIFETIME = timedelta(hours=12)
OTHER = {"id": "o4mint", "text": {"en": "Mint", "de": "Minze"}}


def changed(**given):
    """The example form with one answer more to its first question."""
    page = make.example("form-1")["pages"][0]
    choice = page["questions"][0]
    choice = {**choice, "settings": {**choice["settings"], "options": [*choice["settings"]["options"], OTHER]}}
    return make.definition(**{"pages": [{**page, "questions": [choice, *page["questions"][1:]]}], **given})


def replace(when, *, slug="flavours", **given):
    """Schedule them; returns when they begin."""
    in_force = forms.get_published(slug=slug)[1]
    schedule = in_force.schedule and in_force.schedule.model_dump(mode="json")
    definition = changed(**{"id": in_force.id, "rhythm": in_force.rhythm, "schedule": schedule, **given})
    return versions.replace_questions(slug=slug, definition=definition, now=at(when))[0].changes_at


def page_shown(when, *, slug="flavours"):
    """The form's row and token as a page shown at that instant holds them."""
    form = forms.get_form(slug=slug)
    return form.version, submissions.issue_token(form=form, nonce=os.urandom(15), now=at(when))


def send(page, when, *, slug="flavours", **given):
    """Send that page at an instant; returns its receipt code."""
    version, token = page
    form = forms.get_form(slug=slug)
    definition = versions.get_version(form=form, number=version).definition
    raw = {name: [value] for name, value in (given or {"q1bars": "o1salt"}).items()}
    waits = {"lifetime": LIFETIME, "minimum": timedelta(0)}
    return submissions.receive(form=form, definition=definition, token=token, raw=raw, now=at(when), **waits)


def released(slug="flavours"):
    """Number, version and people of everything published, oldest first."""
    found = reports.get_reports(slug=slug)["reports"]
    return [(one["number"], one["versions"], one["n"]) for one in reversed(found)]
