"""What may be said of two figures: only where their ranges do not overlap is one ahead, or has one risen (UX.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Row = Mapping[str, Any]  # of a report: printed, low, high, percent_low, percent_high
Change = Literal["rose", "fell", "close"]


@dataclass(frozen=True)
class Lead:
    """The answer most people gave, and those that may be level with it, by position."""

    first: int
    level: tuple[int, ...]  # without the first; empty: clearly ahead


def lead_of(rows: Sequence[Row]) -> Lead | None:
    """Who leads among rival answers; None where some figure is withheld, or nobody chose any."""
    if len(rows) < 2 or any(row["printed"] is None for row in rows):
        return None
    first = max(range(len(rows)), key=lambda place: (rows[place]["printed"], -place))
    if rows[first]["printed"] == 0:
        return None
    level = tuple(place for place, row in enumerate(rows) if place != first and row["high"] >= rows[first]["low"])
    return Lead(first, level)


def change_of(before: Row, after: Row, *, measure: str = "percent") -> Change | None:
    """How a figure moved, by the ranges of `measure` (percent, mean, nps); None where one of them has none."""
    low, high = f"{measure}_low", f"{measure}_high"
    if any(row.get(low) is None or row.get(high) is None for row in (before, after)):
        return None
    if after[low] > before[high]:
        return "rose"
    return "fell" if after[high] < before[low] else "close"


def are_apart(rows: Sequence[Row]) -> bool | None:
    """Whether the shares of some two groups differ for certain; None where fewer than two are known."""
    known = [row for row in rows if row["percent_low"] is not None]
    if len(known) < 2:
        return None
    return bool(max(row["percent_low"] for row in known) > min(row["percent_high"] for row in known))
