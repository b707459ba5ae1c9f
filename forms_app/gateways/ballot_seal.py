"""The public side of ballot keys: seal to a period's public key (HPKE, RFC 9180)."""

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def seal(packed: bytes, *, public_key: bytes, form_id: str, period: int, ballot_id: bytes) -> bytes:
    """The sealed ballot, 48 bytes longer; only the period's private key and the same ids open it."""
    key = X25519PublicKey.from_public_bytes(public_key)
    return SUITE.encrypt(packed, key, info=binding(form_id, period, ballot_id))


def binding(form_id: str, period: int, ballot_id: bytes) -> bytes:
    """What a sealed ballot is bound to: form (6 bytes), period (4, big-endian) and its id (16)."""
    return b"ballot/1" + form_id.encode() + period.to_bytes(4, "big") + ballot_id
