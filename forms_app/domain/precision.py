"""How far a figure may be expected to lie from everybody's opinion, before a single answer is in.

Both errors are means of the absolute difference, in percentage points, over opinions of which every mixture is as
likely as any other. Simulated with the real rounding, 3,000 releases for each number: python -m bench.precision.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

PEOPLE = (10, 12, 20, 30, 50, 100, 200, 500, 1000, 2000)
ROUNDING: Mapping[int, Sequence[float]] = {  # by number of options, for each number of people
    2: (12.84, 10.21, 5.87, 4.04, 2.46, 1.24, 0.62, 0.25, 0.13, 0.06),
    3: (14.96, 11.82, 7.02, 4.71, 2.89, 1.43, 0.71, 0.29, 0.14, 0.07),
    4: (14.23, 11.81, 7.09, 4.80, 2.93, 1.46, 0.75, 0.30, 0.15, 0.08),
    6: (12.49, 10.84, 7.00, 4.81, 2.98, 1.52, 0.77, 0.31, 0.16, 0.08),
    10: (9.72, 9.08, 6.45, 4.57, 2.92, 1.52, 0.78, 0.32, 0.16, 0.08),
}
LUCK: Mapping[int, Sequence[float]] = {
    2: (9.97, 9.27, 6.99, 5.82, 4.42, 3.14, 2.26, 1.43, 1.01, 0.72),
    3: (9.97, 9.15, 7.01, 5.69, 4.41, 3.05, 2.21, 1.40, 0.99, 0.70),
    4: (9.37, 8.53, 6.52, 5.22, 4.20, 2.92, 2.06, 1.31, 0.93, 0.66),
    6: (8.19, 7.47, 5.76, 4.70, 3.69, 2.60, 1.84, 1.16, 0.81, 0.58),
    10: (6.57, 6.08, 4.70, 3.83, 2.98, 2.12, 1.47, 0.93, 0.66, 0.47),
}
FEWEST, FEWEST_OPTIONS, MOST_OPTIONS = PEOPLE[0], 2, 10


@dataclass(frozen=True)
class Error:
    """Percentage points."""

    rounding: float  # of what is printed against those who answered
    luck: float  # of those who answered against everybody who might have


def expected_error(*, people: float, options: int, groups: int = 1) -> Error:
    """The errors of one answer's share; where results are split, of a group of average size.

    A group's table is rounded as finely as that of so few people alone (simulated for 2 to 8 groups of 15 to 250).
    More than ten options are taken as ten, and fewer than ten people as ten, since fewer are never shown.
    """
    each = max(people / groups, FEWEST)
    return Error(_between(ROUNDING, each, options), _between(LUCK, each, options))


def _between(table: Mapping[int, Sequence[float]], people: float, options: int) -> float:
    wanted = min(max(options, FEWEST_OPTIONS), MOST_OPTIONS)
    known = sorted(table)
    return _interpolated(wanted, known, [_interpolated(people, PEOPLE, table[one]) for one in known])


def _interpolated(at: float, places: Sequence[float], values: Sequence[float]) -> float:
    """Along straight lines of logarithms: both errors are powers of the number of people, beyond the table too."""
    left = min(max(bisect_right(places, at) - 1, 0), len(places) - 2)
    (x, y), (u, v) = (places[left], values[left]), (places[left + 1], values[left + 1])
    return y * exp(log(v / y) * log(at / x) / log(u / x))
