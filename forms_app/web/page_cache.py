"""The first page of a form, kept as bytes with the place of the token: the same for everybody but for that."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import current_app

from forms_app.domain import tokens
from forms_app.domain.forms import Form
from forms_app.services import submissions
from forms_app.web import current

PLACE = "token-goes-here-7c1f4e"  # stands in the kept page where each visitor's token comes
MOST_PAGES = 1_000  # kept by one process

Pages = dict[tuple[Any, ...], tuple[bytes, bytes]]


def first_page(form: Form, language: str, counted_at: datetime | None, render: Callable[[str], str]) -> bytes:
    """The kept page with a fresh token, rendered where it was not kept yet; it says when answers are counted."""
    kept: Pages = current_app.extensions.setdefault("first_pages", {})
    key = (form, language, counted_at)  # the form knows the revision of the site
    if key not in kept:
        if len(kept) >= MOST_PAGES:
            kept.clear()
        before, _place, after = render(PLACE).encode().partition(PLACE.encode())
        kept[key] = before, after
    before, after = kept[key]
    nonce = secrets.token_bytes(tokens.NONCE_BYTES)
    token = submissions.issue_token(form=form, nonce=nonce, now=current.now())
    return before + token.encode() + after
