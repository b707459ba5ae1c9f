"""Draw until safe: every block of numbers drawn again until a reader of all of them narrows no small count.

Rules R4 and R5 with the protocol's amendments. Accepting a draw depends on printed numbers and public sums alone,
so that knowing this code tells a reader nothing more.
"""

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice

from forms_app.domain.disclosure.figures import Printed
from forms_app.domain.disclosure.knowledge import Knowledge
from forms_app.domain.disclosure.plan import Cell
from forms_app.domain.disclosure.rounding import BASES, Name, Numbers, Unsafe, next_base
from forms_app.domain.disclosure.rows import Row

ATTEMPTS = 40  # draws of one block beside what is printed already; what fails so often fails in hundreds as well
TRIES = 40 * ATTEMPTS  # draws of one row of it
NEARBY = 6  # failures of one block after which not only those of its question are drawn anew
ROUNDS = 40  # failures of one block, the blocks around it drawn anew after each, before a later base
ROUNDS_TOGETHER = 120  # failures of all blocks, after which those that can be withheld alone are at once


@dataclass
class Course:
    """What earlier runs over the same release have taught: the base of a block, and how often it was drawn anew."""

    bases: dict[Name, int | None] = field(default_factory=dict)
    rounds: dict[Name, int] = field(default_factory=dict)
    failures: dict[Name, int] = field(default_factory=dict)  # of each block, at its base

    def of(self, name: Name) -> tuple[int | None, int]:
        """The base of a block and how often it was drawn anew."""
        return self.bases.get(name, BASES[0]), self.rounds.get(name, 0)

    def turn(self, unsafe: Unsafe) -> None:
        """Draw those near anew while that may help, else withhold the block or take a later base for all it drags."""
        failures = self.failures[unsafe.failed] = self.failures.get(unsafe.failed, 0) + 1
        is_over = unsafe.is_apart and sum(self.failures.values()) > ROUNDS_TOGETHER
        if unsafe.near and failures <= ROUNDS and not is_over:
            near = unsafe.beside if failures <= NEARBY else unsafe.near
            self.rounds |= {name: self.rounds.get(name, 0) + 1 for name in near}
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
    rows: Sequence[Row] = ()  # what adds up within it, if it is made of such rows


class Drawing:
    """One run over a release at given bases: what was printed, and what a reader knows by it."""

    def __init__(self, secret: bytes, course: Course) -> None:
        self.knowledge = Knowledge()
        self.numbers = Numbers(secret)
        self.attempts: list[tuple[Name, int]] = []  # draws each block took
        self._course = course
        self._step = 0
        self._used: dict[Name, tuple[int, int | None, int]] = {}  # block: step, base and rounds

    def at(self, step: int) -> "Drawing":
        """The same so far, to go on from at this step."""
        copy = Drawing.__new__(Drawing)
        copy.__dict__.update(self.__dict__)
        copy.knowledge, copy.numbers = self.knowledge.copy(), self.numbers.copy()
        copy.attempts, copy._used, copy._step = list(self.attempts), dict(self._used), step
        return copy

    def first_changed(self) -> int:
        """The earliest step in which a block was drawn otherwise than the course now says."""
        return min(step for name, (step, *course) in self._used.items() if self._course.of(name) != tuple(course))

    def base_of(self, name: Name) -> int | None:
        self._used.setdefault(name, (self._step, *self._course.of(name)))
        return self._course.of(name)[0]

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
        beside = self.numbers.beside(block.name) | block.beside
        if block.is_apart:
            return Unsafe(block.name, {block.name}, None, near, beside=beside, is_apart=True)
        return Unsafe(block.name, self.numbers.sharing(block.name), next_base(base), near, beside=beside)

    def _draw(self, block: Block, base: int, fits: Callable[[Sequence[int], int], bool]) -> list[int] | None:
        refused: set[tuple[int, ...]] = set()
        rows = [self._draw_row(block, row, base) for row in block.rows] or [self._draw_row(block, None, base)]
        for number, drawn in enumerate(islice(zip(*rows, strict=False), ATTEMPTS), start=1):
            values = tuple(value for row in drawn for value in row)
            if values in refused:
                continue
            after = self._learn(block, values, base) if fits(values, base) else None
            if after is not None:
                self.knowledge = after
                self.attempts.append((block.name, number))
                return list(values)
            refused.add(values)
        return None

    def _draw_row(self, block: Block, row: Row | None, base: int) -> Iterator[tuple[int, ...]]:
        """Draws of a row one after the other, those left out that cannot be safe whatever the other rows print."""
        cells = block.cells if row is None else block.cells[row.cells]
        first = TRIES * self._course.rounds.get(block.name, 0)
        known: dict[tuple[int, ...], bool] = {}
        for attempt in range(first, first + TRIES):
            values = tuple(self.numbers.number(cell, base, attempt) for cell in cells)
            if values not in known:
                known[values] = row is None or self.knowledge.may_print(row, values, base)
            if known[values]:
                yield values

    def _learn(self, block: Block, values: Sequence[int], base: int) -> Knowledge | None:
        numbers = {count: v for count, v in zip(block.counts, values, strict=True) if count is not None}
        return self.knowledge.with_numbers(numbers, base)
