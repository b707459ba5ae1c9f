"""Which passwords may be chosen: long ones of any characters, but not a row of what everybody guesses first."""

from collections.abc import Sequence

from forms_app.domain.errors import Problem

SHORTEST = 15  # characters; OWASP ASVS 5.0, 6.2.9, without a second factor
LONGEST = 128  # characters
OWN_PART = 8  # characters that must be left when what everybody guesses is taken out
GUESSED = (  # parts of the most used passwords, which joined or repeated make long ones
    "qwertyuiop asdfghjkl zxcvbnm qwertz qwerty azerty asdf 1q2w3e4r5t 1q2w3e4r 1qaz2wsx abcdefghijklmnopqrstuvwxyz "
    "abcdefgh abcdef abc123 abc 1234567890 123456789 12345678 1234567 123456 12345 1234 123 0987654321 987654321 "
    "password passw0rd p@ssw0rd pass secret letmein welcome iloveyou admin administrator login changeme default "
    "monkey dragon football baseball sunshine princess superman trustno1 master hello user test guest"
)


def ensure_good(password: str, *, personal: Sequence[str]) -> None:
    """Raises Problem; personal are words an attacker knows: the account's address, the site's name."""
    if len(password) < SHORTEST:
        raise Problem("Please use at least %(shortest)d characters.", shortest=SHORTEST)
    if len(password) > LONGEST:
        raise Problem("Please use at most %(longest)d characters.", longest=LONGEST)
    if len(_own_part(password.casefold(), personal)) < OWN_PART:
        raise Problem("This password is easy to guess. Please choose other words.")


def _own_part(password: str, personal: Sequence[str]) -> str:
    """The password without what everybody guesses, and without repeating itself."""
    known = [word.casefold() for word in personal if len(word) > 2]
    for part in sorted([*GUESSED.split(), *known], key=len, reverse=True):
        password = password.replace(part, "")
    return _once(password)


def _once(text: str) -> str:
    """The piece that a text repeats, or the text itself: 'abab' is 'ab'."""
    return text[: (text + text).index(text, 1)] if text else ""
