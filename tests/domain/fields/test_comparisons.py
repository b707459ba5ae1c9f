"""What a condition may ask of a value: known answers for each kind that can be compared."""

import pytest

from forms_app.domain.fields import KINDS
from tests.domain.fields.choices import FRUIT

CHOICE = {"options": FRUIT, "other": True}
SCALE = {"min": 0, "max": 10, "na": {"en": "Does not apply"}}
MET = [
    ("single_choice", CHOICE, ["apple1"], [("=", "apple1"), ("!=", "pears2"), ("!=", "other")]),
    ("single_choice", CHOICE, ["other=Fig"], [("=", "other"), ("!=", "apple1")]),
    ("multi_choice", CHOICE, ["apple1", "other=Fig"], [("contains", "apple1"), ("=", "other"), ("contains", "other")]),
    ("yes_no", {}, ["no"], [("=", False), ("!=", True)]),
    ("scale", SCALE, ["10"], [("=", 10), (">", 9), (">=", 10), ("<=", 10), ("!=", "na")]),
    ("scale", SCALE, ["na"], [("=", "na"), ("!=", 3)]),
    ("number", {"decimals": 1}, ["12,5"], [("=", 12.5), ("=", "12.5"), (">", 12), ("<", 13), ("!=", 12)]),
    ("date", {}, ["2026-05-01"], [("=", "2026-05-01"), ("<", "2026-10-01"), (">=", "2025-12-31")]),
    ("time", {}, ["9:05"], [("=", "09:05"), ("<", "10:00"), ("!=", "09:06")]),
    ("short_text", {}, ["Straße"], [("contains", "STRASSE"), ("contains", "tra")]),
    ("long_text", {}, ["One\ntwo"], [("contains", "TWO")]),
    ("consent", {"label": {"en": "I agree"}}, ["yes"], [("=", True)]),
]
NOT_MET = [
    ("single_choice", CHOICE, ["apple1"], [("!=", "apple1"), ("=", "pears2")]),
    ("multi_choice", CHOICE, ["apple1"], [("contains", "pears2"), ("=", "other")]),
    ("yes_no", {}, ["no"], [("=", True), ("!=", False)]),
    ("scale", SCALE, ["9"], [(">", 9), ("<", 9), ("!=", 9), ("=", "na")]),
    ("scale", SCALE, ["na"], [(">", 1), ("<=", 10), ("!=", "na")]),
    ("number", {}, ["12"], [("<", 12), ("=", 12.5), ("!=", 12.0)]),
    ("date", {}, ["2026-05-01"], [(">", "2026-05-01")]),
    ("time", {}, ["9:05"], [(">=", "10:00")]),
    ("short_text", {}, ["Oats"], [("contains", "rye")]),
]
UNREADABLE = [
    ("single_choice", CHOICE, "=", "plums3", "names “plums3”"),
    ("single_choice", {"options": FRUIT}, "=", "other", "names “other”"),
    ("multi_choice", CHOICE, "contains", ["apple1"], "is no answer here"),
    ("yes_no", {}, "=", "yes", "true or false"),
    ("yes_no", {}, "=", 1, "true or false"),
    ("scale", SCALE, "=", 11, "not on the scale"),
    ("scale", SCALE, "=", True, "not on the scale"),
    ("scale", SCALE, "<", "na", "not on the scale"),
    ("number", {}, "=", "twelve", "not a number"),
    ("number", {}, "=", True, "not a number"),
    ("number", {}, "<", float("nan"), "not a number"),
    ("date", {}, "=", "1.5.2026", "no day like"),
    ("time", {}, "=", "9:05", "no time like"),
    ("short_text", {}, "contains", " ", "no words"),
    ("consent", {"label": {"en": "I agree"}}, "=", False, "compare with true"),
    ("statement", {}, "=", True, "has no answer"),
]


def cases(rows):
    return [(name, settings, raw, *asked) for name, settings, raw, all_asked in rows for asked in all_asked]


@pytest.mark.parametrize(("name", "settings", "raw", "operator", "operand"), cases(MET))
def test_a_comparison_that_holds_is_met(name, settings, raw, operator, operand):
    kind = KINDS[name].model_validate(settings)
    assert operator in kind.operators
    assert (kind.meets(kind.check(raw), operator, operand), kind.operand_problem(operator, operand)) == (True, None)


@pytest.mark.parametrize(("name", "settings", "raw", "operator", "operand"), cases(NOT_MET))
def test_a_comparison_that_does_not_hold_is_not_met(name, settings, raw, operator, operand):
    kind = KINDS[name].model_validate(settings)
    assert kind.meets(kind.check(raw), operator, operand) is False


@pytest.mark.parametrize(("name", "settings", "operator", "operand", "sentence"), UNREADABLE)
def test_an_operand_no_answer_can_be_compared_with_is_named(name, settings, operator, operand, sentence):
    assert sentence in KINDS[name].model_validate(settings).operand_problem(operator, operand)


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_with_operators_has_known_comparisons(name):
    assert bool(KINDS[name].operators) == (name in {row[0] for row in MET})
