"""The one-time link of an installation without accounts: only its hash is kept, and it is gone once used."""

import hashlib
import hmac
import secrets
from pathlib import Path

from forms_app.gateways.durable_files import destroy, write_once

FILE = "first-start"
TOKEN_BYTES = 20


def make_token(instance: Path) -> str:
    """A new token; the one before it is worth nothing any more."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    destroy(instance / FILE)
    write_once(instance / FILE, mark_of(token))
    return token


def is_token(instance: Path, token: str) -> bool:
    try:
        return hmac.compare_digest((instance / FILE).read_bytes(), mark_of(token))
    except FileNotFoundError:
        return False


def use_up(instance: Path) -> bool:
    """Take the link away; False for all but the first who tries."""
    try:
        (instance / FILE).unlink()
    except FileNotFoundError:
        return False
    return True


def mark_of(token: str) -> bytes:
    return hashlib.sha256(b"first-start/1" + token.encode("utf-8", "replace")).hexdigest().encode()
