"""Simulates how far rounding and the luck of who answered move a figure: `python -m bench.precision`."""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from forms_app.domain.disclosure import Cell, draw_tables

SEED = 7
PEOPLE = (10, 12, 20, 30, 50, 100, 200, 500, 1000, 2000)
OPTIONS = (2, 3, 4, 6, 10)


@dataclass(frozen=True)
class Trials:
    """Mean absolute errors of a share, in percentage points."""

    rounding: float  # of the printed share against that of those who answered
    luck: float  # of those who answered against everybody who might have


def simulate(*, people: int, options: int, trials: int, seed: int = SEED) -> Trials:
    """Opinions spread evenly over all there could be; so many of these people answer one question."""
    dice = random.Random(f"{seed} {people} {options}")
    rounding = luck = 0.0
    for _ in range(trials):
        opinion = _opinion(dice, options)
        counts = Counter(dice.choices(range(options), opinion, k=people))
        exact = [counts[option] / people for option in range(options)]
        printed = _printed(dice, [counts[option] for option in range(options)], people)
        rounding += _distance(printed, exact)
        luck += _distance(exact, opinion)
    return Trials(100 * rounding / trials, 100 * luck / trials)


def _opinion(dice: random.Random, options: int) -> list[float]:
    """Shares of all answers, every mixture as likely as any other."""
    cuts = sorted(dice.random() for _ in range(options - 1))
    return [high - low for low, high in pairwise([0.0, *cuts, 1.0])]


def _printed(dice: random.Random, counts: Sequence[int], people: int) -> list[float]:
    """Shares as a report says them: of the sum of the printed numbers."""
    cells = [*(Cell(count, dice.getrandbits(64)) for count in counts), Cell(0, None)]
    (drawn,) = draw_tables([cells], n=people, secret=dice.randbytes(32))
    values = [value or 0 for value in drawn.values[: len(counts)]]
    return [value / sum(values) for value in values]


def _distance(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the rows of the tables in forms_app/domain/precision.py."""
    parser = argparse.ArgumentParser(prog="python -m bench.precision", description=__doc__)
    parser.add_argument("--trials", type=int, default=2000)
    trials = parser.parse_args(arguments).trials
    for options in OPTIONS:
        found = [simulate(people=people, options=options, trials=trials) for people in PEOPLE]
        print(options, "rounding", [round(one.rounding, 2) for one in found], flush=True)
        print(options, "luck", [round(one.luck, 2) for one in found], flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
