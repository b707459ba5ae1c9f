"""A search for trackers: every sum and difference of a few printed figures that counts some people of its own.

After Denning, Denning and Schwartz: what is not printed, or printed too coarsely, may follow from figures that are. The
search tries every formula of up to four figures added or subtracted (one taken twice stands for two), with the exact
number of people or without; what all formulas for the same people say together is what a reader learns by them.
Formulas are compared by a random sum over the ways a person can go through the survey, so that it takes seconds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

SMALL = 5


@dataclass(frozen=True)
class Figure:
    """Something printed: whom it counts among the ways through the survey, and the least and most it stands for."""

    title: str
    people: np.ndarray
    low: int
    high: int


@dataclass(frozen=True)
class Found:
    title: str
    low: int
    high: int


class Search:
    """All formulas of two figures, in an order in which two of them that count some people are found at once."""

    def __init__(self, figures: Sequence[Figure], ways: int, *, n: int, seed: int = 7) -> None:
        self._weights = np.random.default_rng(seed).integers(-(2**48), 2**48, ways)
        self._n, self._everybody = n, self._mark(np.ones(ways, dtype=np.int64))
        self.formulas = _merge(*_pairs(*_merge(*_singles(figures, self._mark))))

    def __call__(self, targets: Mapping[str, np.ndarray]) -> list[Found]:
        """Targets of which fewer than SMALL values remain, one of them small."""
        ranges = [(title, *self._range(people)) for title, people in targets.items() if people.any()]
        return [Found(*one) for one in ranges if one[1] < SMALL and one[2] - one[1] < SMALL - 1]

    def _mark(self, people: np.ndarray) -> int:
        return int(people.astype(np.int64) @ self._weights)

    def _range(self, people: np.ndarray) -> tuple[int, int]:
        marks, lows, highs = self.formulas
        low, high = 0, self._n
        for times in (0, 1, -1):
            wanted = self._mark(people) - times * self._everybody - marks
            place = np.minimum(np.searchsorted(marks, wanted), len(marks) - 1)
            fits = marks[place] == wanted
            if fits.any():
                low = max(low, int((lows[fits] + lows[place[fits]]).max()) + times * self._n)
                high = min(high, int((highs[fits] + highs[place[fits]]).min()) + times * self._n)
        return low, high


def targets_of(figures: Iterable[Figure]) -> dict[str, np.ndarray]:
    """Of each figure its people and the others; of each two those in both, in one of them only, and in either."""
    named = list({figure.people.tobytes(): figure for figure in figures}.values())
    targets = {one.title: one.people for one in named} | {f"not {one.title}": 1 - one.people for one in named}
    for place, one in enumerate(named):
        for other in named[:place]:
            both = one.people * other.people
            targets[f"{one.title} and {other.title}"] = both
            targets[f"{one.title} but not {other.title}"] = one.people - both
            targets[f"{other.title} but not {one.title}"] = other.people - both
            targets[f"{one.title} or {other.title}"] = one.people + other.people - both
    first = {people.tobytes(): (title, people) for title, people in reversed(targets.items())}
    return dict(first.values())


def _singles(figures: Sequence[Figure], mark):
    """Nothing, and each figure added and subtracted."""
    found = [(0, 0, 0)]
    for figure in figures:
        own = mark(figure.people)
        found += [(own, figure.low, figure.high), (-own, -figure.high, -figure.low)]
    return map(np.array, zip(*found, strict=True))


def _pairs(*singles: np.ndarray):
    """Every one with every other and with itself; with nothing it is that one alone."""
    return tuple(np.add.outer(one, one).ravel() for one in singles)


def _merge(marks: np.ndarray, lows: np.ndarray, highs: np.ndarray):
    """Formulas that count the same people, as one that says what they say together."""
    unique, place = np.unique(marks, return_inverse=True)
    low, high = np.full(len(unique), -(2**40)), np.full(len(unique), 2**40)
    np.maximum.at(low, place, lows)
    np.minimum.at(high, place, highs)
    return unique, low, high
