"""Up to three insiders who pool their answers never obtain a small count of the others exactly."""

import random
from itertools import product

import pytest

from bench.attacks.coalitions import exact_counts
from bench.attacks.people import Asking, Survey, plan_of
from bench.attacks.surveys import SURVEYS
from forms_app.domain.disclosure import draw
from tests.domain.disclosure.test_brute_force import BASE, leaves_five, numbers_of, one_way, tables_of

PROMISED = (1, 2, 3)  # insiders
FEW, MANY = 2, 60  # surveys of each sort and number of insiders
QUICK = [name for name in SURVEYS if name != "everything by four groups"]  # whose programs are large


def obtained(name, trials):
    return [found for k in PROMISED for trial in range(trials) if (found := exact_counts(name, k, trial))]


@pytest.mark.parametrize("name", QUICK)
def test_insiders_obtain_no_small_count_of_the_others_exactly(name):
    assert obtained(name, FEW) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", SURVEYS)
def test_insiders_obtain_no_small_count_exactly_in_many_surveys(name):
    assert obtained(name, MANY) == []


EVEN_HALVES = {(12, 2)}  # 10 and 10 of twelve people are six and six: three of one side know the other three of it


def coalitions(cells, most):
    return [own for own in product(range(most + 1), repeat=cells) if sum(own) <= most]


def narrowest(tables, most):
    """The fewest values a small count of the others keeps, over every coalition that may be among these people."""
    fewest = BASE
    for own in coalitions(len(tables[0]), most):
        possible = [[c - o for c, o in zip(table, own, strict=True)] for table in tables]
        for values in zip(*[others for others in possible if min(others) >= 0], strict=True):
            fewest = min(fewest, len(set(values))) if min(values) < BASE else fewest
    return fewest


@pytest.mark.parametrize(("n", "cells"), [(n, cells) for cells in (2, 3) for n in (10, 11, 12, 13)])
def test_every_list_of_options_keeps_two_values_from_three_insiders_but_of_even_halves(n, cells):
    accepts, origins = one_way(n, cells), {}
    for table in tables_of(n, cells):
        for printed in product(*map(numbers_of, table)):
            origins.setdefault(printed, []).append(table)
    safe = [tables for printed, tables in origins.items() if accepts(printed)]
    assert all(leaves_five(column) for tables in safe for column in zip(*tables, strict=True))
    three = 1 if (n, cells) in EVEN_HALVES else 2
    assert [min(narrowest(tables, most) for tables in safe) for most in (0, 3, 4)] == [5, three, 1]


@pytest.mark.parametrize("few", [0, 1])
def test_which_groups_are_printed_does_not_tell_an_empty_one_from_one_person(few):
    plan = of_three_groups(few)
    assert {draw(plan, secret=bytes([s]) * 32).groups["b"] for s in range(60)} == {((0,), (1, 2))}


def of_three_groups(few):
    survey = Survey({"b": Asking(3, required=True), "q": Asking(2, required=True)}, ("b",))
    people = [{"b": (g,), "q": (i % 2,)} for g, size in enumerate((30, 25, few)) for i in range(size)]
    return plan_of(survey, people, random.Random(1))
