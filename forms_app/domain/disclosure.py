"""Counts to safe figures: keyed random rounding, drawn again until nobody can narrow a small count.

Rules R4 and R5 with the protocol's amendments. A printed value p at base b stands for p - b + 1 to p + b - 1.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

BASES = (5, 10, 25)
ATTEMPTS = 400  # draws at one base before the next
SMALL = 5  # a count below this must keep at least this many possible values


@dataclass(frozen=True)
class Cell:
    """A count of people; key is the sum of their record keys, None where the cell is empty by construction."""

    count: int
    key: int | None


@dataclass(frozen=True)
class Printed:
    """Rounded counts of one table in its cells' order; base None means withheld and values are None."""

    base: int | None
    values: tuple[int | None, ...]


@dataclass(frozen=True)
class Band:
    low: int
    high: int


def draw_tables(tables: Sequence[Sequence[Cell]], *, n: int, secret: bytes) -> list[Printed]:
    """One printing per one-way table of the same n people; the same set of people prints the same number."""
    bases: list[int | None] = [BASES[0]] * len(tables)
    while True:
        drawn, failed = _draw_all(tables, bases, n, secret)
        if failed is None:
            return drawn
        for index in _sharing(tables, failed):
            bases[index] = _next_base(bases[failed])


def _draw_all(
    tables: Sequence[Sequence[Cell]], bases: Sequence[int | None], n: int, secret: bytes
) -> tuple[list[Printed], int | None]:
    """The printings so far and the first table that could not be drawn safely, if any."""
    printed: dict[int, int] = {}
    drawn: list[Printed] = []
    for index, (table, base) in enumerate(zip(tables, bases, strict=True)):
        values = _draw_until_safe(table, base, n, secret, printed) if base else [None] * len(table)
        if values is None:
            return drawn, index
        drawn.append(Printed(base, tuple(values)))
        printed |= {
            cell.key: value
            for cell, value in zip(table, values, strict=True)
            if cell.key is not None and value is not None
        }
    return drawn, None


def _draw_until_safe(
    table: Sequence[Cell], base: int, n: int, secret: bytes, printed: dict[int, int]
) -> list[int | None] | None:
    for attempt in range(ATTEMPTS):
        values = [_draw(cell, base, attempt, secret, printed) for cell in table]
        bands = [band_of(value, base) for cell, value in zip(table, values, strict=True) if cell.key is not None]
        if is_safe(bands, n):
            return list(values)
    return None


def _draw(cell: Cell, base: int, attempt: int, secret: bytes, printed: dict[int, int]) -> int:
    if cell.key is None:
        return 0
    if cell.key in printed:
        return printed[cell.key]
    message = b"cell/1" + cell.key.to_bytes(16, "big") + attempt.to_bytes(4, "big") + bytes([base])
    shift = int.from_bytes(hmac.digest(secret, message, "sha256"), "big") % base
    return (cell.count + shift) // base * base


def band_of(printed: int, base: int) -> Band:
    return Band(max(0, printed - base + 1), printed + base - 1)


def is_safe(bands: Sequence[Band], n: int) -> bool:
    """Whether a reader who knows n exactly keeps five values for every count, and union, that may be small."""
    low, high = sum(b.low for b in bands), sum(b.high for b in bands)
    small = [b for b in bands if b.low < SMALL]
    groups = [[b] for b in bands] + ([small] if small else [])
    return all(_is_wide(group, low, high, n) for group in groups)


def _is_wide(group: Sequence[Band], low: int, high: int, n: int) -> bool:
    group_low, group_high = sum(b.low for b in group), sum(b.high for b in group)
    least = max(group_low, n - (high - group_high))
    most = min(group_high, n - (low - group_low))
    return least >= SMALL or most - least >= SMALL - 1


def _sharing(tables: Sequence[Sequence[Cell]], start: int) -> set[int]:
    """The tables joined to this one by sets of people printed in both; they change base together."""
    keys = [{cell.key for cell in table if cell.key} for table in tables]
    joined, reached = {start}, set(keys[start])
    while more := {i for i, own in enumerate(keys) if i not in joined and own & reached}:
        joined |= more
        reached |= set().union(*(keys[i] for i in more))
    return joined


def _next_base(base: int | None) -> int | None:
    later = [b for b in BASES if base is not None and b > base]
    return later[0] if later else None
