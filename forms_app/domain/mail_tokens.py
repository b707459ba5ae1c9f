"""Names of addresses that cannot be turned back, and the tokens of links in mails.

A link to unsubscribe must work for as long as the mail lies somewhere: its token needs no row, no time and no
newest key; every key that ever signed verifies it.
"""

import base64
import binascii
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from forms_app.domain.errors import NotFound
from forms_app.domain.receipts import derive

SUBJECT, MAC, TOPIC, DAY = 16, 16, 4, 4  # bytes; DAY: of a day's number, or of an instant's
NO_TOPIC = bytes(TOPIC)
LISTED, CONFIRM, NEVER, OWN, RIGHTS = b"unsub/1\0", b"confirm/1\0", b"never/1\0", b"own/1\0", b"rights/1\0"  # purposes
RESET, SESSION = b"reset/1\0", b"account-session/1\0"
HAND_IN = b"hand-in/1\0"


@dataclass(frozen=True)
class Listed:
    """Who is written to about what."""

    subject: bytes
    topic: bytes


def subject_of(site_key: bytes, address: str) -> bytes:
    """An address's name under the site's pepper; capitals make no second one."""
    return derive(derive(site_key, b"pepper/1"), address.casefold().encode())[:SUBJECT]


def listed_token(keys: Sequence[bytes], listed: Listed) -> str:
    """base64url(subject 16 + MAC 16 + topic 4), 48 characters."""
    return _text(listed.subject + _mac(keys[-1], LISTED, listed.subject + listed.topic) + listed.topic)


def read_listed(keys: Sequence[bytes], text: str) -> Listed:
    """Raises NotFound for a token that was not made here."""
    content = _bytes(text, SUBJECT + MAC + TOPIC)
    subject, mac, topic = content[:SUBJECT], content[SUBJECT : SUBJECT + MAC], content[SUBJECT + MAC :]
    _ensure_made_here(keys, LISTED, subject + topic, mac)
    return Listed(subject, topic)


def id_token(keys: Sequence[bytes], purpose: bytes, id_: bytes) -> str:
    """Of a row, or of an address's name, for one purpose; 43 characters."""
    return _text(id_ + _mac(keys[-1], purpose, id_))


def read_id(keys: Sequence[bytes], purpose: bytes, text: str) -> bytes:
    content = _bytes(text, SUBJECT + MAC)
    _ensure_made_here(keys, purpose, content[:SUBJECT], content[SUBJECT:])
    return content[:SUBJECT]


def own_token(keys: Sequence[bytes], subject: bytes, *, until: date, purpose: bytes = OWN) -> str:
    """Of a link to one's own newsletters, or to all that is held, good through a day."""
    dated = subject + until.toordinal().to_bytes(DAY, "big")
    return _text(dated + _mac(keys[-1], purpose, dated))


def read_own(keys: Sequence[bytes], text: str, *, today: date, purpose: bytes = OWN) -> bytes:
    content = _bytes(text, SUBJECT + DAY + MAC)
    dated, mac = content[: SUBJECT + DAY], content[SUBJECT + DAY :]
    _ensure_made_here(keys, purpose, dated, mac)
    if today.toordinal() > int.from_bytes(dated[SUBJECT:], "big"):
        raise NotFound("link")
    return dated[:SUBJECT]


def timed_token(keys: Sequence[bytes], purpose: bytes, id_: bytes, *, until: datetime) -> str:
    """Of a link that is good through an instant, to the second."""
    dated = id_ + int(until.timestamp()).to_bytes(DAY, "big")
    return _text(dated + _mac(keys[-1], purpose, dated))


def read_timed(keys: Sequence[bytes], purpose: bytes, text: str, *, now: datetime) -> bytes:
    content = _bytes(text, SUBJECT + DAY + MAC)
    dated, mac = content[: SUBJECT + DAY], content[SUBJECT + DAY :]
    _ensure_made_here(keys, purpose, dated, mac)
    if now > datetime.fromtimestamp(int.from_bytes(dated[SUBJECT:], "big"), UTC):
        raise NotFound("link")
    return dated[:SUBJECT]


def content_token(keys: Sequence[bytes], purpose: bytes, content: bytes) -> str:
    """Of a link that carries all it is about; base64url(content, MAC 16)."""
    return _text(content + _mac(keys[-1], purpose, content))


def read_content(keys: Sequence[bytes], purpose: bytes, text: str, *, length: int) -> bytes:
    """Raises NotFound for a token that was not made here."""
    content = _bytes(text, length + MAC)
    _ensure_made_here(keys, purpose, content[:length], content[length:])
    return content[:length]


def claimed(text: str) -> bytes:
    """Whose a timed token says it is, to be believed once it was read."""
    return _bytes(text, SUBJECT + DAY + MAC)[:SUBJECT]


def _mac(key: bytes, purpose: bytes, content: bytes) -> bytes:
    return derive(key, purpose + content)[:MAC]


def _ensure_made_here(keys: Sequence[bytes], purpose: bytes, content: bytes, mac: bytes) -> None:
    if not any([hmac.compare_digest(_mac(key, purpose, content), mac) for key in keys]):
        raise NotFound("link")


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _bytes(text: str, length: int) -> bytes:
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise NotFound("link") from None
    if len(content) != length or _text(content) != text:
        raise NotFound("link")
    return content
