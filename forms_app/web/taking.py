"""Answers as they come from a page or a program, handed on: one reading of them, so that both keep the same rules."""

import secrets
from datetime import timedelta

from werkzeug.datastructures import MultiDict

from forms_app.domain import tokens
from forms_app.domain.errors import (
    AlreadySent,
    CodeRefused,
    FormChanged,
    FormsError,
    Full,
    LooksAutomatic,
    NotOpen,
    NotReady,
    NoVoucher,
    Refused,
    TokenExpired,
    TokenRefused,
    Unavailable,
)
from forms_app.domain.forms import Form
from forms_app.services import admission, submissions
from forms_app.web import claiming, current, entering, offered
from forms_app.web.changed import Sent
from forms_app.web.form_page import ENTRY, GRANT

Given = MultiDict[str, str]  # what was sent, by the names of the page's inputs

REFUSALS: dict[type[FormsError], int] = {
    Refused: 422,
    TokenRefused: 422,
    TokenExpired: 422,
    LooksAutomatic: 422,
    CodeRefused: 422,
    AlreadySent: 409,
    Full: 409,
    NoVoucher: 409,
    FormChanged: 409,
    NotOpen: 409,
    NotReady: 503,
    Unavailable: 503,
}
SAME_TOKEN = (Refused, CodeRefused, LooksAutomatic, NotReady, Unavailable)  # refusals after which it may be used again


def take(sent: Sent, given: Given) -> tuple[str, bool]:
    """Store what was given: the receipt code, and whether newsletters were asked for. Raises one of REFUSALS."""
    wish = offered.read_wish(sent.definition, given)
    code = submissions.receive(
        form=sent.form,
        definition=sent.definition,
        token=given.get("token", ""),
        raw=given.to_dict(flat=False),
        entry=given.get(ENTRY, ""),
        now=current.now(),
        lifetime=lifetime(),
        minimum=timedelta(seconds=current.settings().minimum_seconds),
        later=offered.later_step(sent.form, sent.definition, wish, current.now()),
        draw=entering.read_entry(sent.definition, given),
        claim=claiming.read_claim(sent.form, sent.definition, given),
    )
    return code, wish is not None


def is_let_in(form: Form, given: Given) -> bool:
    """Whether the form's password was typed; who sends a page again that was taken is told so all the same."""
    now = current.now()
    return admission.is_granted(form=form, text=given.get(GRANT, ""), now=now) or submissions.is_sent(
        form=form, token=given.get("token", ""), now=now
    )


def token_after(form: Form, refusal: FormsError, token: str) -> str:
    """The token with which it is sent again: the same, unless it may not be used any more."""
    if isinstance(refusal, SAME_TOKEN) and token:
        return token
    nonce = refusal.nonce if isinstance(refusal, TokenExpired | FormChanged) else fresh_nonce()
    return submissions.issue_token(form=form, nonce=nonce, now=current.now())


def fresh_nonce() -> bytes:
    return secrets.token_bytes(tokens.NONCE_BYTES)


def lifetime() -> timedelta:
    return timedelta(seconds=current.settings().token_lifetime)
