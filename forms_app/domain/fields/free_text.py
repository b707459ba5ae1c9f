"""Texts in people's own words: one spelling, nothing that cannot be shown, and room counted in stored bytes."""

import unicodedata
from math import ceil

from forms_app.domain.canonical import canonical
from forms_app.domain.errors import Problem

ROOM_FOR_OWN_WORDS = 160  # bytes of the words beside "other"
UNSHOWN = ("Cc", "Cs", "Cn")  # control, lone surrogate, unassigned: the last would make NFC differ between versions
SHRINKS_BY = 4  # NFC makes at most one character of four


def read_line(text: str, room: int) -> str | None:
    """One line of text of at most room bytes, None for a blank; raises Problem."""
    text = _compose(text, room)
    if any(unicodedata.category(character) in UNSHOWN for character in text):
        raise Problem("Please remove the characters that cannot be shown, such as line breaks or tabs.")
    return _ensure_fits(text, room) if text else None


def read_lines(text: str, room: int) -> str | None:
    """The same with line breaks kept, as one newline each, and tabs as spaces."""
    text = _compose(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "), room)
    if any(unicodedata.category(character) in UNSHOWN for character in text if character != "\n"):
        raise Problem("Please remove the characters that cannot be shown.")
    return _ensure_fits(text, room) if text else None


def stored_bytes(text: str) -> int:
    """Bytes of a text inside its quotes as canonical JSON."""
    return len(canonical(text)) - len('""')


def contains(text: str, operand: object) -> bool:
    """Whether the operand stands in the text, capital letters or not."""
    return isinstance(operand, str) and bool(operand.strip()) and operand.casefold() in text.casefold()


def operand_problem(operand: object) -> str | None:
    """Why no text may be searched for this operand."""
    return None if isinstance(operand, str) and operand.strip() else "The condition has no words to look for."


def _compose(text: str, room: int) -> str:
    """The text as NFC, once it is short enough for that: long runs of accents take NFC quadratic time."""
    text = text.strip()
    if len(text) > room * SHRINKS_BY:
        raise _too_long(len(text) - room)
    return unicodedata.normalize("NFC", text)


def _ensure_fits(text: str, room: int) -> str:
    size = stored_bytes(text)
    if size > room:
        raise _too_long(ceil((size - room) * len(text) / size))
    return text


def _too_long(over: int) -> Problem:
    return Problem("Please shorten this by about %(over)d letters.", over=over)
