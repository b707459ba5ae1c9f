"""What a form that staff read may be, and what no condition of it looks at."""

import json

import pytest

from forms_app.domain.publishable import unpublishable
from tests import make
from tests.test_read_forms import KEEPS, QUESTIONS


@pytest.mark.parametrize(
    ("given", "piece"),
    [
        ({"switches": ["count", "keep", "rows"]}, "Choose one"),
        ({"receipt": "none"}, "With the receipt code people read the answer"),
        ({"keep_days": 181}, "promises deletion after 180 days, but what is sent is kept for 181"),
        ({"switches": ["count"], "keep_days": 3}, "but keeps none"),
    ],
)
def test_what_such_a_form_may_not_be_is_said_in_a_sentence(given, piece):
    (problem,) = unpublishable(make.form(*QUESTIONS, **{**KEEPS, **given}))
    assert piece in problem


def test_no_condition_may_look_at_words_that_are_only_read():
    depends = make.question("later1", show_if={"q": "words1", "op": "filled"})
    (problem,) = unpublishable(make.form(*QUESTIONS[:2], depends, **KEEPS))
    assert "which a condition may not look at" in problem
    assert unpublishable(make.form(*QUESTIONS[:2], depends)) == []


def test_the_format_knows_the_switch_and_its_days():
    schema = json.loads((make.SCHEMAS / "form-1.schema.json").read_text())
    assert schema["properties"]["keep_days"]["maximum"] == 3650
