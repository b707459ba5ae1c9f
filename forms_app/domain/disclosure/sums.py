"""The sums a reader knows between counts, each count by its number."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Relation:
    """Low and high of a sum of counts, each taken so many times."""

    terms: tuple[tuple[int, int], ...]
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Partition:
    """The people of one count, each in exactly one of the parts."""

    total: int
    parts: tuple[int, ...]


@dataclass(frozen=True)
class Grid:
    """A two-way table; rows and columns are counts that add up to the total, None is an impossible cell."""

    total: int
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    cells: tuple[tuple[int | None, ...], ...]
