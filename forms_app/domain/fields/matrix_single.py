"""A matrix: one column for each row, rows may be left open."""

from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from forms_app.domain.canonical import canonical
from forms_app.domain.errors import Problem
from forms_app.domain.fields.chance import Dice, around_the_middle
from forms_app.domain.fields.kind import Kind, Table, split_parts
from forms_app.domain.fields.options import Option, ensure_offered, option_problems
from forms_app.domain.texts import in_language


class MatrixSingle(Kind):
    model_config = ConfigDict(serialize_by_alias=True)

    name: ClassVar[str] = "matrix_single"
    covers: ClassVar[bool] = True

    rows: Annotated[tuple[Option, ...], Field(min_length=1, max_length=100)]
    answers: Annotated[tuple[Option, ...], Field(min_length=2, max_length=20, alias="columns")]  # columns() is taken

    def parts(self) -> list[str]:
        return [row.id for row in self.rows]

    def check(self, raw: Sequence[str]) -> dict[str, str] | None:
        """The column of each row that has one."""
        own, given = split_parts(raw, self.parts())
        if any(text.strip() for text in own):
            raise Problem("Please choose one of the answers offered.")
        offered = [column.id for column in self.answers]
        return {row: ensure_offered(given[row].strip(), offered) for row in self.parts() if row in given} or None

    def gap(self, value: Mapping[str, object]) -> Problem | None:
        return None if len(value) == len(self.rows) else Problem("Please answer every row; this question is required.")

    def load(self, stored: object) -> dict[str, str]:
        rows = self.parts()
        if not isinstance(stored, dict) or not stored or not all(row in rows for row in stored):
            raise Problem("Please choose one of the answers offered.")
        offered = [column.id for column in self.answers]
        return {row: ensure_offered(stored[row], offered) for row in rows if row in stored}

    def columns(self) -> list[str]:
        return self.parts()

    def cells(self, value: Mapping[str, str]) -> list[str]:
        return [value.get(row, "") for row in self.parts()]

    def said(self, value: Mapping[str, str], language: str) -> str:
        texts = {option.id: in_language(option.text, language) for option in self.answers}
        rows = (row for row in self.rows if row.id in value)
        return "; ".join(f"{in_language(row.text, language)}: {texts[value[row.id]]}" for row in rows)

    def tables(self) -> list[Table]:
        labels = tuple((column.id, column.text) for column in self.answers)
        return [Table(row.id, row.text, labels) for row in self.rows]

    def tally(self, value: Mapping[str, str]) -> Mapping[str, str]:
        return value

    def sample(self, dice: Dice) -> dict[str, str]:
        return {row: self.answers[around_the_middle(dice, len(self.answers))].id for row in self.parts()}

    def longest_bytes(self) -> int:
        return len(canonical({row: "abc123" for row in self.parts()}))

    def problems(self, languages: Sequence[str]) -> list[str]:
        return option_problems(self.rows, languages) + option_problems(self.answers, languages)
