"""No formula over everything that is printed counts some people more closely than to five values.

The same search must find formulas where figures are made as others make them, or it would prove nothing.
"""

import random
from dataclasses import replace

import numpy as np
import pytest

from bench.attacks.people import plan_of
from bench.attacks.readers import Reader
from bench.attacks.surveys import SURVEYS, some_people
from forms_app.domain.disclosure import draw
from tests.domain.disclosure.trackers import Figure, Search, targets_of

BASE = 5
SMALL_ONES = ("lists", "branches", "two groups")
LARGE_ONES = (
    "branches by groups",
    "a breakdown",
    "two breakdowns",
    "several options",
    "none of these",
    "two conditions",
)


def printed_of(name, seed):
    """The survey answered by some people: every printed figure, and how many people it counts in truth."""
    survey, rng = SURVEYS[name], random.Random(f"{name} {seed}")
    people = some_people(survey, rng)
    reader = Reader(survey, draw(plan_of(survey, people, rng), secret=rng.randbytes(32)), people)
    figures = [
        Figure(title, count.astype(int), max(0, value - base + 1), value + base - 1)
        for title, count, (value, base) in reader.printed
    ]
    truth = np.array([sum(p == person for person in people) for p in reader.patterns])
    return figures, [int(figure.people @ truth) for figure in figures], len(people)


def found_in(figures, n):
    ways = len(figures[0].people)
    return Search(figures, ways, n=n)(targets_of(figures))


def found_where(remade, names=SMALL_ONES, seeds=4):
    """What the search finds in all of these surveys when figures are made otherwise."""
    found = []
    for name in names:
        for seed in range(seeds):
            figures, truth, n = printed_of(name, seed)
            dice = random.Random(seed)
            found += found_in([remade(f, c, dice) for f, c in zip(figures, truth, strict=True)], n)
    return found


def rounded_each_time(figure, count, dice):
    """Random rounding without a key: the same people may print two numbers, and nothing is looked at before."""
    value = (count + dice.randrange(BASE)) // BASE * BASE
    return replace(figure, low=max(0, value - BASE + 1), high=value + BASE - 1)


def hidden_below_five(figure, count, _):
    return replace(figure, low=count, high=count) if count >= BASE else replace(figure, low=0, high=BASE - 1)


def with_exact_groups(figure, count, _):
    """As they are printed, but for the sizes of groups."""
    return replace(figure, low=count, high=count) if figure.title.startswith("b.0") else figure


@pytest.mark.parametrize("name", SMALL_ONES)
def test_no_formula_over_printed_figures_narrows_a_small_count(name):
    for seed in range(8):
        figures, _, n = printed_of(name, seed)
        assert found_in(figures, n) == []


@pytest.mark.parametrize("remade", [rounded_each_time, hidden_below_five])
def test_the_search_finds_trackers_in_figures_as_others_make_them(remade):
    assert len(found_where(remade)) > 3


def test_the_search_finds_trackers_where_sizes_of_groups_are_exact():
    assert found_where(with_exact_groups, ["two groups"], 40)


def test_the_search_finds_who_is_missing_from_a_sum_of_three():
    one, other, third = np.eye(3, dtype=int)
    figures = [Figure("one", one, 10, 10), Figure("other", other, 8, 8), Figure("third", third, 0, 4)]
    assert ("third", 2, 2) in [(found.title, found.low, found.high) for found in found_in(figures, 20)]


@pytest.mark.slow
@pytest.mark.parametrize("name", [*SMALL_ONES, *LARGE_ONES])
def test_no_formula_over_many_surveys_narrows_a_small_count(name):
    for seed in range(100, 160 if name in SMALL_ONES else 105):
        figures, _, n = printed_of(name, seed)
        assert found_in(figures, n) == []


def in_period(figures, place):
    """The figures of one of two periods, beside people of the other whom they do not count."""
    nobody = np.zeros_like(figures[0].people)
    sides = [lambda people: np.concatenate([people, nobody]), lambda people: np.concatenate([nobody, people])]
    return [replace(f, title=f"{f.title} then {place}", people=sides[place](f.people)) for f in figures]


def summed(one, other):
    return Figure(f"{one.title} in all", one.people + other.people, one.low + other.low, one.high + other.high)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["lists", "branches"])
def test_periods_and_their_sums_give_no_formula_either(name):
    for seed in range(5):
        (first, _, m), (second, _, n) = printed_of(name, seed), printed_of(name, seed + 50)
        periods = [in_period(first, 0), in_period(second, 1)]
        known = [Figure("everybody then", sum(f.people for f in periods[0]).clip(0, 1), m, m)]
        titles = {f.title.removesuffix(" then 1"): f for f in periods[1]}
        both = [(f, titles[f.title.removesuffix(" then 0")]) for f in periods[0] if f.title[:-7] in titles]
        figures = [*periods[0], *periods[1], *known, *(summed(*pair) for pair in both)]
        assert found_in(figures, m + n) == []
