"""Where a new form starts: empty, as one of a few sorts, from a template, or as a copy; with a link name of its own."""

import hashlib
from collections.abc import Collection
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from forms_app.domain.definitions import Rhythm
from forms_app.domain.drafts import Document
from forms_app.domain.drafts.contest import has_draw
from forms_app.domain.forms import slug_of
from forms_app.domain.sentences import N_

ALPHABET, ID_LENGTH = "0123456789abcdefghijklmnopqrstuvwxyz", 6  # of an id in form/1
LONGEST_SLUG = 60
DRAWN_AFTER = timedelta(days=3)  # days after the last one
LAST_MINUTE = "23:59"  # of its last day, on the clock where the form is at home


@dataclass(frozen=True)
class Sort:
    """An empty form with its switches set."""

    name: str
    purpose: str
    given: dict[str, Any]


SORTS = {
    "survey": Sort(N_("Survey"), N_("Questions of every type, counted together."), {}),
    "poll": Sort(
        N_("Public poll"),
        N_("One question with one answer. From 50 votes on the numbers are exact; voters are told."),
        {"poll": True},
    ),
    "promotion": Sort(
        N_("Promotion"),
        N_("Everyone who answers gets a voucher code from a list of yours."),
        {"switches": ["count", "reward"]},
    ),
    "contact": Sort(
        N_("Contact form"),
        N_("Staff read each message with the details people leave, and answer it. Visitors are told first."),
        {"switches": ["count", "keep"]},
    ),
    "employees": Sort(
        N_("Survey of employees"),
        N_("No receipt codes, so that nobody can be asked to show theirs."),
        {"audience": "employees"},
    ),
    "contest": Sort(
        N_("Contest"),
        N_("Prizes are drawn among those who take part, by a draw that anyone can check."),
        {"switches": ["count", "draw"]},
    ),
}
FIRST_VOTE = {"id": "first1", "kind": "single_choice", "required": True, "text": {}, "settings": {}}


def id_from(nonce: str) -> str:
    """The id of the form that a page makes, however often it is sent."""
    number = int.from_bytes(hashlib.sha256(f"new form/1 {nonce}".encode()).digest(), "big")
    digits = ""
    while len(digits) < ID_LENGTH:
        number, rest = divmod(number, len(ALPHABET))
        digits += ALPHABET[rest]
    return digits


def empty_form(sort: str) -> Document:
    """A form that asks nothing yet; of a public poll the one question it may ask stands there, without words."""
    given = SORTS[sort].given
    return {
        "format": "form/1",
        "id": "empty1",
        "languages": ["en"],
        "title": {},
        "pages": [{"id": "page01", "questions": [FIRST_VOTE] if given.get("poll") else []}],
        **given,
    }


def started(
    source: Document, *, form_id: str, title: str, zone: str, last_day: date | None, rhythm: Rhythm
) -> Document:
    """A new form like the given one, at home in a zone: other id, title and dates, the same questions by their ids.

    What is not finished of it is copied as it stands. A rhythm is of use only where there is no last day: with one, it
    is counted when it closes.
    """
    schedule: dict[str, Any] = {"zone": zone}
    if last_day is not None:
        schedule["closes"] = f"{last_day.isoformat()}T{LAST_MINUTE}"
    changes = {
        "id": form_id,
        "title": {**source.get("title", {}), source["languages"][0]: title},
        "schedule": schedule,
        "rhythm": "close" if last_day or source.get("poll") or has_draw(source) else rhythm,
    }
    return _with_draw({**deepcopy(source), **changes}, last_day)


def _with_draw(document: Document, last_day: date | None) -> Document:
    """Prizes are drawn at noon, three days after the last one; without a last day that is still to be said."""
    if document.get("contest"):
        drawn = {} if last_day is None else {"draws": f"{(last_day + DRAWN_AFTER).isoformat()}T12:00"}
        rules = {key: value for key, value in document["contest"].items() if key not in ("draws", "lottery")}
        document["contest"] = rules | drawn
    return document


def free_slug(title: str, *, form_id: str, taken: Collection[str]) -> str:
    """A link name made from a title, with the first number that makes it the only one."""
    name = slug_of(title) or form_id
    if name not in taken:
        return name
    number = 2
    while (numbered := f"{name[: LONGEST_SLUG - len(f'-{number}')].rstrip('-')}-{number}") in taken:
        number += 1
    return numbered
