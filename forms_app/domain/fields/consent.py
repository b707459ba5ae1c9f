"""Consent: a box to tick, with the words that are agreed to."""

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from forms_app.domain.errors import Problem
from forms_app.domain.fields.kind import Kind, Table
from forms_app.domain.fields.options import find_one
from forms_app.domain.fields.wording import missing_languages
from forms_app.domain.texts import Text, in_language


class Consent(Kind):
    name: ClassVar[str] = "consent"
    operators: ClassVar[tuple[str, ...]] = ("=",)
    covers: ClassVar[bool] = True

    label: Text

    def check(self, raw: Sequence[str]) -> Literal[True] | None:
        ticked = find_one(raw)
        if ticked not in (None, "yes"):
            raise Problem("Please tick the box or leave it empty.")
        return True if ticked else None

    def load(self, stored: object) -> Literal[True]:
        if stored is True:
            return True
        raise Problem("Please tick the box or leave it empty.")

    def cells(self, value: Literal[True]) -> list[str]:
        return ["yes"]

    def said(self, value: Literal[True], language: str) -> str:
        return in_language(self.label, language)

    def tables(self) -> list[Table]:
        return [Table("choice", None, (("yes", self.label),))]

    def tally(self, value: Literal[True]) -> dict[str, str]:
        return {"choice": "yes"}

    def meets(self, value: Literal[True], operator: str, operand: Any) -> bool:
        return operator in self.operators and operand is True

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        return None if operand is True else "The condition must compare with true."

    def possible_values(self) -> list[Any] | None:
        return [True]

    def longest_bytes(self) -> int:
        return len("true")

    def problems(self, languages: Sequence[str]) -> list[str]:
        return missing_languages([self.label], languages)
