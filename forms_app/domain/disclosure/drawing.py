"""Draw until safe: every block of numbers drawn again until a reader of all of them narrows no small count.

Rules R4 and R5 with the protocol's amendments. Accepting a draw depends on printed numbers and public sums alone,
so that knowing this code tells a reader nothing more.
"""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field

from forms_app.domain.disclosure.figures import Printed
from forms_app.domain.disclosure.knowledge import Knowledge
from forms_app.domain.disclosure.plan import Cell
from forms_app.domain.disclosure.rounding import BASES, Name, Numbers, Unsafe, next_base

ATTEMPTS = 400  # draws of one block beside what is printed already
ROUNDS = 40  # failures of one block, the blocks around it drawn anew after each, before a later base
ROUNDS_TOGETHER = 120  # failures of all blocks, after which those that can be withheld alone are at once


@dataclass
class Course:
    """What earlier runs over the same release have taught: the base of a block, and how often it was drawn anew."""

    bases: dict[Name, int | None] = field(default_factory=dict)
    rounds: dict[Name, int] = field(default_factory=dict)
    failures: dict[Name, int] = field(default_factory=dict)  # of each block, at its base

    def turn(self, unsafe: Unsafe) -> None:
        """Draw those near anew while that may help, else withhold the block or take a later base for all it drags."""
        failures = self.failures[unsafe.failed] = self.failures.get(unsafe.failed, 0) + 1
        is_over = unsafe.is_apart and sum(self.failures.values()) > ROUNDS_TOGETHER
        if unsafe.near and failures <= ROUNDS and not is_over:
            self.rounds |= {name: self.rounds.get(name, 0) + 1 for name in unsafe.near}
            return
        self.bases |= dict.fromkeys(unsafe.blocks, unsafe.base)
        if not unsafe.is_apart:
            self.rounds, self.failures = {}, {}


@dataclass(frozen=True)
class Block:
    """Numbers that are drawn together; counts are theirs in the reader's knowledge, None: impossible."""

    name: Name  # blocks of one name have one base
    cells: Sequence[Cell]
    counts: Sequence[int | None]
    is_apart: bool = False  # withheld alone where it cannot be drawn: a branch, or a table by groups
    beside: Set[Name] = frozenset()  # what it hangs on without printing the same people, drawn anew with it


class Drawing:
    """One run over a release at given bases: what was printed, and what a reader knows by it."""

    def __init__(self, secret: bytes, course: Course) -> None:
        self.knowledge = Knowledge()
        self.numbers = Numbers(secret)
        self.attempts: list[tuple[Name, int]] = []  # draws each block took
        self._course = course

    def base_of(self, name: Name) -> int | None:
        return self._course.bases.get(name, BASES[0])

    def print_block(self, block: Block, fits: Callable[[Sequence[int], int], bool]) -> Printed:
        """The first safe draw that fits; raises Unsafe where there is none at this base."""
        base = self.base_of(block.name)
        if base is None:
            return Printed(None, (None,) * len(block.cells))
        try:
            self.numbers.open(block.name, block.cells, base)
        except Unsafe as unsafe:
            if not block.is_apart:
                raise
            later = None if unsafe.base == base else unsafe.base  # None: some of its people at an earlier base
            raise Unsafe(block.name, {block.name}, later, is_apart=True) from None
        values = self._draw(block, base, fits)
        if values is None:
            raise self._failed(block, base)
        self.numbers.keep(block.cells, values, base)
        return Printed(base, tuple(values))

    def _failed(self, block: Block, base: int) -> Unsafe:
        near = self.numbers.near(block.name) | block.beside
        if block.is_apart:
            return Unsafe(block.name, {block.name}, None, near, is_apart=True)
        return Unsafe(block.name, self.numbers.sharing(block.name), next_base(base), near)

    def _draw(self, block: Block, base: int, fits: Callable[[Sequence[int], int], bool]) -> list[int] | None:
        refused: set[tuple[int, ...]] = set()
        first = ATTEMPTS * self._course.rounds.get(block.name, 0)
        for attempt in range(first, first + ATTEMPTS):
            values = [self.numbers.number(cell, base, attempt) for cell in block.cells]
            if tuple(values) in refused:
                continue
            after = self._learn(block, values, base) if fits(values, base) else None
            if after is not None:
                self.knowledge = after
                self.attempts.append((block.name, attempt - first + 1))
                return values
            refused.add(tuple(values))
        return None

    def _learn(self, block: Block, values: Sequence[int], base: int) -> Knowledge | None:
        numbers = {count: v for count, v in zip(block.counts, values, strict=True) if count is not None}
        return self.knowledge.with_numbers(numbers, base)
