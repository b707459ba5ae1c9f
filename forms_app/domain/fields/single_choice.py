"""Single choice: one option of a list, stored as the option's id."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from forms_app.domain.errors import Problem
from forms_app.domain.fields.kind import Kind
from forms_app.domain.texts import Id, Text


class Option(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Id
    text: Text


class SingleChoice(Kind):
    name: ClassVar[str] = "single_choice"

    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=1500)]

    def check(self, raw: Sequence[str]) -> str | None:
        chosen = [text for text in raw if text]
        if not chosen:
            return None
        if len(set(chosen)) > 1:
            raise Problem("Please choose one answer only.")
        return self._ensure_offered(chosen[0])

    def load(self, stored: object) -> str:
        return self._ensure_offered(stored)

    def cells(self, value: str) -> list[str]:
        return [value]

    def labels(self) -> list[tuple[str, Text]]:
        return [(option.id, option.text) for option in self.options]

    def tally(self, value: str) -> str:
        return value

    def longest_bytes(self) -> int:
        return len('"abc123"')

    def problems(self, languages: Sequence[str]) -> list[str]:
        ids = Counter(option.id for option in self.options)
        twice = [f"Two options share the id {id_}." for id_, times in ids.items() if times > 1]
        return twice + [
            f"The option “{next(iter(option.text.values()))}” has no text in {language}."
            for option in self.options
            for language in languages
            if language not in option.text
        ]

    def _ensure_offered(self, option_id: object) -> str:
        for option in self.options:
            if option.id == option_id:
                return option.id
        raise Problem("Please choose one of the answers offered.")
