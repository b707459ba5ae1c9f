"""Prints what attackers with help obtain: `python -m bench.attacks`, a few minutes."""

import argparse
import sys
from collections.abc import Sequence

from bench.attacks.coalitions import exact_counts
from bench.attacks.guesses import last_of_ten, true_zeros, weekly
from bench.attacks.surveys import SURVEYS

COALITIONS = (1, 2, 3, 4)
WEEKS = (1, 4, 13, 52)
PEOPLE = (10, 30, 100)
OPTIONS = (2, 5)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.attacks", description=__doc__)
    parser.add_argument("--trials", type=int, default=50, help="surveys of each sort and size of coalition")
    trials = parser.parse_args(arguments).trials
    for number in COALITIONS:
        found = [exact_counts(name, number, trial) for name in SURVEYS for trial in range(trials)]
        print(
            f"{number} insiders: {sum(map(bool, found))} of {len(found)} surveys with an exact small count", flush=True
        )
    for options in OPTIONS:
        share = last_of_ten(options, splits=20, draws=10 * trials)
        print(f"nine of ten answers known, {options} options: the last guessed in {share:.0f} %", flush=True)
    for people in PEOPLE:
        share = true_zeros(people, 5, tables=20 * trials)
        print(f"{people} people, 5 options: {share:.0f} % of printed zeros are zero", flush=True)
    for one in weekly(WEEKS):
        print(f"same answers {one.weeks} weeks: averaged right {one.averaged:.0f} %, certain {one.certain:.0f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
