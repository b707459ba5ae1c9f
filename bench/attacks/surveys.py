"""Made-up surveys of every kind, and the people who answer them: some answers are rare, most are not."""

import random

from bench.attacks.people import Asking, Survey
from forms_app.domain.disclosure import Condition, Options, Parent, Ranking

SIZES = (10, 12, 15, 20, 25, 30, 40, 60, 100)


def where(question, *cells):
    return Condition((Parent(question, 0, cells),))


def choose(options, least, most, **more):
    return Asking(options, required=least > 0, binding=Options(least, most), **more)


MUST = {"required": True}
SURVEYS = {
    "lists": Survey({"a": Asking(3), "b": Asking(4, **MUST)}),
    "branches": Survey(
        {
            "p": Asking(4, **MUST),
            "c": Asking(3, condition=where("p", 0)),
            "d": Asking(3, condition=where("p", 0, 1)),
            "e": Asking(2, condition=where("p", 1, 2)),
            "f": Asking(2, condition=where("c", 1)),
        }
    ),
    "two conditions": Survey(
        {
            "p": Asking(3, **MUST),
            "q": Asking(3),
            "c": Asking(3, condition=Condition((Parent("p", 0, (0,)), Parent("q", 0, (0, 1))))),
            "d": Asking(2, condition=Condition((Parent("p", 0, (0,)), Parent("q", 0, (1,))), is_all=False)),
        }
    ),
    "several options": Survey({"m": choose(4, 0, 4), "k": choose(4, 2, 2)}),
    "none of these": Survey(
        {
            "x": Asking(4, binding=Options(1, 3, alone=3), **MUST),
            "y": choose(3, 0, 2),
            "c": Asking(3, condition=Condition((Parent("y", 1, (0,)),))),
        }
    ),
    "choose so many by groups": Survey({"b": Asking(2, **MUST), "k": choose(5, 2, 2), "j": choose(4, 3, 3)}, ("b",)),
    "choose so many in a branch": Survey(
        {
            "p": Asking(2, **MUST),
            "k": choose(5, 2, 2, condition=where("p", 0)),
            "x": choose(3, 1, 2, condition=where("p", 0)),
        }
    ),
    "rankings": Survey({"r": Asking(3, binding=Ranking(True), **MUST), "s": Asking(3, binding=Ranking(True))}),
    "partial rankings": Survey({"p": Asking(2), "t": Asking(3, binding=Ranking(False))}),
    "two groups": Survey({"b": Asking(2, **MUST), "q": Asking(2, **MUST)}, ("b",)),
    "a breakdown": Survey({"b": Asking(4, **MUST), "q": Asking(4, **MUST), "r": Asking(4), "s": Asking(3)}, ("b",)),
    "two breakdowns": Survey(
        {"b": Asking(2, **MUST), "c": Asking(3, **MUST), "q": Asking(4, **MUST), "r": Asking(4), "m": choose(2, 0, 2)},
        ("b", "c"),
    ),
    "four breakdowns": Survey(
        {**{f"b{i}": Asking(o, **MUST) for i, o in enumerate((2, 2, 3, 3))}, "q": Asking(4, **MUST), "r": Asking(3)},
        ("b0", "b1", "b2", "b3"),
    ),
    "branches by groups": Survey(
        {
            "b": Asking(2, **MUST),
            "p": Asking(3, **MUST),
            "c": Asking(3, condition=where("p", 0)),
            "d": Asking(3, condition=where("p", 0, 1)),
            "m": choose(3, 0, 3, condition=where("p", 0)),
        },
        ("b",),
    ),
    "everything by four groups": Survey(
        {
            **{f"b{i}": Asking(2, **MUST) for i in range(4)},
            "k": choose(3, 2, 2),
            "s": Asking(5, classes=((0, 1), (2,), (3, 4)), **MUST),
            "c": Asking(2, condition=where("k", 0), **MUST),
        },
        ("b0", "b1", "b2", "b3"),
    ),
    "scales and choices in branches by groups": Survey(
        {
            "b": Asking(2, **MUST),
            "p": Asking(2, **MUST),
            "s": Asking(5, classes=((0, 1), (2,), (3, 4), (5,)), condition=where("p", 0)),
            "k": choose(4, 2, 2, condition=where("p", 0)),
        },
        ("b",),
    ),
    "a matrix and classes": Survey(
        {
            "b": Asking(2, **MUST),
            "q": Asking(3, rows=2),
            "s": Asking(5, classes=((0, 1), (2,), (3, 4), (5,))),
        },
        ("b",),
    ),
}  # fmt: skip


def some_people(survey: Survey, rng: random.Random) -> list:
    weights = {q: [rng.random() ** 3 + 0.01 for _ in asking.answers()] for q, asking in survey.questions.items()}
    return [survey.answer(rng, weights) for _ in range(rng.choice(SIZES))]
