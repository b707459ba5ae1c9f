"""Which results are news to an account, until it opens them or puts the notice away."""

from collections.abc import Iterable
from datetime import date

from forms_app.domain.notices import Ready, ready_of
from forms_app.services import teams
from forms_app.storage import people_notices
from forms_app.storage.database import looking, reading, transaction
from forms_app.storage.publications import list_heads


def list_news(*, account_id: int, today: date) -> list[Ready]:
    """Results of the last two months that this account has not seen, newest first."""
    seen = _list_seen(account_id)
    hidden = teams.hidden_from(account_id=account_id)
    news = [ready for ready in _list_ready() if ready.key not in seen and ready.is_news(today)]
    return [ready for ready in news if ready.key[0] not in hidden]


def list_ready(*, today: date) -> list[Ready]:
    """Results of the last two months, whoever saw them."""
    return [ready for ready in _list_ready() if ready.is_news(today)]


def note_seen(*, account_id: int, form_id: str, number: int) -> None:
    if (form_id, number) not in _list_seen(account_id):
        _add_seen(account_id, [(form_id, number)])


def put_away(*, account_id: int, shown: Iterable[tuple[str, int]]) -> None:
    """Put away the notices that the page showed; what came since stays news."""
    known = {ready.key for ready in _list_ready()}
    _add_seen(account_id, [key for key in shown if key in known])


@transaction("people")
def forget_form(*, form_id: str) -> None:
    """Of a form that is deleted, nobody's having seen its results is remembered."""
    people_notices.forget_form(form_id)


@looking("people")
def _list_seen(account_id: int) -> set[tuple[str, int]]:
    return people_notices.list_seen(account_id)


@reading("site")
def _list_ready() -> list[Ready]:
    return [ready_of(slug, head) for slug, head in list_heads()]


@transaction("people")
def _add_seen(account_id: int, results: Iterable[tuple[str, int]]) -> None:
    people_notices.add_seen(account_id, results)
