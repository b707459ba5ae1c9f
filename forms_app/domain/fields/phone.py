"""A telephone number of a person, as it was written."""

import re
from collections.abc import Sequence
from typing import ClassVar

from forms_app.domain.errors import Problem
from forms_app.domain.fields.digits import plain_digits
from forms_app.domain.fields.kind import Kind
from forms_app.domain.fields.options import find_one

LONGEST = 40  # characters
WRITTEN = re.compile(r"[0-9 +()/-]+")


class Phone(Kind):
    name: ClassVar[str] = "phone"
    is_personal: ClassVar[bool] = True

    def check(self, raw: Sequence[str]) -> str | None:
        """The number with its spaces, brackets and dashes; points become spaces."""
        sent = find_one(raw)
        if sent is None:
            return None
        number = " ".join(plain_digits(sent).replace(".", " ").split())
        figures = sum(character.isdecimal() for character in number)
        if len(number) > LONGEST or not 5 <= figures <= 20 or not WRITTEN.fullmatch(number):
            raise _unreadable()
        return number

    def load(self, stored: object) -> str:
        if not isinstance(stored, str) or not stored or self.check([stored]) != stored:
            raise _unreadable()
        return stored

    def cells(self, value: str) -> list[str]:
        return [value]

    def longest_bytes(self) -> int:
        return LONGEST + len('""')


def _unreadable() -> Problem:
    return Problem("Please write a telephone number of 5 to 20 digits, such as +44 20 7946 0123.")
