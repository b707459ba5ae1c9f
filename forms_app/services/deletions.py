"""What staff ask to be deleted of a form: asked here, done by the worker (services/erasure), and looked up after."""

from datetime import datetime

from forms_app.domain.deletions import SCOPES, Deletion, Scope, key_from, scopes_of
from forms_app.domain.errors import Conflict, NotFound
from forms_app.domain.status import Status
from forms_app.gateways.site_keys import current_keys
from forms_app.services import activity, teams
from forms_app.services.status import get_status
from forms_app.storage import deletions, forms
from forms_app.storage.database import reading, transaction


def ask(*, slug: str, scope: str, nonce: str, now: datetime) -> Deletion:
    """Ask for it; the same page sent again finds what it asked for, also when the form is gone by then.

    Raises Conflict where this may not be deleted as the form stands.
    """
    asked = find_asked(slug=slug, scope=scope, nonce=nonce)
    if asked is not None:
        return asked
    status = get_status(slug=slug, now=now)
    wanted: Scope | None = next((one for one in scopes_of(status) if one == scope), None)
    if wanted is None:
        raise Conflict(f"{slug} is {status.state}; this cannot be deleted now.")
    key = key_from(current_keys().site, nonce=nonce, slug=slug, scope=wanted)
    deletion = _ask(status, key, wanted, now)
    if not deletion.was_opened:
        teams.forget_form(form_id=deletion.form_id)  # its id is free for another
    return deletion


def find_asked(*, slug: str, scope: str, nonce: str) -> Deletion | None:
    """What a page asked for before, if it did."""
    wanted: Scope | None = next((one for one in SCOPES if one == scope), None)
    return _find(key_from(current_keys().site, nonce=nonce, slug=slug, scope=wanted)) if wanted else None


@transaction("site")
def _ask(status: Status, key: str, scope: Scope, now: datetime) -> Deletion:
    """A draft goes at once, since nobody ever saw it; a form that has not opened is closed until the worker comes."""
    form = forms.find_form(status.form.slug)
    if form is None or form.state(now) != status.state:
        raise Conflict(f"{status.form.slug} has changed meanwhile.")
    standing = deletions.find_same(form.id, scope, now.date())
    if standing is not None:
        return standing
    was_opened = form.version is not None
    title = status.definition.title
    deletions.add_deletion(Deletion(key, form.id, form.slug, title, scope, was_opened, asked_on=now.date()))
    activity.record("deletion asked", form_id=form.id, scope=scope)
    if not was_opened:
        forms.delete_form(form.id)
        deletions.set_done(key, now.date())
    elif form.state(now) == "scheduled":
        forms.set_closing(form.id, now)
    return _get(key)


@reading("site")
def find_of_link(*, slug: str) -> Deletion | None:
    """The last deletion of a whole form with this link name."""
    return next((one for one in deletions.list_deletions() if one.slug == slug and one.scope == "everything"), None)


@reading("site")
def get_deletion(*, key: str) -> Deletion:
    return _get(key)


@reading("site")
def list_deletions() -> list[Deletion]:
    return deletions.list_deletions()


@reading("site")
def list_of_form(*, form_id: str) -> list[Deletion]:
    """Newest first."""
    return deletions.list_of_form(form_id)


@reading("site")
def _find(key: str) -> Deletion | None:
    return deletions.find_deletion(key)


def _get(key: str) -> Deletion:
    found = deletions.find_deletion(key)
    if found is None:
        raise NotFound("deletion")
    return found
