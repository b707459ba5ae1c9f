"""The contract of a kind of question: the steps between what was sent and what is counted.

    raw list[str] --check--> value --store--> JSON --load--> value --cells--> list[str]
                                                      `------tally--> label's id

A kind is one frozen model of its settings with the steps as methods. It knows nothing of pages:
templates/fields/<kind>/ holds its faces.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from forms_app.domain.texts import Text


class Kind(BaseModel):
    """Settings of one question and what its answers mean; subclasses are listed in KINDS."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: ClassVar[str]
    is_text: ClassVar[bool] = False  # free text: read apart from figures, never counted

    def check(self, raw: Sequence[str]) -> Any:
        """The value of what was sent, None where nothing was answered; raises Problem."""
        raise NotImplementedError

    def store(self, value: Any) -> Any:
        """The value as JSON."""
        return value

    def load(self, stored: Any) -> Any:
        """The value back from JSON; raises ValueError for what this kind never stored."""
        raise NotImplementedError

    def columns(self) -> list[str]:
        """The headings of cells(), after the question's own."""
        return [""]

    def cells(self, value: Any) -> list[str]:
        """The value as spreadsheet cells, one per column."""
        raise NotImplementedError

    def labels(self) -> list[tuple[str, Text]]:
        """Ids and texts of what tally() may return, in order; empty where the kind is not counted."""
        return []

    def tally(self, value: Any) -> str:
        """The id of the one label this value counts for."""
        raise NotImplementedError

    def longest_bytes(self) -> int:
        """Bytes of the longest stored value as canonical JSON."""
        raise NotImplementedError

    def problems(self, languages: Sequence[str]) -> list[str]:
        """Why a question with these settings may not be opened, in plain sentences."""
        return []
