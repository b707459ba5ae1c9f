"""Yes or no, in the words the form has for it."""

from collections.abc import Sequence
from typing import Any, ClassVar

from forms_app.domain.errors import Problem
from forms_app.domain.fields.kind import EQUALITY, Kind, Table
from forms_app.domain.fields.options import ensure_offered, find_one
from forms_app.domain.fields.ordering import compares
from forms_app.domain.fields.wording import missing_languages
from forms_app.domain.texts import Text, in_language

WORDS = {True: "yes", False: "no"}


class YesNo(Kind):
    name: ClassVar[str] = "yes_no"
    operators: ClassVar[tuple[str, ...]] = EQUALITY
    covers: ClassVar[bool] = True
    rivals: ClassVar[bool] = True
    may_be_piped: ClassVar[bool] = True

    yes: Text = {"en": "Yes"}
    no: Text = {"en": "No"}

    def check(self, raw: Sequence[str]) -> bool | None:
        chosen = find_one(raw)
        return None if chosen is None else ensure_offered(chosen, tuple(WORDS.values())) == "yes"

    def load(self, stored: object) -> bool:
        if isinstance(stored, bool):
            return stored
        raise Problem("Please choose one of the answers offered.")

    def cells(self, value: bool) -> list[str]:
        return [WORDS[value]]

    def said(self, value: bool, language: str) -> str:
        return in_language(self.yes if value else self.no, language)

    def tables(self) -> list[Table]:
        return [Table("choice", None, (("yes", self.yes), ("no", self.no)))]

    def tally(self, value: bool) -> dict[str, str]:
        return {"choice": WORDS[value]}

    def meets(self, value: bool, operator: str, operand: Any) -> bool:
        return isinstance(operand, bool) and compares(operator, value, operand)

    def operand_words(self, operand: Any) -> Text | None:
        return self.yes if operand else self.no

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        return None if isinstance(operand, bool) else "The condition must compare with true or false."

    def piped(self, value: bool) -> Text | None:
        return self.operand_words(value)

    def possible_values(self) -> list[Any] | None:
        return [True, False]

    def longest_bytes(self) -> int:
        return len("false")

    def problems(self, languages: Sequence[str]) -> list[str]:
        return missing_languages([self.yes, self.no], languages)
