"""A statement: words between questions, which take no answer."""

from collections.abc import Sequence
from typing import Any, ClassVar

from forms_app.domain.errors import Problem
from forms_app.domain.fields.kind import Kind


class Statement(Kind):
    name: ClassVar[str] = "statement"
    asks: ClassVar[bool] = False

    def check(self, raw: Sequence[str]) -> None:
        """Whatever a page sent under this id, nothing was asked."""
        return None

    def load(self, stored: object) -> Any:
        raise Problem("Nothing was asked here.")

    def columns(self) -> list[str]:
        return []

    def cells(self, value: Any) -> list[str]:
        return []

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        return "A condition cannot ask about a statement, which has no answer."

    def longest_bytes(self) -> int:
        return 0
