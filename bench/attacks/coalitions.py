"""Insiders who tell each other their answers to every question, and subtract themselves from what is printed."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from bench.attacks.people import Survey, plan_of
from bench.attacks.readers import Reader
from bench.attacks.surveys import SURVEYS, some_people
from forms_app.domain.disclosure import draw

Person = Mapping[str, Any]


def exact_counts(name: str, insiders: int, seed: object) -> list[tuple[str, int]]:
    """Which small counts of the others so many insiders obtain exactly in one random survey of this sort."""
    survey, dice = SURVEYS[name], random.Random(f"{name} {seed}")
    people = some_people(survey, dice)
    release = draw(plan_of(survey, people, dice), secret=dice.randbytes(32))
    return Reader(survey, release, people, _conspire(survey, people, insiders, dice)).exact()


def _conspire(survey: Survey, people: Sequence[Person], number: int, dice: random.Random) -> list[Person]:
    """Those who gave a rare answer to one of the questions, and whoever else is wanted: they learn most."""
    question = dice.choice(list(survey.questions))
    given = Counter(str(person.get(question)) for person in people)
    few = [person for person in people if given[str(person.get(question))] <= number]
    others = [person for person in people if given[str(person.get(question))] > number]
    dice.shuffle(few)
    dice.shuffle(others)
    return [*few, *others][:number]
