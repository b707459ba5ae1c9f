"""Long text: several lines in the visitor's own words, read apart from every figure."""

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar

from pydantic import Field

from forms_app.domain.errors import Problem
from forms_app.domain.fields.chance import Dice, invented_text
from forms_app.domain.fields.free_text import contains, operand_problem, read_lines
from forms_app.domain.fields.kind import CONTENT, Kind


class LongText(Kind):
    name: ClassVar[str] = "long_text"
    operators: ClassVar[tuple[str, ...]] = CONTENT

    longest: Annotated[int, Field(ge=1, le=3000)] = 800  # bytes inside the quotes of canonical JSON

    def check(self, raw: Sequence[str]) -> str | None:
        return read_lines("\n".join(raw), self.longest)

    def load(self, stored: object) -> str:
        if not isinstance(stored, str) or not stored or read_lines(stored, self.longest) != stored:
            raise Problem("A text was expected.")
        return stored

    def cells(self, value: str) -> list[str]:
        return [value]

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

    def longest_bytes(self) -> int:
        return self.longest + len('""')
