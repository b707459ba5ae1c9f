"""The state of one run: which count of the reader's knowledge stands for which cell, and what was printed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from forms_app.domain.disclosure.drawing import Course, Drawing
from forms_app.domain.disclosure.figures import Printed, PrintedQuestion
from forms_app.domain.disclosure.plan import Cell, Part, Plan

Counts = list[int | None]  # None: impossible


@dataclass
class Shown:
    """A table as it is printed: its parts, their people and their counts."""

    parts: tuple[Part, ...]
    cells: list[Cell]
    counts: Counts
    printed: Printed


@dataclass
class Sheet:
    plan: Plan
    drawing: Drawing
    everybody: int
    asked: dict[str, int] = field(default_factory=dict)  # question: the count of those asked, where it is printed
    asked_split: dict[str, dict[str, Printed]] = field(default_factory=dict)  # question: by breakdown, group by group
    fine: dict[tuple[str, int], Counts] = field(default_factory=dict)  # question, table: its cells
    shown: dict[tuple[str, int], Shown] = field(default_factory=dict)
    groups: dict[str, tuple[Part, ...]] = field(default_factory=dict)  # breakdown: declared groups together
    sizes: dict[str, list[int]] = field(default_factory=dict)  # breakdown: counts of the groups
    crossed: dict[tuple[str, int, str], list[Counts]] = field(
        default_factory=dict
    )  # question, table, breakdown: groups
    rows: dict[tuple[str, str], list[int]] = field(default_factory=dict)  # question, breakdown: asked in each group

    printed: dict[str, PrintedQuestion] = field(default_factory=dict)

    def at(self, step: int) -> "Sheet":
        """The same so far, to go on from at this step."""
        copies: dict[str, Any] = {name: dict(own) for name, own in self.__dict__.items() if isinstance(own, dict)}
        return replace(self, drawing=self.drawing.at(step), **copies)

    def add(self, cells: Iterable[Cell], total: int) -> Counts:
        """New counts, each of some people of the total."""
        knowledge = self.drawing.knowledge
        return [None if cell.key is None else knowledge.count(0, knowledge.high[total]) for cell in cells]

    def add_sum(self, parts: Iterable[int | None]) -> int | None:
        """The count of several others together; the others' own where there is only one."""
        possible = possible_of(parts)
        if len(possible) < 2:
            return possible[0] if possible else None
        knowledge = self.drawing.knowledge
        total = knowledge.count(0, sum(knowledge.high[part] for part in possible))
        knowledge.part(total, possible)
        return total


def new_sheet(plan: Plan, secret: bytes, course: Course) -> Sheet:
    drawing = Drawing(secret, course)
    return Sheet(plan, drawing, drawing.knowledge.count(plan.n, plan.n))


def possible_of(counts: Iterable[int | None]) -> list[int]:
    return [count for count in counts if count is not None]


def anything(values: Sequence[int], base: int) -> bool:
    return True


def is_not_nothing(values: Sequence[int], base: int) -> bool:
    """A table of zeros alone has no percentages."""
    return sum(values) > 0
