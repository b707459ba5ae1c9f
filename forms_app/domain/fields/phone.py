"""A telephone number of a person, as it was written."""

import re
from collections.abc import Sequence
from typing import ClassVar

from forms_app.domain.errors import Problem
from forms_app.domain.fields.digits import plain_digits
from forms_app.domain.fields.options import find_one
from forms_app.domain.fields.written import Written

LONGEST = 40  # characters
WRITTEN = re.compile(r"[0-9 +()/-]+")


class Phone(Written):
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
            raise Problem("Please write a telephone number of 5 to 20 digits, such as +44 20 7946 0123.")
        return number

    def room(self) -> int:
        return LONGEST
