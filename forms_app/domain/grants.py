"""The grant: signed proof that a form's password was typed, carried by its pages so that no cookie is needed."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from itsdangerous import BadSignature, Signer

from forms_app.domain.tokens import CLOCK_SKEW, RENEWABLE

PURPOSE = b"grant/1"


def sign(form_id: str, password_hash: str, signing_keys: Sequence[bytes], *, now: datetime) -> str:
    text = f"{form_id}.{int(now.timestamp())}.{_mark_of(password_hash)}"
    return _signer(signing_keys).sign(text).decode()


def is_good(text: str, form_id: str, password_hash: str, signing_keys: Sequence[bytes], *, now: datetime) -> bool:
    """Whether it was given here for this form and its password of today, as long ago as a page may be sent."""
    try:
        form, issued, mark = _signer(signing_keys).unsign(text.encode()).decode().split(".")
        issued_at = datetime.fromtimestamp(int(issued), UTC)
    except (BadSignature, ValueError):
        return False
    return form == form_id and mark == _mark_of(password_hash) and -CLOCK_SKEW <= now - issued_at <= RENEWABLE


def _mark_of(password_hash: str) -> str:
    """Another password ends the grants of the one before."""
    return hashlib.sha256(password_hash.encode()).hexdigest()[:16]


def _signer(keys: Sequence[bytes]) -> Signer:
    return Signer(list(keys), salt=PURPOSE, key_derivation="hmac", digest_method=hashlib.sha256)
