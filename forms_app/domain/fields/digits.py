"""What people type for figures, dates and telephone numbers, in ASCII: digits of every script, dashes, spaces."""

import unicodedata

LONGEST = 100  # characters; nothing that is read as figures is longer
SIGNS = str.maketrans({"−": "-", "‐": "-", "‑": "-", "–": "-", "٫": ".", "’": "'", "٬": "'"})


def plain_digits(text: str) -> str:
    """The text with every decimal digit as 0 to 9 and runs of spaces as one; empty where it is far too long."""
    if len(text) > LONGEST:
        return ""
    spaced = " ".join(text.translate(SIGNS).split())
    return "".join(str(unicodedata.decimal(character, character)) for character in spaced)
