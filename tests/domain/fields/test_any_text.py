"""Whatever is sent or found stored: a kind answers with a value it can keep, or with a sentence."""

import json

import pytest
from hypothesis import example as also
from hypothesis import given, settings
from hypothesis import strategies as st

from forms_app.domain.canonical import canonical
from forms_app.domain.errors import Problem
from forms_app.domain.fields import KINDS
from tests.domain.fields.examples import EXAMPLES

EVERY = pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
UNHURRIED = settings(deadline=None, max_examples=50)  # for each of the examples, on a machine that may be busy
ANY_TEXT = st.text(st.characters(), max_size=60)  # lone surrogates and NUL are among them
FIGURES = st.text("0123456789-+.,:/ 'ehNaT٣", max_size=14)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=6,
)
HOSTILE = [
    ["\ud800"],
    ["\0"],
    ["x" * 1_000_000],
    ["9" * 1_000_000],
    ["\u0301\u0327" * 300_000],
    [str(number) for number in range(5_000)],
    ["="] * 5_000,
    ["https://" + "[" * 100],
    ["a@" + "\u0130" * 60 + ".org"],
    ["%(least)d %s %"],
]


def kind_of(example):
    return KINDS[example.kind].model_validate(example.settings)


def addressed(example, texts):
    """The texts as the inputs of this question's parts, and as its own."""
    parts = kind_of(example).parts()
    return [f"{part}={text}" for part, text in zip(parts, texts, strict=False)] + list(texts[len(parts) :])


def assert_kept_or_refused(kind, raw):
    try:
        value = kind.check(raw)
    except Problem:
        return
    if value is None:
        return
    stored = kind.store(value)
    written = canonical(stored)
    assert len(written) <= kind.longest_bytes()
    assert kind.load(json.loads(written)) == value
    assert len(kind.cells(value)) == len(kind.columns())
    assert set(kind.tally(value)) <= {table.id for table in kind.tables()}


@EVERY
@UNHURRIED
@given(raw=st.lists(ANY_TEXT | FIGURES, max_size=6))
@also(raw=["12:30"])
def test_any_list_of_texts_is_kept_or_refused(example, raw):
    kind = kind_of(example)
    assert_kept_or_refused(kind, raw)
    assert_kept_or_refused(kind, addressed(example, raw))


@EVERY
@UNHURRIED
@given(data=st.data())
def test_any_mix_of_what_is_offered_is_kept_or_refused(example, data):
    offered = [text for taken in example.taken for text in taken.raw] + [
        text for raw, _ in example.refused for text in raw
    ]
    raw = data.draw(st.lists(st.sampled_from(offered or [""]), max_size=5))
    assert_kept_or_refused(kind_of(example), raw)


@EVERY
@pytest.mark.parametrize("raw", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_are_kept_or_refused(example, raw):
    assert_kept_or_refused(kind_of(example), raw)
    assert_kept_or_refused(kind_of(example), addressed(example, raw))


@EVERY
@UNHURRIED
@given(stored=JSON)
def test_a_stored_value_is_read_back_as_it_was_or_refused(example, stored):
    assert_reads_back(kind_of(example), stored)


@EVERY
@UNHURRIED
@given(data=st.data())
def test_a_stored_value_that_was_tampered_with_is_read_back_as_it_was_or_refused(example, data):
    kind = kind_of(example)
    for taken in example.taken:
        stored = kind.store(kind.check(taken.raw))
        if isinstance(stored, dict):
            assert_reads_back(
                kind, {**stored, data.draw(st.sampled_from([*stored, *kind.parts(), "x"])): data.draw(JSON)}
            )
        elif isinstance(stored, list):
            assert_reads_back(kind, [*stored, data.draw(JSON)])


def assert_reads_back(kind, stored):
    try:
        value = kind.load(stored)
    except Problem:
        return
    again = kind.store(value)
    assert json.dumps(again, sort_keys=True) == json.dumps(stored, sort_keys=True)
    assert len(canonical(again)) <= kind.longest_bytes()
