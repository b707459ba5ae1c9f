"""What stays a guess, and how good a guess: the last of ten answers, a printed 0, the same people every week."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from forms_app.domain.disclosure import Cell, Printed, draw_tables

TEN = 10
FORMS = 60  # whose people answer every week


def printed(counts: Sequence[int], dice: random.Random) -> Printed:
    """One question counted of people with new keys, nobody missing."""
    cells = [*(Cell(count, dice.getrandbits(64) if count else 0) for count in counts), Cell(0, None)]
    return draw_tables([cells], n=sum(counts), secret=dice.randbytes(32))[0]


def last_of_ten(options: int, *, splits: int, draws: int, seed: int = 7) -> float:
    """Per cent of right guesses by somebody who knows nine of ten answers and every chance of the rounding.

    The guess is learnt from half of the drawings and tried on the others, so that chance does not flatter it.
    """
    dice, right, tried = random.Random(seed), 0, 0
    for _ in range(splits):
        nine = Counter(dice.choices(range(options), k=TEN - 1))
        tables = [[nine[option] + (option == last) for option in range(options)] for last in range(options)]
        seen = [Counter(printed(table, dice).values for _ in range(draws)) for table in tables]
        for last, table in enumerate(tables):
            for _ in range(draws):
                values = printed(table, dice).values
                chances = [counter[values] for counter in seen]
                right += chances.index(max(chances)) == last
                tried += 1
    return 100 * right / tried


def true_zeros(people: int, options: int, *, tables: int, seed: int = 7) -> float:
    """Per cent of the printed zeros that are zero in truth; opinions spread over all there could be."""
    dice, zeros, true = random.Random(seed), 0, 0
    for _ in range(tables):
        opinion = [dice.expovariate(1) for _ in range(options)]
        answers = Counter(dice.choices(range(options), opinion, k=people))
        counts = [answers[option] for option in range(options)]
        for count, value in zip(counts, printed(counts, dice).values, strict=False):
            zeros += value == 0
            true += value == 0 and count == 0
    return 100 * true / zeros


@dataclass(frozen=True)
class Repeated:
    """Per cent of the small counts after so many weeks of the same answers by the same people."""

    weeks: int
    averaged: float  # right, by rounding the mean of the printed numbers
    certain: float  # known for certain, where ranges leave one value


def weekly(weeks: Sequence[int], *, people: int = 30, forms: int = FORMS, seed: int = 7) -> list[Repeated]:
    dice, averaged, certain, small = random.Random(seed), Counter(), Counter(), 0
    for _ in range(forms):
        counts = [dice.randrange(5), dice.randrange(5), dice.randrange(5)]
        counts.append(people - sum(counts))
        series = [printed(counts, dice) for _ in range(max(weeks))]
        small += len(counts) - 1
        for place, count in enumerate(counts[:-1]):
            for end in weeks:
                values = [one.values[place] or 0 for one in series[:end]]
                averaged[end] += round(sum(values) / end) == count
                certain[end] += max(0, max(values) - 4) == min(values) + 4
    return [Repeated(end, 100 * averaged[end] / small, 100 * certain[end] / small) for end in weeks]
