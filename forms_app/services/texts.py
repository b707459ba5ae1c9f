"""Free texts on their way to the readers: kept apart, unlinked, sealed, and only in tens."""

import secrets
from collections.abc import Sequence
from datetime import date

from forms_app.gateways import people_keys
from forms_app.storage import people_comments, people_texts
from forms_app.storage.database import reading, transaction

AT_LEAST = 10  # texts of one question, before anybody may read one
PURPOSE = "texts"


@transaction("people")
def keep_texts(*, form_id: str, batch: int, texts: Sequence[tuple[str, str]], delete_on: date, is_final: bool) -> None:
    """Keep the (question id, text) pairs of a release in shuffled order; safe to repeat.

    A question's texts wait for each other over releases; those that still wait at the final one are destroyed unread.
    """
    kept = list(texts)
    secrets.SystemRandom().shuffle(kept)
    rows = []
    for question, text in kept:
        id_ = secrets.token_bytes(16)
        body = people_keys.seal(text.encode(), purpose=PURPOSE, form_id=form_id, delete_on=delete_on, row_id=id_)
        rows.append((id_, question, body))
    people_texts.replace_texts(form_id, batch, rows, delete_on=delete_on)
    people_texts.make_readable(form_id, batch, at_least=AT_LEAST)
    if is_final:
        people_texts.delete_waiting(form_id)


@transaction("people")
def destroy_waiting(*, form_id: str) -> None:
    """Of a form that nothing is counted of any more."""
    people_texts.delete_waiting(form_id)


def make_key(*, form_id: str) -> None:
    people_keys.make_form_key(PURPOSE, form_id)


@reading("people")
def look_at_form(*, form_id: str) -> tuple[int, date | None]:
    """How many texts of a form there are, waiting or readable, and the last day on which some would go."""
    return people_texts.look_at_form(form_id)


def erase_form(*, form_id: str) -> None:
    """Delete every text of a form, for good; safe to repeat. The key goes first: then nothing opens them."""
    people_keys.destroy_form_key(PURPOSE, form_id)
    _delete_form(form_id)


@transaction("people")
def _delete_form(form_id: str) -> None:
    people_texts.delete_form(form_id)
    people_comments.delete_form(form_id)


@reading("people")
def count_due(*, today: date) -> int:
    return people_texts.count_due(today)


@transaction("people")
def purge(*, today: date) -> int:
    """Delete the texts whose day has come; says how many."""
    return people_texts.purge_texts(today)
