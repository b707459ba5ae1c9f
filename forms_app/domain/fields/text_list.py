"""A list of short texts: names of things, ideas, one to each line."""

from collections.abc import Sequence
from typing import Annotated, ClassVar

from pydantic import Field

from forms_app.domain.errors import Problem
from forms_app.domain.fields.chance import Dice, invented_text, leaning
from forms_app.domain.fields.free_text import read_line
from forms_app.domain.fields.kind import Kind


class TextList(Kind):
    name: ClassVar[str] = "text_list"

    entries: Annotated[int, Field(ge=1, le=20)] = 5
    longest: Annotated[int, Field(ge=1, le=400)] = 80  # bytes of one entry inside the quotes of canonical JSON

    def check(self, raw: Sequence[str]) -> tuple[str, ...] | None:
        """The entries in the order they were written."""
        written = [text for text in raw if text.strip()]
        if len(written) > self.entries:
            raise Problem(
                "Please write no more than %(most)d; there are %(given)d.", most=self.entries, given=len(written)
            )
        lines = (read_line(text, self.longest) for text in written)
        return tuple(line for line in lines if line is not None) or None

    def store(self, value: tuple[str, ...]) -> list[str]:
        return list(value)

    def load(self, stored: object) -> tuple[str, ...]:
        if isinstance(stored, list) and all(isinstance(text, str) for text in stored):
            value = self.check(stored)
            if value is not None and self.store(value) == stored:
                return value
        raise Problem("A list of texts was expected.")

    def columns(self) -> list[str]:
        return [str(number) for number in range(1, self.entries + 1)]

    def cells(self, value: tuple[str, ...]) -> list[str]:
        return [*value, *[""] * (self.entries - len(value))]

    def texts(self, value: tuple[str, ...]) -> list[str]:
        return list(value)

    def may_hold_text(self) -> bool:
        return True

    def sample(self, dice: Dice) -> tuple[str, ...]:
        return (invented_text(self.longest),) * (1 + leaning(dice, self.entries))

    def longest_bytes(self) -> int:
        return len("[]") + self.entries * (self.longest + len('"",')) - len(",")
