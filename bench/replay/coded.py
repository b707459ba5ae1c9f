"""A question with the ids it bears in the application, and what the replay must know of a kind to speak it."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bench.replay.dataset import Question, distinct_labels, shown_label

LANGUAGE = "en"
OTHER = "other"  # id of the row of own words, and part of the input that takes them
CHOICE = "choice"  # id of the table of a question that has one

Field = tuple[str, str]  # name and value of one input


@dataclass(frozen=True)
class CodedQuestion:
    source: Question
    id: str
    option_ids: Mapping[str, str]  # by label: options, rows and columns, items
    required: bool  # as the form asks it
    is_personal: bool  # a detail of a person, asked apart and in no report

    @property
    def allows_other(self) -> bool:
        return bool(self.source.given.get("allow_other"))

    def labels(self, part: str) -> tuple[str, ...]:
        """The labels of options, rows, columns or items, as answers name them."""
        return distinct_labels(self.source.given.get(part) or ())

    def ids(self, part: str) -> dict[str, str]:
        """Labels by the application's id, in order."""
        return {self.option_ids[label]: label for label in self.labels(part)}

    def named(self, part: str) -> list[dict[str, Any]]:
        """Options, rows or items as form/1 has them; equal labels look equal to visitors."""
        labels = self.labels(part)
        return [{"id": self.option_ids[label], "text": {LANGUAGE: shown_label(label, labels)}} for label in labels]

    def id_of(self, label: Any) -> str:
        """The id of what an answer names; raises ValueError for what was not offered."""
        if str(label) not in self.option_ids:
            raise ValueError(f"{label!r} is not among the options.")
        return self.option_ids[str(label)]


@dataclass(frozen=True)
class Sheet:
    """A table that must be printed: its id, the row, item or option it counts, its rows in order."""

    id: str
    name: str | None
    labels: Mapping[str, str]  # words by id
    has_no_answer: bool = True  # False: open and not chosen are the same
    values: Mapping[str, int] = field(default_factory=dict)  # the number a label stands for, by its id
    score: str | None = None  # what may sum the rows up: mean or nps
    classes: Mapping[str, Sequence[str]] = field(default_factory=dict)  # label ids that few people share a row of

    def for_few(self) -> "Sheet":
        """The table as it is printed where few were asked: in classes, and nothing sums it up."""
        shared = {label: class_ for class_, labels in self.classes.items() for label in labels}
        alone = {id_: words for id_, words in self.labels.items() if id_ not in shared}
        ranges = {id_: f"{self.labels[own[0]]} to {self.labels[own[-1]]}" for id_, own in self.classes.items()}
        return replace(self, labels=ranges | alone, values={}, score=None)

    def row_of(self, label: str) -> str:
        """The id of the row that counts a label."""
        if label in self.labels:
            return label
        return next(class_ for class_, labels in self.classes.items() if label in labels)


def no_settings(question: CodedQuestion, answers: Sequence[Any]) -> dict[str, Any]:
    return {}


def no_sheets(question: CodedQuestion) -> list[Sheet]:
    return []


def no_labels(question: CodedQuestion, answer: Any) -> dict[str, str]:
    return {}


@dataclass(frozen=True)
class Conversion:
    """How one kind is set up, sent, looked at by conditions, and counted by hand."""

    fields: Callable[[CodedQuestion, Any], list[Field]]  # what a browser sends; ValueError with the reason
    settings: Callable[[CodedQuestion, Sequence[Any]], dict[str, Any]] = no_settings  # from all answers to it
    operand: Callable[[CodedQuestion, Any], Any] = lambda question, value: value  # of a condition, in form/1
    sheets: Callable[[CodedQuestion], list[Sheet]] = no_sheets
    labels: Callable[[CodedQuestion, Any], Mapping[str, str]] = no_labels  # of an answer, by the table's id
    is_whole: Callable[[Question, Any], bool] = lambda source, answer: True  # enough for a required question
    covers: bool = False  # a whole answer stands in every table
    is_personal: bool = False  # always a detail of a person
    asks: bool = True


def typed(text: Any, *, lines: bool = False) -> str:
    """A text as fingers and browsers can send it: no control characters, breaks only where there are lines."""
    kept = str(text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(c for c in kept if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))
    return kept.replace("\n", "\r\n" if lines else "").strip()


def room_of(text: str) -> int:
    """Bytes of a text once it is stored: composed, in canonical JSON, where quotes and breaks take two."""
    stored = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return len(stored.encode()) + sum(stored.count(character) for character in '"\\\n')


def ensure_room(text: str, most: int) -> str:
    if room_of(text) > most:
        raise ValueError(f"the text takes {room_of(text)} bytes, more than {most}.")
    return text
