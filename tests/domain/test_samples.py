"""Invented answers fit the form, follow its conditions and are counted like real ones."""

import json
import random
from collections import Counter
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from forms_app.domain.canonical import canonical
from forms_app.domain.fields import KINDS
from forms_app.domain.samples import invented_answers, sample_publication, usual_options
from tests import make
from tests.domain.fields.examples import EXAMPLES
from tests.domain.test_figures import YES, every_kind

DAY = date(2030, 6, 1)


def dice(seed=1):
    return random.Random(seed).randrange


def publication(form, people, seed=1):
    return sample_publication(form, people=people, day=DAY, dice=dice(seed))


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_every_kind_that_is_counted_or_read_invents_values_that_it_would_have_taken(example):
    kind = KINDS[example.kind].model_validate(example.settings)
    throw = dice()
    values = [kind.sample(throw) for _ in range(200)]
    if kind.asks and not kind.is_personal:
        assert [kind.load(json.loads(json.dumps(kind.store(value)))) for value in values] == values
        assert {kind.gap(value) for value in values} == {None}
        assert max(len(canonical(kind.store(value))) for value in values) <= kind.longest_bytes()
    else:
        assert set(values) == {None}


LIMITS = [
    ("number", {"min": 3, "max": 3}),
    ("number", {"max": -1000}),
    ("number", {"min": 0, "max": 1, "decimals": 2}),
    ("number", {"min": 1000000}),
    ("number", {"bins": [18, 30, 65]}),
    ("number", {"bins": [1 - 10**9, 10**9 - 1]}),
    ("date", {"earliest": "2026-02-28", "latest": "2026-03-01"}),
    ("date", {"latest": "1000-01-05"}),
    ("date", {"earliest": "2999-12-30"}),
    ("date", {"bins": ["2030-01-01"], "latest": "2030-06-01"}),
    ("time", {"earliest": "23:59"}),
    ("short_text", {"longest": 1}),
    ("scale", {"min": -10, "max": 100, "step": 10, "style": "slider", "bins": [[-10, 0], [10, 100]]}),
]


@pytest.mark.parametrize(("kind", "settings"), LIMITS)
def test_invented_values_keep_to_limits_and_reach_what_is_counted_apart(kind, settings):
    made = KINDS[kind].model_validate(settings)
    throw = dice()
    values = [made.sample(throw) for _ in range(300)]
    assert [made.load(made.store(value)) for value in values] == values
    labels = [label for table in made.tables() for label, _ in table.labels]
    assert {label for value in values for label in made.tally(value).values()} == set(labels)


def test_invented_days_are_days_that_can_be_written_however_wide_the_groups():
    made = KINDS["date"].model_validate({"bins": ["1000-01-02", "2999-01-01"]})
    throw = dice()
    days = [made.sample(throw) for _ in range(300)]
    assert [made.load(day) for day in days] == days


def test_what_the_conditions_hide_is_not_answered():
    form = make.form(make.question("quest1"), make.question("agree1", "yes_no", required=True, show_if=YES))
    throw = dice()
    people = [invented_answers(form, throw) for _ in range(200)]
    assert [("agree1" in one) == (one.get("quest1") == "yes000") for one in people] == [True] * 200
    assert Counter(one.get("quest1") for one in people).keys() == {"yes000", "no0000", None}


def test_required_questions_are_always_answered_and_details_never():
    form = make.form(make.question("quest1", required=True), make.detail())
    throw = dice()
    assert {tuple(invented_answers(form, throw)) for _ in range(100)} == {("quest1",)}


@pytest.mark.parametrize("people", [10, 12, 30, 100, 1000])
def test_a_sample_of_every_kind_is_a_publication_of_so_many_people(people):
    schema = json.loads((make.SCHEMAS / "publication-1.schema.json").read_text())
    document = publication(every_kind(), people)
    assert list(Draft202012Validator(schema).iter_errors(document)) == []
    assert (document["outcome"], document["n"]) == ("figures", people)


def test_the_same_dice_make_the_same_sample_and_others_another():
    first, again, other = (publication(every_kind(), 40, seed) for seed in (1, 1, 2))
    assert (first == again, first == other) == (True, False)


def test_a_form_usually_offers_as_many_answers_as_the_middle_one_of_its_tables():
    scale, yes_no = make.question("scale1", "scale"), make.question("agree1", "yes_no")
    assert usual_options(make.form(scale, yes_no, make.question("score1", "scale"))) == 5
    assert usual_options(make.form(make.question("agree1", "consent", settings={"label": {"en": "I agree"}}))) == 2
    assert usual_options(make.form(make.question("words1", "short_text"))) is None
