"""Per cents of printed numbers, and between what they may lie (R6)."""

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]  # printed, low, high
Range = tuple[int, int]  # at least, at most


def percent(printed: int | None, whole: int | None) -> int | None:
    """Whole per cent, halves up; rounding may print more than everybody, which is said as 100."""
    return None if printed is None or not whole else min(100, (200 * printed + whole) // (2 * whole))


def percent_range(place: int, rows: Sequence[Row], whole: Range) -> Range | None:
    """Whole per cents, outwards, between which the true share of a row lies; None where some figure is withheld.

    `whole` is how many people share themselves out over the rows, or, where there is one row, were asked about it.
    """
    if any(row["low"] is None for row in rows):
        return None
    low, high = rows[place]["low"], rows[place]["high"]
    fewest, most = _others(place, rows)
    beside_all = max(fewest, whole[0] - high)
    beside_few = max(fewest, min(most, whole[1] - low)) if len(rows) > 1 else max(0, whole[1] - low)
    lowest = 100 * low // (low + beside_few) if low else 0
    highest = -(-100 * high // (high + max(0, beside_all))) if high else 0
    return lowest, highest


def _others(place: int, rows: Sequence[Row]) -> Range:
    """People in the other rows."""
    rest = [row for other, row in enumerate(rows) if other != place]
    return sum(row["low"] for row in rest), sum(row["high"] for row in rest)
