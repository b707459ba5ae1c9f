"""The shape of an example: what is taken, as what it is kept and counted, and what is refused."""

from dataclasses import dataclass, field
from typing import Any

SAME = object()  # stored as it is


@dataclass(frozen=True)
class Taken:
    raw: list[str]
    value: Any
    cells: list[str]
    tally: dict[str, str] = field(default_factory=dict)
    stored: Any = SAME


@dataclass(frozen=True)
class Example:
    kind: str
    taken: list[Taken]
    refused: list[tuple[list[str], str]]  # with a piece of the sentence
    longest: list[str] | None = None  # what is stored in exactly longest_bytes()
    settings: dict[str, Any] = field(default_factory=dict)
