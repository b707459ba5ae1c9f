"""What must follow from printed numbers alone: per cents, means, recommendation scores."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

FEWEST = 30  # people of a release; below there are only ranges
PROMOTERS, DETRACTORS = (9, 10), range(7)


def percents(printed: Sequence[int], whole: int | None) -> list[int | None]:
    """Whole per cents, of the sum where there are several numbers, of the whole for one; halves go up."""
    total = whole if len(printed) == 1 else sum(printed)
    if not total:
        return [None] * len(printed)
    return [min(100, (200 * count + total) // (2 * total)) for count in printed]


def is_mean(said: float | None, printed: Mapping[int, int]) -> bool:
    """Whether that is the mean of so many people at each value, to a tenth."""
    people = sum(printed.values())
    if not people or said is None:
        return said is None and not people
    exact = Fraction(sum(value * count for value, count in printed.items()), people)
    return _is_nearest(Fraction(str(said)), exact, Fraction(1, 10))


def is_score(said: int | None, printed: Mapping[int, int]) -> bool:
    """Whether that is per cent of promoters less per cent of detractors, to five."""
    people = sum(printed.values())
    if not people or said is None:
        return said is None and not people
    won = sum(printed.get(value, 0) for value in PROMOTERS) - sum(printed.get(value, 0) for value in DETRACTORS)
    return _is_nearest(Fraction(said), Fraction(100 * won, people), Fraction(5))


def _is_nearest(said: Fraction, exact: Fraction, step: Fraction) -> bool:
    return said % step == 0 and abs(said - exact) <= step / 2
