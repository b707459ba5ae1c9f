"""The contract of a kind of question: the steps between what was sent and what is counted.

    raw list[str] --check--> value --store--> JSON --load--> value --cells--> list[str]
                                                      |------tally--> {table's id: label's id}
                                                      `------texts--> free texts, read apart

A kind is one frozen model of its settings with the steps as methods. It knows nothing of pages:
templates/fields/<kind>/ holds its faces. What an input of its own name sent arrives as it is; what the
input of a part sent arrives as "part=text" (a row of a matrix, the own words beside "other").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from forms_app.domain.errors import Problem
from forms_app.domain.texts import Text

EQUALITY = ("=", "!=")
ORDER = ("<", "<=", ">", ">=")
CONTENT = ("contains",)
PRESENCE = ("empty", "filled")  # every kind


@dataclass(frozen=True)
class Table:
    """One thing that is counted: everybody falls under one of the labels or under "no answer"."""

    id: str  # unique in the question
    text: Text | None  # what it counts, where that is not the question itself: a row, an option
    labels: tuple[tuple[str, Text], ...]  # ids and texts in order


class Kind(BaseModel):
    """Settings of one question and what its answers mean; subclasses are listed in KINDS."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: ClassVar[str]
    asks: ClassVar[bool] = True  # False: says something and takes no answer
    is_personal: ClassVar[bool] = False  # True: always a detail of a person, never counted
    operators: ClassVar[tuple[str, ...]] = ()  # what a condition may ask of a value, beside PRESENCE
    covers: ClassVar[bool] = False  # a whole answer names a label in every table
    linked: ClassVar[bool] = False  # the counts of one question's tables bound each other

    def parts(self) -> list[str]:
        """Names of the inputs beside the question's own, after its id and a full stop."""
        return []

    def check(self, raw: Sequence[str]) -> Any:
        """The value of what was sent, None where nothing was answered; raises Problem."""
        raise NotImplementedError

    def gap(self, value: Any) -> Problem | None:
        """Why an answer does not do where one is required; None where it does."""
        return None

    def store(self, value: Any) -> Any:
        """The value as JSON."""
        return value

    def load(self, stored: Any) -> Any:
        """The value back from JSON; raises Problem for what this kind never stored."""
        raise NotImplementedError

    def columns(self) -> list[str]:
        """The headings of cells(), after the question's own."""
        return [""]

    def cells(self, value: Any) -> list[str]:
        """The value as spreadsheet cells, one per column; ids for what was chosen."""
        raise NotImplementedError

    def tables(self) -> list[Table]:
        """What is counted; empty where the kind is read apart, or only kept."""
        return []

    def tally(self, value: Any) -> Mapping[str, str]:
        """The label this value counts for in each table; a table left out counts as "no answer"."""
        return {}

    def texts(self, value: Any) -> list[str]:
        """The free texts in this value, each read apart from everything else."""
        return []

    def may_hold_text(self) -> bool:
        """Whether some value has free texts."""
        return False

    def meets(self, value: Any, operator: str, operand: Any) -> bool:
        """Whether a given value fulfils one comparison of a condition; an operand nobody can read fulfils none."""
        return False

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        """Why no condition may compare with this operand, as a sentence; None where it may."""
        return None

    def operand_words(self, operand: Any) -> Text | None:
        """An operand as visitors know it, such as an option's text; None where it reads well as it is."""
        return None

    def possible_values(self) -> list[Any] | None:
        """Every value there is, where they can be listed; None where they cannot."""
        return None

    def longest_bytes(self) -> int:
        """Bytes of the longest stored value as canonical JSON."""
        raise NotImplementedError

    def problems(self, languages: Sequence[str]) -> list[str]:
        """Why a question with these settings may not be opened, in plain sentences."""
        return []


def split_parts(raw: Sequence[str], parts: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """What the question's own input sent, and what each of its parts sent where it sent anything."""
    own: list[str] = []
    given: dict[str, str] = {}
    for text in raw:
        part, found, rest = text.partition("=")
        if not found or part not in parts:
            own.append(text)
        elif rest.strip():
            given.setdefault(part, rest)
    return own, given
