"""Receipt codes and the ids of a submission's rows, all derived from the nonce of the form token.

The nonce reaches the visitor's page; the code is shown only after sending and is stored nowhere.
Row ids cannot be computed without the site key, so no row says from which page it came.
"""

import hmac

from forms_app.domain import crockford
from forms_app.domain.answers import Answers
from forms_app.domain.canonical import canonical

CODE_BYTES = 15
CODE_DIGITS = 24  # 15 bytes in groups of 5 bits
ID_BYTES = 16


def derive(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA256, 32 bytes."""
    return hmac.digest(key, message, "sha256")


def receipt_code(site_key: bytes, nonce: bytes) -> str:
    """The 25 symbols of the code without hyphens: 24 digits and a check symbol."""
    number = int.from_bytes(derive(site_key, b"receipt/1" + nonce)[:CODE_BYTES], "big")
    return crockford.with_check(number, CODE_DIGITS)


def grouped(code: str) -> str:
    return crockford.grouped(code)


def find_code(typed: str) -> str | None:
    """The receipt code somebody typed; None if it is not one."""
    return crockford.find_code(typed, CODE_DIGITS)


def ballot_id(site_key: bytes, code: str) -> bytes:
    return derive(site_key, b"ballot/1" + code.encode())[:ID_BYTES]


def spent_id(site_key: bytes, code: str) -> bytes:
    """Derived from the code, not the nonce, so that a withdrawal finds it (docs/decisions/0004)."""
    return derive(site_key, b"spent/1" + code.encode())[:ID_BYTES]


def contact_id(site_key: bytes, code: str) -> bytes:
    """Of the details that came with the answers; derived from the code, so that the code erases them."""
    return derive(site_key, b"contact/1" + code.encode())[:ID_BYTES]


def submission_id(site_key: bytes, code: str) -> bytes:
    """Of what was sent to staff who read each submission; the code shows their answer and erases it."""
    return derive(site_key, b"submission/1" + code.encode())[:ID_BYTES]


def subscription_id(site_key: bytes, code: str) -> bytes:
    """Of the newsletters that were asked for with the answers."""
    return derive(site_key, b"subscription/1" + code.encode())[:ID_BYTES]


def voucher_code(site_key: bytes, code: str) -> str:
    """The private code that shows the voucher again: without the site key neither code tells the other."""
    number = int.from_bytes(derive(site_key, b"voucher-shown/1" + code.encode())[:CODE_BYTES], "big")
    return crockford.with_check(number, CODE_DIGITS)


def voucher_id(site_key: bytes, shown_by: str) -> bytes:
    """Of whoever holds a voucher; `shown_by` is the code that shows it again."""
    return derive(site_key, b"voucher/1" + shown_by.encode())[:ID_BYTES]


def content_tag(code: str, answers: Answers) -> bytes:
    """Tells a retry (same answers) from other answers under the same token; 32 bytes."""
    given = {"counted": answers.counted, "details": answers.details}
    return derive(code.encode(), canonical(given | ({"texts": answers.texts} if answers.texts else {})))
