"""Keys of `people`: a row is sealed under its day of deletion and its form together; either key gone, nothing opens it.

Destroying a day's key ends what was to be kept until then; destroying a form's key, what one form kept.
"""

import hmac
import secrets
from datetime import date
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

from forms_app.domain.errors import Unreadable
from forms_app.gateways.durable_files import destroy, empty, write_once

NONCE = 12  # bytes, NIST SP 800-38D
SECRET = 32  # bytes


def make_form_key(purpose: str, form_id: str) -> None:
    """Made with the form's opening, so that its file does not say when somebody first needed it."""
    write_once(_form_path(purpose, form_id), secrets.token_bytes(SECRET))


class Lock:
    """The keys of one purpose, form and day, read once for many rows."""

    def __init__(self, *, purpose: str, form_id: str, delete_on: date) -> None:
        self._cipher = _cipher(purpose, form_id, delete_on)

    def seal(self, plain: bytes, row_id: bytes) -> bytes:
        """Nonce and AES-256-GCM ciphertext, bound to the row's id."""
        nonce = secrets.token_bytes(NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, row_id)

    def open_sealed(self, sealed: bytes, row_id: bytes) -> bytes:
        """What was sealed; raises Unreadable where a key is gone."""
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], row_id)
        except InvalidTag as error:
            raise Unreadable from error


def seal(plain: bytes, *, purpose: str, form_id: str, delete_on: date, row_id: bytes) -> bytes:
    """One row sealed; raises Unreadable once the form's key was destroyed."""
    return Lock(purpose=purpose, form_id=form_id, delete_on=delete_on).seal(plain, row_id)


def open_sealed(sealed: bytes, *, purpose: str, form_id: str, delete_on: date, row_id: bytes) -> bytes:
    """What was sealed; raises Unreadable where a key is gone."""
    return Lock(purpose=purpose, form_id=form_id, delete_on=delete_on).open_sealed(sealed, row_id)


def mark_of(text: bytes, *, purpose: str, form_id: str) -> bytes:
    """An HMAC-SHA256 under a form's key, which nobody can make again once that is destroyed; raises Unreadable then."""
    own = write_once(_form_path(purpose, form_id), secrets.token_bytes(SECRET))
    if not own:
        raise Unreadable
    return hmac.digest(own, text, "sha256")


def destroy_days(today: date) -> int:
    """Destroy every key whose day has come; says how many."""
    due = [path for path in _days().glob("*_*.key") if date.fromisoformat(path.stem.rsplit("_", 1)[1]) <= today]
    for path in due:
        destroy(path)
    return len(due)


def destroy_form_key(purpose: str, form_id: str) -> None:
    """For good: an empty file stays, so that no late row gets a new key; safe to repeat."""
    empty(_form_path(purpose, form_id))


def _cipher(purpose: str, form_id: str, delete_on: date) -> AESGCM:
    """RFC 5869, with the form's key as salt: both are 32 random bytes, and nothing follows from one of them."""
    own = write_once(_form_path(purpose, form_id), secrets.token_bytes(SECRET))
    if not own:
        raise Unreadable
    of_day = write_once(_day_path(purpose, delete_on), AESGCM.generate_key(256))
    made = HKDF(algorithm=SHA256(), length=SECRET, salt=own, info=f"people/1 {purpose} {form_id}".encode())
    return AESGCM(made.derive(of_day))


def _form_path(purpose: str, form_id: str) -> Path:
    return _folder() / "forms" / f"{purpose}_{form_id}.key"


def _day_path(purpose: str, delete_on: date) -> Path:
    return _days() / f"{purpose}_{delete_on.isoformat()}.key"


def _days() -> Path:
    return _folder() / "days"


def _folder() -> Path:
    folder: Path = current_app.extensions["settings"].people_keys
    return folder
