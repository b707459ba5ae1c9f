"""Accounts of visitors, possible and never needed: what one may hold, until when, and what of it fits a form."""

import base64
import binascii
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from forms_app.domain.definitions import Definition, Question
from forms_app.domain.errors import NotFound

MONTHS = 24  # without signing in
WARNING = timedelta(days=30)  # before an account that nobody uses is deleted
SESSION = timedelta(hours=12)
LINK = timedelta(hours=2)
DAY_BYTES = 4  # of a day's number

NAME, TELEPHONE, POST = "name00", "phone0", "postal"  # ids of what an account may hold
ASKED = ((NAME, "name", "Name"), (TELEPHONE, "phone", "Telephone"), (POST, "postal_address", "Postal address"))
OFFERED = "to offer it to you when a form asked for it"
DETAILS = Definition.model_validate(
    {
        "format": "form/1",
        "id": "accoun",
        "languages": ["en"],
        "title": {"en": "Your details"},
        "pages": [
            {
                "id": "detail",
                "questions": [
                    {
                        "id": id_,
                        "kind": kind,
                        "text": {"en": text},
                        "personal": {"purpose": {"en": OFFERED}, "delete_after": MONTHS * 31},
                        "settings": {"style": "parts"} if kind == "name" else {},
                    }
                    for id_, kind, text in ASKED
                ],
            }
        ],
    }
)


def last_day(today: date) -> date:
    """On which an account is deleted that was last used today: the first of a month, two years later at least."""
    months = today.year * 12 + today.month + MONTHS
    return date(months // 12, months % 12 + 1, 1)


def offered_of(definition: Definition) -> tuple[Question, ...]:
    """The details of a form to which they may be added after the answers; none depends on an answer."""
    return () if definition.is_read or definition.kiosk else definition.details


def fitting(question: Question, *, address: str, details: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What an account holds for a question, by the part of its inputs; nothing where its kind has no place there."""
    if question.kind == "email":
        return [("", address)]
    if question.kind == "phone" and TELEPHONE in details:
        return [("", details[TELEPHONE])]
    if question.kind == "postal_address":
        return list(details.get(POST, {}).items())
    if question.kind == "name" and NAME in details:
        name: Mapping[str, str] = details[NAME]
        whole = " ".join(name[part] for part in ("given", "family") if part in name)
        return list(name.items()) if question.settings.parts() else [("", whole)]
    return []


def to_text(day: date, sealed: bytes) -> str:
    """What a link carries: the day whose key opens it, and what is sealed."""
    return base64.urlsafe_b64encode(day.toordinal().to_bytes(DAY_BYTES, "big") + sealed).decode().rstrip("=")


def from_text(text: str) -> tuple[date, bytes]:
    """Raises NotFound for what no link carries."""
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
        return date.fromordinal(int.from_bytes(content[:DAY_BYTES], "big")), content[DAY_BYTES:]
    except (ValueError, OverflowError, binascii.Error):
        raise NotFound("link") from None
