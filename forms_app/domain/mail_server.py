"""The mail server of the settings, as what may be said and done about it."""

import hashlib
from dataclasses import dataclass, fields


@dataclass(frozen=True, kw_only=True)
class Dkim:
    domain: str
    selector: str
    key: bytes  # PEM

    @property
    def record(self) -> str:
        """Where the domain's records hold the key that verifies."""
        return f"{self.selector}._domainkey.{self.domain}"


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """A mail server, and as whom mails are sent by it."""

    host: str
    port: int
    tls: str
    user: str
    password: str
    sender: str
    timeout: int  # seconds
    dkim: Dkim | None

    @property
    def mark(self) -> str:
        """Another one as soon as something changes on which delivery depends; 16 hex digits, of no secret."""
        said = [str(getattr(self, f.name)) for f in fields(self) if f.name not in ("password", "timeout", "dkim")]
        signed = [self.dkim.domain, self.dkim.selector] if self.dkim else []
        return hashlib.sha256("\n".join(said + signed).encode()).hexdigest()[:16]
