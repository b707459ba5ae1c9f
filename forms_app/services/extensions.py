"""The closing date of a form that closed with fewer than ten answers is moved, once."""

from datetime import datetime

from forms_app.domain import periods, publications
from forms_app.domain.errors import Conflict
from forms_app.domain.forms import Form
from forms_app.services import activity, progress
from forms_app.services.forms import get_form, get_published
from forms_app.storage import deletions, forms
from forms_app.storage.database import transaction
from forms_app.storage.publications import list_numbers


def extend_form(*, slug: str, until: datetime, now: datetime) -> Form:
    """Let a form take answers again; raises Conflict with the reason why not.

    Only a form that its schedule closed, of which nothing was published, with fewer than ten answers; once, within the
    30 days after that close, and to a date within them: until then visitors were told their answers are kept. A close
    by hand is final, and that of a public poll never moves.
    """
    form = get_form(slug=slug)
    if form.version is None:
        raise Conflict(f"{slug} was never opened.")
    if form.has_closed(now) and not progress.is_under(publications.MINIMUM, form=form):
        raise Conflict(f"Ten or more people have answered {slug}; their answers are being counted.")
    return _move_close(slug=slug, until=until, now=now)


@transaction("site")
def _move_close(*, slug: str, until: datetime, now: datetime) -> Form:
    form, definition = get_published(slug=slug)
    problem = periods.extension_problem(definition, form, until=until, now=now)
    if problem is not None:
        raise Conflict(problem)
    if list_numbers(slug):
        raise Conflict(f"Results of {slug} were published; it stays closed.")
    if form.id in deletions.list_form_ids():
        raise Conflict(f"Something of {slug} was deleted, or is to be; it stays closed.")
    forms.set_closing(form.id, until)
    activity.record("closing moved", form_id=form.id)
    return get_form(slug=slug)
