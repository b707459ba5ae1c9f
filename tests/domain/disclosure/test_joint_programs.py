"""Random surveys before a reader with integer programs: nothing printed, taken together, narrows a small count."""

import random

import pytest

from bench.attacks.people import plan_of
from bench.attacks.readers import Reader
from bench.attacks.surveys import SURVEYS, some_people
from forms_app.domain.disclosure import draw

FEW, MANY = 2, 250  # surveys of each sort
FEWER = {  # of the larger sorts
    "a breakdown": 40,
    "two breakdowns": 60,
    "four breakdowns": 40,
    "everything by four groups": 40,
    "scales and choices in branches by groups": 100,
    "a matrix and classes": 60,
    "rankings": 150,
    "partial rankings": 150,
}


def narrowed(name, runs, seed):
    """How many people and which counts, of every survey in which a reader narrows a small one."""
    survey, rng, found = SURVEYS[name], random.Random(f"{name} {seed}"), []
    for _ in range(runs):
        people = some_people(survey, rng)
        reader = Reader(survey, draw(plan_of(survey, people, rng), secret=rng.randbytes(32)), people)
        found += [(len(people), counts) for counts in [reader.narrowed()] if counts]
    return found


@pytest.mark.parametrize("name", SURVEYS)
def test_nothing_narrows_a_small_count(name):
    assert narrowed(name, FEW, "few") == []


@pytest.mark.slow
@pytest.mark.parametrize("name", SURVEYS)
def test_nothing_narrows_a_small_count_in_many_surveys(name):
    assert narrowed(name, FEWER.get(name, MANY), "many") == []
