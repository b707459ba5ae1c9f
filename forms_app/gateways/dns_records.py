"""Records of a domain and addresses of a name, asked of the name server of this machine or of the settings."""

import dns.exception
import dns.resolver
from flask import current_app

PATIENCE = 5.0  # seconds for one name


def find_texts(name: str) -> list[str] | None:
    """Each TXT record whole; none where there is no such name; None where nobody answered."""
    try:
        answers = _resolver().resolve(name, "TXT", lifetime=PATIENCE)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError, ValueError):
        return None
    return [b"".join(answer.strings).decode("ascii", "replace") for answer in answers]


def find_addresses(name: str) -> list[str]:
    """Every address of a name, of both sorts; none where nobody knows one."""
    found = []
    for kind in ("A", "AAAA"):
        try:
            found += [answer.address for answer in _resolver().resolve(name, kind, lifetime=PATIENCE)]
        except (dns.exception.DNSException, OSError, ValueError):
            continue
    return found


def _resolver() -> dns.resolver.Resolver:
    """The setting is host:port."""
    server = str(current_app.extensions["settings"].dns_server)
    if not server:
        return dns.resolver.Resolver()
    resolver = dns.resolver.Resolver(configure=False)
    host, _colon, port = server.rpartition(":")
    resolver.nameservers, resolver.port = [host], int(port)
    return resolver
