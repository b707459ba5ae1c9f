"""Kinds whose value is one text, kept as it was cleaned and read back only where it would be taken again."""

from typing import Any

from forms_app.domain.errors import Problem
from forms_app.domain.fields.chance import Dice, invented_text
from forms_app.domain.fields.free_text import contains, operand_problem
from forms_app.domain.fields.kind import Kind


class Written(Kind):
    def room(self) -> int:
        """Bytes of the longest text as canonical JSON stores it, quotes apart."""
        raise NotImplementedError

    def load(self, stored: object) -> str:
        if not isinstance(stored, str) or not stored or self.check([stored]) != stored:
            raise Problem("A text was expected.")
        return stored

    def cells(self, value: str) -> list[str]:
        return [value]

    def longest_bytes(self) -> int:
        return self.room() + len('""')


class OwnWords(Written):
    """A text that is read apart from every figure; `longest` is in bytes inside the quotes of canonical JSON."""

    longest: int

    def room(self) -> int:
        return self.longest

    def texts(self, value: str) -> list[str]:
        return [value]

    def may_hold_text(self) -> bool:
        return True

    def meets(self, value: str, operator: str, operand: Any) -> bool:
        return operator in self.operators and contains(value, operand)

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        return operand_problem(operand)

    def sample(self, dice: Dice) -> str:
        return invented_text(self.longest)


class Quotable(OwnWords):
    """Own words that readers may pick to be printed, where the question says so to those who answer it."""

    quotable: bool = False

    def may_be_quoted(self) -> bool:
        return self.quotable
