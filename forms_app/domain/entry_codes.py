"""Codes that let one person answer once: made at random, kept as keyed hashes, deleted when spent."""

from forms_app.domain import crockford
from forms_app.domain.receipts import ID_BYTES, derive

DIGITS = 11
BITS = 5 * DIGITS


def code_of(number: int) -> str | None:
    """The code of a random number of BITS bits; None where its check symbol is no letter or figure."""
    code = crockford.with_check(number, DIGITS)
    return code if code[-1] in crockford.DIGITS else None


def grouped(code: str) -> str:
    return crockford.grouped(code)


def find_code(typed: str) -> str | None:
    return crockford.find_code(typed.strip()[:100], DIGITS)


def code_id(site_key: bytes, form_id: str, code: str) -> bytes:
    """What is kept of a code: nobody without the site key can try codes on a copy of the database."""
    return derive(site_key, b"entry/1" + form_id.encode() + code.encode())[:ID_BYTES]
