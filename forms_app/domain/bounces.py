"""Reports that a mail came back or was unwanted, as far as they prove that they are about a mail of ours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

HARD, SOFT, COMPLAINT = "hard", "soft", "complaint"
HEAD = re.IGNORECASE | re.MULTILINE
TOKEN = re.compile(rb"^List-Unsubscribe:\s*<https?://[^>\s]{1,300}/u/([A-Za-z0-9_-]{48})>", HEAD)
STATUS = re.compile(r"\b([45])\.(\d{1,3})\.(\d{1,3})\b")
# RFC 3463: what is said of the address itself; full boxes, content and policy say nothing of it.
OF_THE_ADDRESS = {("1", "0"), ("1", "1"), ("1", "2"), ("1", "3"), ("1", "6"), ("1", "10"), ("2", "1"), ("0", "0")}


@dataclass(frozen=True, kw_only=True)
class Report:
    token: str  # of the link to unsubscribe of the mail that came back: nobody else can have made it
    kind: str


def read_report(content: bytes) -> Report | None:
    """A delivery status (RFC 3464) or a complaint (RFC 5965); None for what is neither or is about no mail of ours."""
    message = message_from_bytes(content)
    kind = next((kind for part in message.walk() if (kind := _kind(part))), None)
    token = next((token for part in message.walk() if (token := _token(part))), None)
    return Report(token=token, kind=kind) if kind and token else None


def kind_of(code: int, text: str) -> str:
    """What a mail server's refusal says of the address: three digits, and perhaps an enhanced status in the text."""
    found = STATUS.search(text)
    if found is None:
        return HARD if code in (550, 551, 553) else SOFT
    is_for_good, of = found[1] == "5", (found[2], found[3])
    return HARD if is_for_good and of in OF_THE_ADDRESS else SOFT


def _kind(part: Message) -> str | None:
    if part.get_content_type() == "message/feedback-report":
        return COMPLAINT if re.search(r"^Feedback-Type:\s*abuse", _plain(part), HEAD) else None
    if part.get_content_type() != "message/delivery-status":
        return None
    blocks = [block for block in part.get_payload() if isinstance(block, Message)]
    failed = [block for block in blocks if str(block.get("Action", "")).strip().lower() == "failed"]
    return kind_of(0, str(failed[0].get("Status", ""))) if failed else None


def _token(part: Message) -> str | None:
    """From the mail that came back, or its head."""
    if part.get_content_type() not in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"):
        return None
    found = TOKEN.search(_plain(part).encode("ascii", "replace"))
    return found[1].decode() if found else None


def _plain(part: Message) -> str:
    payload = part.get_payload()
    if isinstance(payload, list):
        return "\n".join(_lines([inner for inner in payload if isinstance(inner, Message)]))
    decoded = part.get_payload(decode=True)
    return decoded.decode("ascii", "replace") if isinstance(decoded, bytes) else str(payload)


def _lines(payload: list[Message]) -> Iterator[str]:
    for inner in payload:
        yield from (f"{name}: {' '.join(str(value).split())}" for name, value in inner.items())
        if not inner.items():
            yield str(inner.get_payload())
