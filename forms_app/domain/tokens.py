"""The form token: signed proof that a page of this form was shown here, and when; it makes sending twice harmless."""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, Signer

from forms_app.domain.errors import TokenRefused

PURPOSE = b"form/1"
NONCE_BYTES = 15
RENEWABLE = timedelta(hours=48)  # an expired token keeps its nonce this long
CLOCK_SKEW = timedelta(minutes=5)  # between machines that share the keys


@dataclass(frozen=True)
class FormToken:
    form_id: str
    version: int
    issued_at: datetime
    nonce: bytes

    def is_expired(self, now: datetime, lifetime: timedelta) -> bool:
        return now - self.issued_at > lifetime

    def is_usable(self, now: datetime) -> bool:
        """Neither from days ago nor from a time to come, which a clock that was set back makes of any."""
        return -CLOCK_SKEW <= now - self.issued_at <= RENEWABLE


def sign(token: FormToken, signing_keys: Sequence[bytes]) -> str:
    """The token as text of URL-safe characters; the newest of the keys, the last, signs."""
    nonce = base64.urlsafe_b64encode(token.nonce).decode()
    text = f"{token.form_id}.{token.version}.{int(token.issued_at.timestamp())}.{nonce}"
    return _signer(signing_keys).sign(text).decode()


def read(text: str, signing_keys: Sequence[bytes], *, form_id: str, now: datetime) -> FormToken:
    """The token in the text; raises TokenRefused for a forged one, another form's, or one past renewing."""
    token = read_of_any_age(text, signing_keys, form_id=form_id)
    if not token.is_usable(now):
        raise TokenRefused
    return token


def read_of_any_age(text: str, signing_keys: Sequence[bytes], *, form_id: str) -> FormToken:
    """What a token says of the page that bears it; raises TokenRefused for a forged one or another form's."""
    try:
        token = _parse(_signer(signing_keys).unsign(text.encode()).decode())
    except (BadSignature, ValueError, binascii.Error) as error:
        raise TokenRefused from error
    if token.form_id != form_id:
        raise TokenRefused
    return token


def _parse(text: str) -> FormToken:
    form_id, version, issued, nonce = text.split(".")
    issued_at = datetime.fromtimestamp(int(issued), UTC)
    return FormToken(form_id, int(version), issued_at, base64.urlsafe_b64decode(nonce))


def _signer(keys: Sequence[bytes]) -> Signer:
    return Signer(list(keys), salt=PURPOSE, key_derivation="hmac", digest_method=hashlib.sha256)
