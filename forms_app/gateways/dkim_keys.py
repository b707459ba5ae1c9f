"""The public half of the key that signs mails, as a domain's record holds it."""

from base64 import b64encode

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key


def public_key_of(pem: bytes) -> tuple[str, str]:
    """Base64 and algorithm (RFC 6376, RFC 8463); raises ValueError for what is no key of those."""
    private = load_pem_private_key(pem, None)
    if isinstance(private, Ed25519PrivateKey):
        return b64encode(private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode(), "ed25519"
    public = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)  # type: ignore[union-attr]
    return b64encode(public).decode(), "rsa"
