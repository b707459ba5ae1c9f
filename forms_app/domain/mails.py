"""One mail as bytes: two parts, and headers that stand whole on their line where mail programs want them so."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any

BREAKS = re.compile(r"[\r\n\0\v\f\x1c-\x1e\x85\u2028\u2029]")  # all that some program takes for the end of a line
LONGEST_SUBJECT = 200  # characters


class MailPolicy(EmailPolicy):
    """Python folds a long List-Unsubscribe into an encoded word, and mail programs then show no button for it.

    cpython issue 85725; `_fold` is private, so tests look at the bytes.
    """

    def _fold(self, name: str, value: str, refold_binary: bool = False) -> str:
        if name.lower().startswith("list-"):
            return f"{name}: {value}{self.linesep}"
        return str(super()._fold(name, value, refold_binary))  # type: ignore[misc]


POLICY = MailPolicy(linesep="\r\n")


@dataclass(frozen=True, kw_only=True)
class Mail:
    to: str
    subject: str
    text: str
    html: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Sender:
    address: str
    name: str

    @property
    def host(self) -> str:
        return self.address.rpartition("@")[2]


def ensure_line(text: str) -> str:
    """The text, which may stand in a header; raises ValueError where it would begin another one."""
    if BREAKS.search(text):
        raise ValueError("a header is one line")
    return text


def to_bytes(mail: Mail, *, sender: Sender, id_: bytes, now: datetime) -> bytes:
    """The mail as it is sent; tried again, its Message-ID is the same. Raises ValueError for what is no mail."""
    if not ensure_line(mail.to).isascii():
        raise ValueError("not every mail server takes this address")
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(ensure_line(sender.name), addr_spec=sender.address)
    message["To"] = Address(addr_spec=mail.to)
    message["Subject"] = ensure_line(mail.subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{id_.hex()}@{sender.host}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notes in answer
    for name, value in mail.headers.items():
        message[name] = ensure_line(value)
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    return message.as_bytes()


def to_document(mail: Mail) -> dict[str, Any]:
    return {**vars(mail), "headers": dict(mail.headers)}
