"""Means and recommendation scores of printed numbers, and between what they may lie (R6)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

PROMOTERS, DETRACTORS = 9, 6  # at least, at most; of 0 to 10
NPS_STEP = 5  # a recommendation score is said in steps of this

Row = Mapping[str, Any]  # value, printed, low, high


def mean(rows: Sequence[Row]) -> float | None:
    """To a tenth, over the rows that stand for a number."""
    found = _average(rows, "printed", _itself)
    return None if found is None else float(round(found, 1))


def mean_range(rows: Sequence[Row]) -> tuple[float, float] | None:
    """Between what the mean of any counts within their ranges lies, outwards to a tenth."""
    found = _average_range(rows, _itself)
    return None if found is None else (_down(found[0]), -_down(-found[1]))


def nps(rows: Sequence[Row]) -> int | None:
    """Per cent of promoters less per cent of detractors, to the nearest five."""
    found = _average(rows, "printed", _side)
    return None if found is None else NPS_STEP * round(found / NPS_STEP)


def nps_range(rows: Sequence[Row]) -> tuple[int, int] | None:
    """Between what the score of any counts within their ranges lies, outwards to five."""
    found = _average_range(rows, _side)
    return None if found is None else (NPS_STEP * int(found[0] // NPS_STEP), -NPS_STEP * int(-found[1] // NPS_STEP))


def _itself(value: int) -> int:
    return value


def _side(value: int) -> int:
    return 100 * (value >= PROMOTERS) - 100 * (value <= DETRACTORS)


def _average(rows: Sequence[Row], of: str, weigh: Callable[[int], int]) -> float | None:
    counted = [(weigh(row["value"]), row[of]) for row in rows if row["value"] is not None]
    if any(people is None for _, people in counted):
        return None
    people = sum(count for _, count in counted)
    return sum(weight * count for weight, count in counted) / people if people else None


def _average_range(rows: Sequence[Row], weigh: Callable[[int], int]) -> tuple[float, float] | None:
    """The lowest average fills the low values and empties the high ones, from some value on; the highest likewise."""
    if _average(rows, "printed", weigh) is None:
        return None
    counted = sorted((weigh(row["value"]), row["low"], row["high"]) for row in rows if row["value"] is not None)
    lowest = [_weighted(counted[:cut], counted[cut:]) for cut in range(len(counted) + 1)]
    highest = [_weighted(counted[cut:], counted[:cut]) for cut in range(len(counted) + 1)]
    lows = [average for average in lowest if average is not None]
    highs = [average for average in highest if average is not None]
    return (min(lows), max(highs)) if lows and highs else None


def _weighted(full: Sequence[tuple[int, int, int]], empty: Sequence[tuple[int, int, int]]) -> float | None:
    counts = [(weight, high) for weight, _, high in full] + [(weight, low) for weight, low, _ in empty]
    people = sum(count for _, count in counts)
    return sum(weight * count for weight, count in counts) / people if people else None


def _down(value: float) -> float:
    """To the tenth below; what is a tenth but for the noise of floats stays."""
    return float((value * 10 + 1e-9) // 1 / 10)
