"""Every kind keeps the contract: what it takes is kept, read back, laid out and counted as its examples say."""

import json
from collections import Counter
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from forms_app.domain.canonical import canonical
from forms_app.domain.errors import Problem
from forms_app.domain.fields import KINDS
from forms_app.domain.fields.kind import PRESENCE
from tests import make
from tests.domain.fields.example import SAME
from tests.domain.fields.examples import EXAMPLES

EVERY = pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
TAKEN = pytest.mark.parametrize(
    ("example", "taken"),
    [
        pytest.param(example, taken, id=f"{name}-{n}")
        for name, example in EXAMPLES.items()
        for n, taken in enumerate(example.taken)
    ],
)
REFUSED = pytest.mark.parametrize(
    ("example", "raw", "sentence"),
    [
        pytest.param(example, *refused, id=f"{name}-{n}")
        for name, example in EXAMPLES.items()
        for n, refused in enumerate(example.refused)
    ],
)
WORTHLESS = [
    None,
    True,
    False,
    0,
    1,
    -1,
    10**30,
    1.5,
    "",
    " ",
    "x",
    "\ud800",
    "other",
    "na",
    "yes",
    [],
    [""],
    [1],
    ["\0"],
    {},
    {"chosen": 1},
    {"other": ""},
    {"x": "y"},
    {"given": " "},
]
SCHEMA = json.loads((make.SCHEMAS / "form-1.schema.json").read_text())


def kind_of(example):
    return KINDS[example.kind].model_validate(example.settings)


def test_every_kind_has_an_example_and_every_example_a_kind():
    assert {example.kind for example in EXAMPLES.values()} == set(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_a_module_and_a_schema_bear_one_name(name):
    module = KINDS[name].__module__.rpartition(".")[2]
    branches = [case["if"]["properties"]["kind"]["const"] for case in SCHEMA["$defs"]["question"]["allOf"]]
    assert (KINDS[name].name, module, branches.count(name), name in SCHEMA["$defs"]) == (name, name, 1, True)


def test_every_module_of_a_kind_is_listed():
    folder = Path(make.ROOT, "forms_app", "domain", "fields")
    said = {path.stem for path in folder.glob("*.py") if "name: ClassVar[str] = " in path.read_text()}
    assert said == set(KINDS)


@TAKEN
def test_what_the_inputs_send_for_a_value_is_taken_as_that_value(example, taken):
    kind = kind_of(example)
    value = kind.check(taken.raw)
    sent = [f"{part}={text}" if part else text for part, text in kind.sent(value)]
    assert kind.check(sent) == value


@TAKEN
def test_what_is_taken_is_kept_laid_out_and_counted(example, taken):
    kind = kind_of(example)
    value = kind.check(taken.raw)
    stored = taken.stored if taken.stored is not SAME else taken.value
    assert (value, canonical(kind.store(value)), kind.cells(value), dict(kind.tally(value))) == (
        taken.value,
        canonical(stored),
        taken.cells,
        taken.tally,
    )


@TAKEN
def test_what_is_kept_is_read_back_from_its_bytes(example, taken):
    kind = kind_of(example)
    value = kind.check(taken.raw)
    again = kind.load(json.loads(canonical(kind.store(value))))
    assert (again, type(again)) == (value, type(value))


@REFUSED
def test_what_is_refused_is_refused_with_a_sentence(example, raw, sentence):
    with pytest.raises(Problem) as refused:
        kind_of(example).check(raw)
    assert sentence in str(refused.value)
    assert str(refused.value).startswith(("Please", "There is", "This can", "One of"))
    assert str(refused.value).endswith(".")


@EVERY
def test_blank_inputs_are_no_answer(example):
    kind = kind_of(example)
    blanks = [f"{part}= \t" for part in kind.parts()]
    assert [kind.check(raw) for raw in ([], [""], ["", " "], blanks, [*blanks, ""])] == [None] * 5


@EVERY
def test_the_longest_answer_takes_exactly_the_longest_bytes(example):
    kind = kind_of(example)
    if kind.asks:
        assert len(canonical(kind.store(kind.check(example.longest)))) == kind.longest_bytes()
    else:
        assert kind.longest_bytes() == 0


@EVERY
def test_no_value_is_longer_than_the_longest_bytes_or_misses_a_column(example):
    kind = kind_of(example)
    for taken in example.taken:
        value = kind.check(taken.raw)
        assert len(canonical(kind.store(value))) <= kind.longest_bytes()
        assert len(kind.cells(value)) == len(kind.columns())
    assert len(set(kind.columns())) == len(kind.columns())


@EVERY
def test_ids_of_tables_and_labels_stand_once_and_every_count_has_its_place(example):
    kind = kind_of(example)
    tables = {table.id: [label for label, _ in table.labels] for table in kind.tables()}
    assert len(tables) == len(kind.tables())
    assert [label for labels in tables.values() for label, times in Counter(labels).items() if times > 1] == []
    for taken in example.taken:
        counted = kind.tally(kind.check(taken.raw))
        assert [place for place in counted.items() if place[1] not in tables.get(place[0], [])] == []


@EVERY
def test_texts_come_only_from_kinds_that_may_hold_them_and_never_with_figures_of_people(example):
    kind = kind_of(example)
    texts = [text for taken in example.taken for text in kind.texts(kind.check(taken.raw))]
    assert bool(texts) == kind.may_hold_text()
    assert not kind.is_personal or (kind.tables(), texts) == ([], [])


@EVERY
def test_every_listed_value_can_be_kept_and_read_back_and_compared_with(example):
    kind = kind_of(example)
    values = kind.possible_values() or []
    assert [kind.load(json.loads(canonical(kind.store(value)))) for value in values] == values
    for taken in example.taken:
        tallies = [kind.tally(value) for value in values]  # own words stand for all of them
        assert kind.possible_values() is None or kind.tally(kind.check(taken.raw)) in tallies


@EVERY
def test_conditions_compare_with_anything_without_falling_over(example):
    kind = kind_of(example)
    assert not set(kind.operators) & set(PRESENCE)
    for taken in example.taken:
        value = kind.check(taken.raw)
        for operator in kind.operators:
            for operand in [*WORTHLESS, kind.store(value)]:
                met, problem = kind.meets(value, operator, operand), kind.operand_problem(operator, operand)
                assert met in (True, False)
                assert problem is None or (not met and problem.endswith("."))


@EVERY
def test_nothing_is_read_back_that_was_never_kept(example):
    kind = kind_of(example)
    types = {type(kind.check(taken.raw)) for taken in example.taken}
    for stored in WORTHLESS:
        try:
            value = kind.load(stored)
        except Problem:
            continue
        assert (json.dumps(kind.store(value)), type(value) in types) == (json.dumps(stored), True)


@EVERY
def test_settings_fit_the_schema_are_written_and_read_again_and_may_be_opened(example):
    kind = kind_of(example)
    written = kind.model_dump(mode="json", exclude_none=True)
    fits = Draft202012Validator({"$ref": f"#/$defs/{example.kind}", "$defs": SCHEMA["$defs"]})
    assert [error.message for settings in (example.settings, written) for error in fits.iter_errors(settings)] == []
    assert KINDS[example.kind].model_validate(json.loads(json.dumps(written))) == kind
    assert kind.problems(["en"]) == []
