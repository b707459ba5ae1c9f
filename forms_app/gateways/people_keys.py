"""Day keys of `people`: a row is sealed under the key of (purpose, day of deletion), which goes on that day."""

import secrets
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

from forms_app.gateways.durable_files import destroy, write_once

NONCE = 12  # bytes, NIST SP 800-38D


def seal(plain: bytes, *, purpose: str, delete_on: date, row_id: bytes) -> bytes:
    """Nonce and AES-256-GCM ciphertext, bound to the row's id."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + _cipher(purpose, delete_on).encrypt(nonce, plain, row_id)


def open_sealed(sealed: bytes, *, purpose: str, delete_on: date, row_id: bytes) -> bytes:
    return _cipher(purpose, delete_on).decrypt(sealed[:NONCE], sealed[NONCE:], row_id)


def destroy_days(today: date) -> int:
    """Destroy every key whose day has come; says how many."""
    due = [path for path in _folder().glob("*_*.key") if date.fromisoformat(path.stem.rsplit("_", 1)[1]) <= today]
    for path in due:
        destroy(path)
    return len(due)


def _cipher(purpose: str, delete_on: date) -> AESGCM:
    path = _folder() / f"{purpose}_{delete_on.isoformat()}.key"
    return AESGCM(write_once(path, AESGCM.generate_key(256)))


def _folder() -> Path:
    folder: Path = current_app.extensions["settings"].people_keys / "days"
    return folder
