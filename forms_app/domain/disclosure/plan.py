"""What one release is asked to print: exact counts with the keys of their people, and the sums everybody knows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from forms_app.domain.bindings import Binding

KEY_SPACE = 1 << 64

Part = tuple[int, ...]  # positions of cells counted together


@dataclass(frozen=True)
class Cell:
    """A count of people; key is the sum of their record keys, None where the cell is empty by construction."""

    count: int
    key: int | None


def together(cells: Iterable[Cell]) -> Cell:
    """The people of several cells that share nobody."""
    possible = [cell for cell in cells if cell.key is not None]
    if not possible:
        return Cell(0, None)
    return Cell(sum(c.count for c in possible), sum(c.key or 0 for c in possible) % KEY_SPACE)


@dataclass(frozen=True)
class Table:
    """Everybody who was asked falls into one of the cells; "no answer" is the last."""

    cells: tuple[Cell, ...]
    groups: Mapping[str, Sequence[Sequence[Cell]]] = field(default_factory=dict)  # breakdown: cells per declared group
    classes: tuple[Part, ...] | None = None  # printed instead of the cells where few people were asked


@dataclass(frozen=True)
class Parent:
    question: str
    table: int
    cells: Part


@dataclass(frozen=True)
class Condition:
    """Asked are the people in these cells of one question; of several questions, those in all or in any of them."""

    parents: tuple[Parent, ...]
    is_all: bool = True


@dataclass(frozen=True)
class Question:
    tables: tuple[Table, ...]
    binding: Binding = None
    condition: Condition | None = None  # None: everybody is asked

    @property
    def asked(self) -> Cell:
        return together(self.tables[0].cells)

    def asked_by(self, breakdown: str) -> list[Cell]:
        """The people asked in each declared group."""
        return [together(cells) for cells in self.tables[0].groups[breakdown]]


@dataclass(frozen=True)
class Plan:
    """One release of n people; questions in the form's order, breakdowns by the ids of their questions."""

    n: int
    questions: Mapping[str, Question]
    breakdowns: tuple[str, ...] = ()
