"""Receipt codes and the ids of a submission's rows, all derived from the nonce of the form token.

The nonce reaches the visitor's page; the code is shown only after sending and is stored nowhere.
Row ids cannot be computed without the site key, so no row says from which page it came.
"""

import hmac

from forms_app.domain.answers import Answers
from forms_app.domain.canonical import canonical

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base32, crockford.com/base32.html
CHECKS = DIGITS + "*~$=U"  # check symbols, value modulo 37
CODE_BYTES = 15
CODE_DIGITS = 24  # 15 bytes in groups of 5 bits
ID_BYTES = 16
SPOKEN = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def derive(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA256, 32 bytes."""
    return hmac.digest(key, message, "sha256")


def receipt_code(site_key: bytes, nonce: bytes) -> str:
    """The 25 symbols of the code without hyphens: 24 digits and a check symbol."""
    number = int.from_bytes(derive(site_key, b"receipt/1" + nonce)[:CODE_BYTES], "big")
    digits = "".join(DIGITS[(number >> shift) & 31] for shift in range(5 * (CODE_DIGITS - 1), -1, -5))
    return digits + CHECKS[number % 37]


def grouped(code: str) -> str:
    """The code as people read it: groups of four with hyphens, the check symbol last."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def find_code(typed: str) -> str | None:
    """The code somebody typed, forgiving case, hyphens, spaces, O for 0 and I or L for 1; None if it is not one."""
    code = typed.upper().translate(SPOKEN)
    if len(code) != CODE_DIGITS + 1 or not set(code[:-1]) <= set(DIGITS):
        return None
    number = 0
    for digit in code[:-1]:
        number = number * 32 + DIGITS.index(digit)
    return code if code[-1] == CHECKS[number % 37] else None


def ballot_id(site_key: bytes, code: str) -> bytes:
    return derive(site_key, b"ballot/1" + code.encode())[:ID_BYTES]


def spent_id(site_key: bytes, code: str) -> bytes:
    """Derived from the code, not the nonce, so that a withdrawal finds it (docs/decisions/0004)."""
    return derive(site_key, b"spent/1" + code.encode())[:ID_BYTES]


def contact_id(site_key: bytes, code: str) -> bytes:
    """Of the details that came with the answers; derived from the code, so that the code erases them."""
    return derive(site_key, b"contact/1" + code.encode())[:ID_BYTES]


def content_tag(code: str, answers: Answers) -> bytes:
    """Tells a retry (same answers) from other answers under the same token; 32 bytes."""
    return derive(code.encode(), canonical({"counted": answers.counted, "details": answers.details}))
