"""Codes that people read and type: Crockford base32 with a check symbol (crockford.com/base32.html)."""

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = DIGITS + "*~$=U"  # check symbols, value modulo 37
SPOKEN = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def with_check(number: int, digits: int) -> str:
    """The number in so many digits of 5 bits, and its check symbol."""
    text = "".join(DIGITS[(number >> shift) & 31] for shift in range(5 * (digits - 1), -1, -5))
    return text + CHECKS[number % 37]


def grouped(code: str) -> str:
    """The code as people read it: groups of four with hyphens, the check symbol last."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def find_code(typed: str, digits: int) -> str | None:
    """The code somebody typed, forgiving case, hyphens, spaces, O for 0 and I or L for 1; None if it is not one."""
    code = typed.upper().translate(SPOKEN)
    if len(code) != digits + 1 or not set(code[:-1]) <= set(DIGITS):
        return None
    number = 0
    for digit in code[:-1]:
        number = number * 32 + DIGITS.index(digit)
    return code if code[-1] == CHECKS[number % 37] else None
