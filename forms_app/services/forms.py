"""What staff do with forms: import, open, close, list."""

from datetime import datetime

from forms_app.domain import checks, polls
from forms_app.domain.definitions import Definition, Schedule
from forms_app.domain.errors import Conflict, NotFound, Unpublishable
from forms_app.domain.forms import Form, is_slug, slug_of
from forms_app.domain.publishable import obstacles
from forms_app.domain.texts import in_language
from forms_app.storage import forms, site, versions
from forms_app.storage.database import reading, transaction


@transaction("site")
def import_form(*, definition: Definition, slug: str | None) -> str:
    """Keep a definition as a draft; returns its link name."""
    chosen = slug or slug_of(in_language(definition.title, definition.languages[0])) or definition.id
    if not is_slug(chosen):
        raise Conflict("A link name has small letters, digits and single hyphens, at most 60.")
    standing = forms.find_form(chosen)
    if standing is not None:
        here = f"A form called {chosen} is here already; choose another link name with --slug."
        raise Conflict(_conversion_problem(standing, definition) or here)
    if forms.has_id(definition.id):
        raise Conflict(f"A form with the id {definition.id} is here already.")
    forms.add_draft(definition, chosen)
    return chosen


def _conversion_problem(standing: Form, given: Definition) -> str | None:
    opened = versions.find_version(standing)
    return polls.conversion_problem(opened.definition, given, standing.slug) if opened else None


@transaction("site")
def open_form(*, slug: str, now: datetime) -> Form:
    """Freeze the draft as version 1 and open it, now or when its schedule says."""
    form = _get(slug)
    if form.version is not None:
        raise Conflict(f"{slug} was opened before.")
    definition = _at_home(forms.get_draft(form.id))
    reasons = obstacles(definition, now)
    schedule = definition.schedule
    opens_at = (schedule.opens_at() if schedule else None) or now
    closes_at = schedule.closes_at() if schedule else None
    if reasons:
        raise Unpublishable(reasons)
    versions.add_version(form.id, 1, definition)
    forms.set_opening(form.id, opens_at=opens_at, closes_at=closes_at)
    return _get(slug)


def _at_home(definition: Definition) -> Definition:
    """A form whose schedule names no zone is at home where the site is."""
    found = site.find_site()
    if definition.schedule is not None or found is None:
        return definition
    return definition.model_copy(update={"schedule": Schedule(zone=found.zone)})


@transaction("site")
def close_form(*, slug: str, now: datetime) -> Form:
    """Close for good, which drops a change that was to come; a public poll is closed by its schedule alone."""
    form = _get(slug)
    version = versions.find_version(form)
    if version is None or not form.has_opened(now):
        raise Conflict(f"{slug} is not open.")
    if not form.has_closed(now):
        problem = polls.moving_problem(version.definition, slug)
        if problem is not None:
            raise Conflict(problem)
        forms.set_closing(form.id, now)
        if form.changes_at is not None:
            versions.drop_version(form.id, (form.version or 0) + 1)
            forms.set_change(form.id, None)
    return _get(slug)


@reading("site")
def list_warnings(*, slug: str) -> list[str]:
    """What staff should look at again in a form, draft or opened."""
    form = _get(slug)
    version = versions.find_version(form)
    return checks.warnings(forms.get_draft(form.id) if version is None else version.definition)


@reading("site")
def list_forms() -> list[Form]:
    return forms.list_forms()


@reading("site")
def get_form(*, slug: str) -> Form:
    return _get(slug)


@reading("site")
def get_published(*, slug: str) -> tuple[Form, Definition]:
    """A form that was opened once, with its frozen definition; raises NotFound for drafts too."""
    form = _get(slug)
    version = versions.find_version(form)
    if version is None:
        raise NotFound("form")
    return form, version.definition


def _get(slug: str) -> Form:
    form = forms.find_form(slug)
    if form is None:
        raise NotFound("form")
    return form


@reading("site")
def list_open(*, now: datetime) -> list[tuple[Form, Definition]]:
    """The forms that take answers now, with their definitions."""
    opened = [(form, versions.find_version(form)) for form in forms.list_forms() if form.is_open(now)]
    return [(form, version.definition) for form, version in opened if version is not None]
