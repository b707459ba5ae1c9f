"""How far a form is that takes answers, as it may be told: by steps of ten and by the hour."""

from forms_app.domain.forms import Form
from forms_app.storage import ballots_progress
from forms_app.storage.database import reading


@reading("ballots")
def is_under(number: int, *, form: Form) -> bool:
    """Whether fewer than this many answers wait, as far as was told."""
    return ballots_progress.count_waiting(form.id) < number
