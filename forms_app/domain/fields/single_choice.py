"""Single choice: one option of a list, stored as the option's id, or own words beside "other"."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar

from pydantic import Field

from forms_app.domain.errors import Problem
from forms_app.domain.fields.free_text import ROOM_FOR_OWN_WORDS, read_line
from forms_app.domain.fields.kind import EQUALITY, Kind, Table, split_parts
from forms_app.domain.fields.options import (
    OTHER,
    OTHER_TEXT,
    Option,
    ensure_offered,
    find_one,
    find_text,
    operand_problem,
    option_problems,
)
from forms_app.domain.fields.ordering import compares
from forms_app.domain.texts import Text, in_language


class SingleChoice(Kind):
    name: ClassVar[str] = "single_choice"
    operators: ClassVar[tuple[str, ...]] = EQUALITY
    may_be_polled: ClassVar[bool] = True
    covers: ClassVar[bool] = True
    rivals: ClassVar[bool] = True
    may_be_piped: ClassVar[bool] = True

    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=1500)]
    other: bool = False

    def parts(self) -> list[str]:
        return [OTHER] if self.other else []

    def check(self, raw: Sequence[str]) -> str | dict[str, str] | None:
        """The option's id, or {"other": words}."""
        own, given = split_parts(raw, self.parts())
        chosen = find_one(own)
        words = read_line(given.get(OTHER, ""), ROOM_FOR_OWN_WORDS)
        if words is not None:
            return self._in_own_words(chosen, words)
        if chosen == OTHER and self.other:
            raise Problem("Please say what the other answer is.")
        return None if chosen is None else ensure_offered(chosen, self._ids())

    def load(self, stored: object) -> str | dict[str, str]:
        if self.other and isinstance(stored, dict):
            words = stored.get(OTHER)
            if isinstance(words, str) and stored == {OTHER: read_line(words, ROOM_FOR_OWN_WORDS)}:
                return {OTHER: words}
        return ensure_offered(stored, self._ids())

    def columns(self) -> list[str]:
        return ["", OTHER] if self.other else [""]

    def cells(self, value: str | Mapping[str, str]) -> list[str]:
        if isinstance(value, str):
            return [value, ""][: len(self.columns())]
        return [OTHER, value[OTHER]]

    def said(self, value: str | Mapping[str, str], language: str) -> str:
        text = find_text(self.options, value) if isinstance(value, str) else None
        return in_language(text, language) if text else self.cells(value)[-1]

    def tables(self) -> list[Table]:
        other = [(OTHER, OTHER_TEXT)] if self.other else []
        return [Table("choice", None, tuple([(option.id, option.text) for option in self.options] + other))]

    def tally(self, value: str | Mapping[str, str]) -> dict[str, str]:
        return {"choice": _id_of(value)}

    def texts(self, value: str | Mapping[str, str]) -> list[str]:
        return [] if isinstance(value, str) else [value[OTHER]]

    def may_hold_text(self) -> bool:
        return self.other

    def meets(self, value: str | Mapping[str, str], operator: str, operand: Any) -> bool:
        return self.operand_problem(operator, operand) is None and compares(operator, _id_of(value), operand)

    def operand_words(self, operand: Any) -> Text | None:
        return OTHER_TEXT if operand == OTHER else find_text(self.options, operand)

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        return operand_problem(operand, self._ids() + self.parts())

    def piped(self, value: Any) -> Text | None:
        return find_text(self.options, value)

    def possible_values(self) -> list[Any] | None:
        """The options, and own words as one."""
        return [*self._ids(), {OTHER: "…"}] if self.other else list(self._ids())

    def longest_bytes(self) -> int:
        return len('{"other":""}') + ROOM_FOR_OWN_WORDS if self.other else len('"abc123"')

    def problems(self, languages: Sequence[str]) -> list[str]:
        return option_problems(self.options, languages)

    def _ids(self) -> list[str]:
        return [option.id for option in self.options]

    def _in_own_words(self, chosen: str | None, words: str) -> dict[str, str]:
        """Words count as choosing "other", and stand beside no option."""
        if chosen not in (None, OTHER):
            raise Problem("Please choose one of the answers or write your own, not both.")
        return {OTHER: words}


def _id_of(value: str | Mapping[str, str]) -> str:
    return value if isinstance(value, str) else OTHER
