"""Keyed random rounding: the same people print the same number wherever they are counted in a release.

Rule R4. A printed value p at base b stands for p - b + 1 to p + b - 1.
"""

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from forms_app.domain.disclosure.plan import Cell

Name = tuple[str, ...]  # of a block of numbers drawn together: what it is, its question, more

BASES = (5, 10, 25)
SMALL = 5  # a count that may be below keeps at least as many possible values
ENOUGH = 10  # more people than this stand for certain behind a printed branch or group: at base 5, a printed 15


@dataclass(frozen=True)
class Band:
    low: int
    high: int


class Unsafe(Exception):
    """These blocks cannot be drawn at their bases; all of them go to this one (None: withheld).

    Near are the blocks to draw otherwise before that, those beside it at first; none where only another base helps.
    Apart: nothing else goes with the block.
    """

    def __init__(
        self,
        failed: Name,
        blocks: set[Name],
        base: int | None,
        near: Iterable[Name] = (),
        *,
        beside: Iterable[Name] = (),
        is_apart: bool = False,
    ) -> None:
        super().__init__(failed, blocks, base)
        self.failed = failed
        self.blocks = blocks
        self.base = base
        self.near = set(near)
        self.beside = set(beside)
        self.is_apart = is_apart


def band_of(printed: int, base: int) -> Band:
    return Band(max(0, printed - base + 1), printed + base - 1)


def is_enough(printed: int, base: int) -> bool:
    return band_of(printed, base).low > ENOUGH


def keeps_five(low: int, high: int) -> bool:
    return low >= SMALL or high - low >= SMALL - 1


def is_lost(low: int, high: int) -> bool:
    """Narrowed, and no better for whatever else is learnt."""
    return high < SMALL and high - low < SMALL - 1


def shift(key: int, attempt: int, base: int, secret: bytes) -> int:
    message = b"cell/1" + key.to_bytes(16, "big") + attempt.to_bytes(4, "big") + bytes([base])
    return int.from_bytes(hmac.digest(secret, message, "sha256"), "big") % base


def next_base(base: int) -> int | None:
    return next((b for b in BASES if b > base), None)


class Numbers:
    """The numbers printed so far in one run over a release, by the key of their people."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._printed: dict[int, tuple[int, int]] = {}  # key: value, base
        self._keys: dict[Name, set[int]] = {}

    def copy(self) -> "Numbers":
        copy = Numbers(self._secret)
        copy._printed = dict(self._printed)
        copy._keys = {name: set(keys) for name, keys in self._keys.items()}
        return copy

    def number(self, cell: Cell, base: int, attempt: int) -> int:
        if cell.key is None or cell.count == 0:
            return 0
        if cell.key in self._printed:
            return self._printed[cell.key][0]
        return (cell.count + shift(cell.key, attempt, base, self._secret)) // base * base

    def open(self, block: Name, cells: Iterable[Cell], base: int) -> None:
        """Note whose people a block prints; raises Unsafe where some were printed at another base."""
        keys = {cell.key for cell in cells if cell.key is not None and cell.count}
        self._keys.setdefault(block, set()).update(keys)
        others = {self._printed[key][1] for key in keys if key in self._printed}
        if others - {base}:
            raise Unsafe(block, self.sharing(block), max(others | {base}))

    def keep(self, cells: Sequence[Cell], values: Sequence[int], base: int) -> None:
        for cell, value in zip(cells, values, strict=True):
            if cell.key is not None and cell.count:
                self._printed.setdefault(cell.key, (value, base))

    def near(self, block: Name) -> set[Name]:
        """This block, those that print some of the same people, and those of the same question."""
        own = self._keys[block]
        return {other for other, keys in self._keys.items() if own & keys} | self.beside(block)

    def beside(self, block: Name) -> set[Name]:
        """The blocks of the same question."""
        return {other for other in self._keys if other[1] == block[1]}

    def sharing(self, block: Name) -> set[Name]:
        """The blocks joined to this one by sets of people printed in both; they change base together."""
        joined, reached = {block}, set(self._keys[block])
        while more := {b for b, own in self._keys.items() if b not in joined and own & reached}:
            joined |= more
            reached |= set().union(*(self._keys[b] for b in more))
        return joined
