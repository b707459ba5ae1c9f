"""What of an address may be counted: a keyed name, never the address."""

import hmac
from ipaddress import IPv6Address, ip_address, ip_network

SUBSCRIBER = 64  # bits of an IPv6 address that say whose it is; the rest its owner chooses freely (RFC 6177)
NAME_BYTES = 16


def network_of(address: str) -> str:
    """The part of an address that its owner cannot change at will; what is no address stays as it is."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ip_network((int(parsed), SUBSCRIBER), strict=False))


def keyed_name(key: bytes, purpose: str, text: str) -> str:
    """32 hex digits: HMAC-SHA256 under a key that is gone after its day."""
    message = f"{purpose}\n{text}".encode(errors="surrogatepass")
    return hmac.digest(key, message, "sha256")[:NAME_BYTES].hex()
