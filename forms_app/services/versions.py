"""Questions of an open form are replaced at its next bound, or their wording is corrected at once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from forms_app.domain import periods, versions
from forms_app.domain.admission import repetition_problems
from forms_app.domain.definitions import Definition
from forms_app.domain.differences import Reworded, differences, rewordings
from forms_app.domain.errors import Conflict, NotFound, Unpublishable
from forms_app.domain.forms import Form, Version
from forms_app.domain.publishable import unpublishable
from forms_app.services import activity, small_groups
from forms_app.services.forms import get_form
from forms_app.storage import ballots, drafts, forms
from forms_app.storage import versions as store
from forms_app.storage.database import reading, transaction


def replace_questions(
    *, slug: str, definition: Definition, now: datetime, revision: int | None = None
) -> tuple[Form, list[str]]:
    """Freeze a definition as the next version, to begin with the next bound; says what differs.

    Raises Conflict or Unpublishable where it may not, ChangedMeanwhile where the draft is not the one of `revision`.
    """
    form = get_form(slug=slug)
    begins_at = _find_beginning(form) or form.opens_at or now
    asked = small_groups.count_people_asked()
    return _schedule(slug=slug, definition=definition, begins_at=begins_at, asked=asked, now=now, revision=revision)


@transaction("site")
def take_back(*, slug: str, now: datetime) -> Form:
    """Let a form be as it is; the questions that were to come are its draft."""
    form = get_form(slug=slug)
    if form.changes_at is None:
        raise Conflict(f"No change of {slug} is scheduled.")
    if form.changes_at <= now:
        raise Conflict(f"The questions of {slug} are being changed; it is too late to take that back.")
    store.drop_version(form.id, (form.version or 0) + 1)
    forms.set_change(form.id, None)
    activity.record("replacement taken back", form_id=form.id)
    return get_form(slug=slug)


@transaction("site")
def correct_wording(*, slug: str, definition: Definition, now: datetime, revision: int | None = None) -> list[Reworded]:
    """Let texts of the version in force say the same better, from now on; returns them in both wordings.

    Raises Conflict where more than the wording differs, Unpublishable where the new one lacks something,
    ChangedMeanwhile where the draft is not the one of `revision`.
    """
    form, version = _get_in_force(slug, now)
    drafts.ensure_seen(form.id, revision)
    definition = versions.at_home(definition, version.definition)
    problem = versions.correction_problem(version.definition, definition)
    if problem is not None:
        raise Conflict(problem)
    _ensure_publishable(definition)
    store.add_correction(version, definition, day=now.astimezone(definition.zone).date())
    forms.set_revision(form.id, form.revision + 1)
    activity.record("wording corrected", form_id=form.id, version=version.number)
    if form.changes_at is None:
        forms.set_draft(form.id, definition)
    return rewordings(version.definition, definition)


@reading("site")
def list_versions(*, form: Form) -> list[Version]:
    """Every version that is or was in force, newest first."""
    found = (store.find_old_version(form, number) for number in range(form.version or 0, 0, -1))
    return [version for version in found if version is not None]


@reading("site")
def get_version(*, form: Form, number: int) -> Version:
    """A version that is or was in force."""
    version = store.find_old_version(form, number)
    if version is None:
        raise NotFound("form")
    return version


@reading("ballots")
def _find_beginning(form: Form) -> datetime | None:
    return ballots.find_beginning(form.id, form.version or 0)


@transaction("site")
def _schedule(
    *,
    slug: str,
    definition: Definition,
    begins_at: datetime,
    asked: Mapping[str, int],
    now: datetime,
    revision: int | None,
) -> tuple[Form, list[str]]:
    form, version = _get_in_force(slug, now)
    drafts.ensure_seen(form.id, revision)
    definition = versions.at_home(definition, version.definition)
    problem = versions.replacement_problem(form, version.definition, definition)
    if problem is not None:
        raise Conflict(problem)
    _ensure_publishable(definition)
    repeated = repetition_problems(small_groups.find_repeated(form, definition, asked, now))
    if repeated:
        raise Unpublishable(repeated)
    changes_at = periods.change_at(version.definition, form, begins_at=begins_at, now=now)
    if changes_at is None:
        raise Conflict(f"{slug} closes too soon: other questions could not be asked for a day and a half before.")
    store.add_version(form.id, version.number + 1, definition)
    forms.set_draft(form.id, definition)
    forms.set_change(form.id, changes_at)
    activity.record("questions replaced", form_id=form.id, version=version.number + 1)
    return replace(form, changes_at=changes_at), differences(version.definition, definition)


def _get_in_force(slug: str, now: datetime) -> tuple[Form, Version]:
    form = get_form(slug=slug)
    problem = versions.change_problem(form, now)
    version = store.find_version(form)
    if problem is not None or version is None:
        raise Conflict(problem or f"{slug} was never opened.")
    return form, version


def _ensure_publishable(definition: Definition) -> None:
    reasons = unpublishable(definition)
    if reasons:
        raise Unpublishable(reasons)


def as_it_would_be(draft: Definition, opened: Definition) -> Definition:
    """A draft in the time zone that the form was opened in, as it would be published."""
    return versions.at_home(draft, opened)
