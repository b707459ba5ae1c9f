"""Draw until safe: every block of numbers drawn again until a reader of all of them narrows no small count.

Rules R4 and R5 with the protocol's amendments. Accepting a draw depends on printed numbers and public sums alone,
so that knowing this code tells a reader nothing more.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from forms_app.domain.disclosure.figures import Printed
from forms_app.domain.disclosure.knowledge import Knowledge
from forms_app.domain.disclosure.plan import Cell
from forms_app.domain.disclosure.rounding import BASES, Numbers, Unsafe, next_base

ATTEMPTS = 400  # draws at one base before the next

Bases = Mapping[Hashable, int | None]


@dataclass(frozen=True)
class Block:
    """Numbers that are drawn together; counts are theirs in the reader's knowledge, None: impossible."""

    name: Hashable  # blocks of one name have one base
    cells: Sequence[Cell]
    counts: Sequence[int | None]


class Drawing:
    """One run over a release at given bases: what was printed, and what a reader knows by it."""

    def __init__(self, secret: bytes, bases: Bases) -> None:
        self.knowledge = Knowledge()
        self.numbers = Numbers(secret)
        self.attempts: list[tuple[Hashable, int]] = []  # draws each block took
        self._bases = bases

    def base_of(self, name: Hashable) -> int | None:
        return self._bases.get(name, BASES[0])

    def print_block(self, block: Block, fits: Callable[[Sequence[int], int], bool]) -> Printed:
        """The first safe draw that fits; raises Unsafe where there is none at this base."""
        base = self.base_of(block.name)
        if base is None:
            return Printed(None, (None,) * len(block.cells))
        self.numbers.open(block.name, block.cells, base)
        values = self._draw(block, base, fits)
        if values is None:
            raise Unsafe(self.numbers.sharing(block.name), next_base(base))
        self.numbers.keep(block.cells, values, base)
        return Printed(base, tuple(values))

    def _draw(self, block: Block, base: int, fits: Callable[[Sequence[int], int], bool]) -> list[int] | None:
        refused: set[tuple[int, ...]] = set()
        for attempt in range(ATTEMPTS):
            values = [self.numbers.number(cell, base, attempt) for cell in block.cells]
            if tuple(values) in refused:
                continue
            after = self._learn(block, values, base) if fits(values, base) else None
            if after is not None:
                self.knowledge = after
                self.attempts.append((block.name, attempt + 1))
                return values
            refused.add(tuple(values))
        return None

    def _learn(self, block: Block, values: Sequence[int], base: int) -> Knowledge | None:
        numbers = {count: v for count, v in zip(block.counts, values, strict=True) if count is not None}
        return self.knowledge.with_numbers(numbers, base)
