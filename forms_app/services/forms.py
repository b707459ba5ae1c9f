"""What staff do with forms: import, open, close, put into the archive, list."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from forms_app.domain import checks, polls
from forms_app.domain.admission import opening_problems
from forms_app.domain.contest_checks import admission_problems
from forms_app.domain.definitions import Definition, Schedule
from forms_app.domain.drafts.gaps import gap_sentences
from forms_app.domain.errors import Conflict, Gone, NotFound, Unpublishable
from forms_app.domain.forms import ARCHIVABLE, Form, is_slug, slug_of
from forms_app.domain.new_forms import free_slug
from forms_app.domain.publishable import obstacles
from forms_app.domain.texts import in_language
from forms_app.services import activity, contacts, contests, inbox, microdata, promotions, small_groups, texts, vouchers
from forms_app.storage import deletions, drafts, forms, site, versions
from forms_app.storage.database import looking, reading, transaction


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
    _ensure_new_id(definition.id)
    forms.add_draft(definition, chosen)
    return chosen


@transaction("site")
def start_draft(*, document: dict[str, Any], slug: str | None) -> str:
    """Keep a form that may be unfinished; returns its link name, one made from the title where none is given.

    Raises Conflict for a link name or an id that is taken; a name made from the title gets a number instead.
    """
    taken = {form.slug for form in forms.list_forms()}
    title = next(iter(document["title"].values()), "")
    chosen = slug or free_slug(title, form_id=document["id"], taken=taken)
    if not is_slug(chosen):
        raise Conflict("A link name has small letters, digits and single hyphens, at most 60.")
    if chosen in taken:
        raise Conflict(f"A form called {chosen} is here already; choose another link name.")
    _ensure_new_id(document["id"])
    forms.add_document(document, chosen)
    return chosen


def _ensure_new_id(form_id: str) -> None:
    if forms.has_id(form_id):
        raise Conflict(f"A form with the id {form_id} is here already.")
    if deletions.is_gone(form_id):
        raise Conflict(f"A form with the id {form_id} was deleted; give this one another id.")


def _conversion_problem(standing: Form, given: Definition) -> str | None:
    opened = versions.find_version(standing)
    return polls.conversion_problem(opened.definition, given, standing.slug) if opened else None


def open_form(*, slug: str, now: datetime, revision: int | None = None) -> Form:
    """Freeze the draft as version 1 and open it, now or when its schedule says.

    Raises Conflict or Unpublishable where it may not, ChangedMeanwhile where the draft is not the one of `revision`.
    """
    return _open(slug, now, revision, small_groups.count_people_asked())


@transaction("site")
def _open(slug: str, now: datetime, revision: int | None, issued: Mapping[str, int]) -> Form:
    form = _get(slug)
    if form.version is not None:
        raise Conflict(f"{slug} was opened before.")
    drafts.ensure_seen(form.id, revision)
    gaps = gap_sentences(forms.get_document(form.id))
    if gaps:
        raise Unpublishable(gaps)
    definition = _at_home(forms.get_draft(form.id))
    reasons = obstacles(definition, now) + opening_problems(
        form.admission,
        is_poll=definition.poll,
        issued=issued.get(form.id, 0),
        repeated=small_groups.find_repeated(form, definition, issued, now),
    )
    reasons += admission_problems(definition, asks_code=form.admission.asks_code)
    reasons += vouchers.opening_problems(form, definition, now)
    schedule = definition.schedule
    opens_at = (schedule.opens_at() if schedule else None) or now
    closes_at = schedule.closes_at() if schedule else None
    if reasons:
        raise Unpublishable(reasons)
    contacts.make_key(form_id=form.id)
    inbox.make_key(form_id=form.id)
    microdata.make_key(form_id=form.id)
    texts.make_key(form_id=form.id)
    versions.add_version(form.id, 1, definition)
    forms.set_opening(form.id, opens_at=opens_at, closes_at=closes_at, day=now.date())
    contests.announce(form, definition, opens_at=opens_at, closes_at=closes_at)
    promotions.announce(form, definition)
    activity.record("form opened", form_id=form.id)
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
        activity.record("form closed", form_id=form.id)
        if form.changes_at is not None:
            versions.drop_version(form.id, (form.version or 0) + 1)
            forms.set_change(form.id, None)
    return _get(slug)


@transaction("site")
def archive_form(*, slug: str, now: datetime) -> Form:
    """Put a draft or a closed form away; it stays as it is, with its results, and can be taken back."""
    form = _get(slug)
    if form.state(now) not in ARCHIVABLE:
        raise Conflict(f"{slug} is {form.state(now)}; only drafts and closed forms are put into the archive.")
    if form.archived_on is None:
        forms.set_archived(form.id, now.date())
    return _get(slug)


@transaction("site")
def take_from_archive(*, slug: str) -> Form:
    form = _get(slug)
    if form.archived_on is not None:
        forms.set_archived(form.id, None)
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


@looking("site")
def get_published(*, slug: str) -> tuple[Form, Definition]:
    """A form that was opened once, with its frozen definition; raises NotFound for drafts too."""
    form = _get(slug)
    version = versions.find_version(form)
    if version is None:
        _ensure_not_gone(slug)
        raise NotFound("form")
    return form, version.definition


def _get(slug: str) -> Form:
    """Raises Gone where the form of this link was deleted and no other has its name."""
    form = forms.find_form(slug)
    if form is None:
        _ensure_not_gone(slug)
        raise NotFound("form")
    return form


def _ensure_not_gone(slug: str) -> None:
    """Visitors who know a link of a deleted form are told so, also while a draft has its name."""
    gone_on = deletions.find_gone(slug)
    if gone_on is not None:
        raise Gone(gone_on)


@looking("site")
def is_read(*, slug: str) -> bool:
    """Whether staff read each submission of a form, as far as it is still there."""
    form = forms.find_form(slug)
    version = versions.find_version(form) if form else None
    return version is not None and version.definition.is_read


@reading("site")
def list_titles() -> dict[str, str]:
    """By form, the title of its draft, which it always has."""
    drafts_of = ((form.id, forms.get_draft(form.id)) for form in forms.list_forms())
    return {id_: in_language(draft.title, draft.languages[0]) for id_, draft in drafts_of}


@reading("site")
def list_open(*, now: datetime) -> list[tuple[Form, Definition]]:
    """The forms that take answers now, with their definitions."""
    opened = [(form, versions.find_version(form)) for form in forms.list_forms() if form.is_open(now)]
    return [(form, version.definition) for form, version in opened if version is not None]
