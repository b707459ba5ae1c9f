"""What the worker tidies: marks of sent pages, texts whose day has come."""

from datetime import datetime, timedelta

from forms_app.services import texts
from forms_app.storage import ballots
from forms_app.storage.database import transaction

SPENT_KEPT = timedelta(days=2)  # whole days after the day of sending, so 48 hours at least


def run(*, now: datetime) -> None:
    _purge_spent(now)
    texts.purge_texts(today=now.date())


@transaction("ballots")
def _purge_spent(now: datetime) -> None:
    ballots.purge_spent(now.date() - SPENT_KEPT)
