"""The key with which this site signs receipts of prize draws, Ed25519; it stands beside the site's other keys."""

from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from flask import current_app

from forms_app.gateways.durable_files import write_once


def sign(message: bytes) -> bytes:
    """64 bytes."""
    return _key().sign(message)


def public_key() -> bytes:
    """32 bytes."""
    return _key().public_key().public_bytes_raw()


def is_signed(message: bytes, signature: bytes, public: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _key() -> Ed25519PrivateKey:
    folder: Path = current_app.extensions["settings"].people_keys
    path = folder / "draws.key"
    try:
        held = path.read_bytes()
    except FileNotFoundError:
        held = write_once(path, Ed25519PrivateKey.generate().private_bytes_raw())
    return Ed25519PrivateKey.from_private_bytes(held)
