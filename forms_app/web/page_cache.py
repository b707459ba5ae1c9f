"""Pages that are the same for everybody, kept as rendered: all of a form's but the token or code, and reports."""

import secrets
from collections.abc import Callable, Hashable
from datetime import datetime
from typing import TypeVar

from flask import current_app

from forms_app.domain import tokens
from forms_app.domain.forms import Form
from forms_app.services import submissions
from forms_app.web import current, framing

PLACE = "token-goes-here-7c1f4e"  # stands in the kept page where each visitor's token comes
GROUP_PLACE = "group{}goeshere7c1f4e"  # and each group of a receipt code
MOST_PAGES, MOST_REPORTS = 1_000, 60  # kept by one process; a long report is half a megabyte

Kept = TypeVar("Kept")


def first_page(
    form: Form, language: str, counted_at: datetime | None, offered: Hashable, render: Callable[[str], str]
) -> bytes:
    """The kept page with a fresh token; it says when answers are counted, and which newsletters may be chosen.

    The form knows the revision of the site.
    """

    def make() -> tuple[bytes, bytes]:
        before, _place, after = render(PLACE).encode().partition(PLACE.encode())
        return before, after

    before, after = _kept(
        "first_pages", (form, language, counted_at, offered, framing.is_embedded()), make, most=MOST_PAGES
    )
    return before + fresh_token(form).encode() + after


def thanks(form: Form, said: Hashable, code: str | None, render: Callable[[str | None], str]) -> str:
    """The kept thanks with this receipt code; `said` is what makes them differ, as the version answered."""
    groups = code.split("-") if code else []
    places = [GROUP_PLACE.format(number) for number in range(len(groups))]
    key = (form, said, len(groups), framing.is_embedded())
    page = _kept("thanks", key, lambda: render("-".join(places) or None), most=MOST_PAGES)
    for place, group in zip(places, groups, strict=True):
        page = page.replace(place, group)
    return page


def fresh_token(form: Form) -> str:
    nonce = secrets.token_bytes(tokens.NONCE_BYTES)
    return submissions.issue_token(form=form, nonce=nonce, now=current.now())


def kept_report(key: Hashable, render: Callable[[], str]) -> str:
    """A report as it was rendered; publications never change, so the key says which they are and how they are shown."""
    return _kept("reports", key, render, most=MOST_REPORTS)


def _kept(shelf: str, key: Hashable, make: Callable[[], Kept], *, most: int) -> Kept:
    """What was made under this key, made now where it was not kept; a full shelf is emptied."""
    kept: dict[Hashable, Kept] = current_app.extensions.setdefault(shelf, {})
    found = kept.get(key)
    if found is None:
        found = make()
        if len(kept) >= most:
            kept.clear()
        kept[key] = found
    return found
