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
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from forms_app.domain.bindings import Binding
from forms_app.domain.errors import Problem
from forms_app.domain.fields.chance import Dice, leaning
from forms_app.domain.texts import Text

EQUALITY = ("=", "!=")
ORDER = ("<", "<=", ">", ">=")
CONTENT = ("contains",)
PRESENCE = ("empty", "filled")  # every kind


@dataclass(frozen=True)
class Class:
    """Labels of a table that are counted together."""

    id: str
    text: Text
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One thing that is counted: everybody falls under one of the labels or under "no answer"."""

    id: str  # unique in the question
    text: Text | None  # what it counts, where that is not the question itself: a row, an option
    labels: tuple[tuple[str, Text], ...]  # ids and texts in order
    classes: tuple[Class, ...] = ()  # labels counted together where few people answered; empty: never
    values: tuple[int | None, ...] = ()  # the number each label stands for, where a mean may be said
    score: Literal["mean", "nps"] | None = None  # what one number may sum the table up


class Kind(BaseModel):
    """Settings of one question and what its answers mean; subclasses are listed in KINDS."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: ClassVar[str]
    asks: ClassVar[bool] = True  # False: says something and takes no answer
    is_personal: ClassVar[bool] = False  # True: always a detail of a person, never counted
    operators: ClassVar[tuple[str, ...]] = ()  # what a condition may ask of a value, beside PRESENCE
    may_be_polled: ClassVar[bool] = False  # a public poll may ask it: every answer is one vote
    covers: ClassVar[bool] = False  # a whole answer names a label in every table
    rivals: ClassVar[bool] = False  # its labels stand against each other: one of them may be ahead

    may_be_piped: ClassVar[bool] = False  # a later question may show what was chosen

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

    def said(self, value: Any, language: str) -> str:
        """The value as staff read it where it was kept: what was chosen in the form's words."""
        return ", ".join(cell for cell in self.cells(value) if cell)

    def sent(self, value: Any) -> list[tuple[str, str]]:
        """What the inputs send for a value: part, or "" for the question's own, and text; check() turns it back."""
        parts = self.parts()
        cells = zip(self.columns(), self.cells(value), strict=True)
        return [(column if column in parts else "", text) for column, text in cells if text]

    def tables(self) -> list[Table]:
        """What is counted; empty where the kind is read apart, or only kept."""
        return []

    def binding(self, *, required: bool) -> Binding:
        """What binds the counts of the question's tables to each other; None where nothing does."""
        return None

    def tally(self, value: Any) -> Mapping[str, str]:
        """The label this value counts for in each table; a table left out counts as "no answer"."""
        return {}

    def texts(self, value: Any) -> list[str]:
        """The free texts in this value, each read apart from everything else."""
        return []

    def may_hold_text(self) -> bool:
        """Whether some value has free texts."""
        return False

    def may_be_quoted(self) -> bool:
        """Whether people are told beside the question that their words may be quoted, without their name."""
        return False

    def meets(self, value: Any, operator: str, operand: Any) -> bool:
        """Whether a given value fulfils one comparison of a condition; an operand nobody can read fulfils none."""
        return False

    def labels_meeting(self, operator: str, operand: Any) -> tuple[str, frozenset[str | None]] | None:
        """The table whose labels tell who fulfils a comparison, and these labels; None where no labels tell.

        The label None is "no answer".
        """
        tables = self.tables()
        if len(tables) != 1:
            return None
        everything = frozenset(label for label, _ in tables[0].labels)
        if operator in PRESENCE:
            return tables[0].id, frozenset([None]) if operator == "empty" else everything
        meeting = self._labels_of(tables[0], operator, operand)
        if meeting is None:
            return None
        return tables[0].id, meeting | {None} if operator == "!=" else meeting

    def _labels_of(self, table: Table, operator: str, operand: Any) -> frozenset[str | None] | None:
        """Labels all of whose values fulfil it; None where some label holds values that do and that do not."""
        values = self.possible_values()
        if values is None:
            return None
        found = {
            met: {self.tally(v)[table.id] for v in values if self.meets(v, operator, operand) is met}
            for met in (True, False)
        }
        return None if found[True] & found[False] else frozenset(found[True])

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        """Why no condition may compare with this operand, as a sentence; None where it may."""
        return None

    def operand_words(self, operand: Any) -> Text | None:
        """An operand as visitors know it, such as an option's text; None where it reads well as it is."""
        return None

    def piped(self, value: Any) -> Text | None:
        """What was chosen, as a later question shows it; None for whatever is no answer of the form's own."""
        return None

    def possible_values(self) -> list[Any] | None:
        """Every value there is, where they can be listed; None where they cannot."""
        return None

    def sample(self, dice: Dice) -> Any:
        """An invented value that fits these settings, for a report before anybody answered; None for no answer."""
        values = self.possible_values()
        return values[leaning(dice, len(values))] if values else None

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
