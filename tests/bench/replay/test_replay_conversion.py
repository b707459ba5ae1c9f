"""A survey becomes a form the schema accepts and the fields a browser would send, or a clear refusal."""

import json
import re

import jsonschema
import pytest

from bench.replay import dataset
from bench.replay.convert import code, derived_ids, obstacles
from bench.replay.dataset import DatasetProblem
from forms_app.domain.definitions import Definition
from forms_app.domain.publishable import unpublishable
from tests import make

SCHEMA = json.loads((make.SCHEMAS / "form-1.schema.json").read_text())
KINDS = ("single_choice", "short_text")
CHOICE = {"id": "a1", "text": "Which?", "kind": "single_choice", "options": ["Salt", "Pear"]}
TEXT = {"id": "a2", "text": "Why?", "kind": "short_text"}


def coded(folder):
    return code(dataset.read(folder))


def test_the_definition_is_a_form_of_the_schema(survey):
    definition = coded(survey).definition

    jsonschema.validate(definition, SCHEMA)
    assert unpublishable(Definition.model_validate(definition)) == []
    questions = definition["pages"][0]["questions"]
    assert [question["text"] for question in questions] == [
        {"en": "Which flavour?"},
        {"en": "Which size?"},
        {"en": "Another idea?"},
    ]
    assert [question["required"] for question in questions] == [True, False, False]


def test_ids_are_the_same_every_time(survey):
    assert coded(survey) == coded(survey)


def test_derived_ids_are_six_letters_and_never_one_twice():
    ids = derived_ids("scope", [str(number) for number in range(2_000)])

    assert len(set(ids.values())) == 2_000
    assert all(re.fullmatch("[a-z0-9]{6}", id_) for id_ in ids.values())


def test_answers_are_sent_as_option_ids_and_open_questions_not_at_all(write_survey):
    form = coded(write_survey([CHOICE, TEXT], [{"a1": "Pear", "a2": "Soft & sweet"}, {}]))
    choice, text = form.questions

    assert [submission.line for submission in form.submissions] == [1, 2]
    assert form.submissions[0].fields == ((choice.id, choice.option_ids["Pear"]), (text.id, "Soft & sweet"))
    assert form.submissions[1].fields == ()


def test_equal_labels_become_two_options_of_the_same_text(write_survey):
    form = coded(write_survey([{**CHOICE, "options": ["Salt", "Salt (2)"]}], [{"a1": "Salt (2)"}]))
    first, second = form.definition["pages"][0]["questions"][0]["settings"]["options"]

    assert first["text"] == second["text"] == {"en": "Salt"}
    assert first["id"] != second["id"]
    assert form.submissions[0].fields[0][1] == second["id"]


def test_a_text_may_be_as_long_as_the_longest_answer(write_survey):
    form = coded(write_survey([TEXT], [{"a2": "x" * 321}, {"a2": "short"}]))

    assert form.definition["pages"][0]["questions"][0]["settings"] == {"longest": 321}


def test_an_answer_outside_the_options_is_named_with_its_line(write_survey):
    folder = write_survey([CHOICE], [{"a1": "Salt"}, {"a1": "Rose"}])

    with pytest.raises(DatasetProblem, match=r"Line 2 of responses\.jsonl, question a1: 'Rose' is not among"):
        coded(folder)


def test_a_required_question_left_open_is_named_with_its_line(write_survey):
    folder = write_survey([{**CHOICE, "required": True}], [{"a1": "Salt"}, {}])

    with pytest.raises(DatasetProblem, match=r"Line 2 of responses\.jsonl, question a1: a required question"):
        coded(folder)


def test_a_text_too_long_for_the_application_is_named_with_its_line(write_survey):
    with pytest.raises(DatasetProblem, match="Line 1 .* the text takes 801 bytes"):
        coded(write_survey([TEXT], [{"a2": "x" * 801}]))


def test_a_survey_of_known_kinds_meets_no_obstacle(survey):
    assert obstacles(dataset.read(survey), KINDS) == []


def test_kinds_the_application_lacks_are_named(write_survey):
    ranking, scale = {**TEXT, "id": "a3", "kind": "ranking"}, {**TEXT, "id": "a4", "kind": "scale"}
    read = dataset.read(write_survey([CHOICE, scale, {**ranking, "items": []}], [{}]))

    assert obstacles(read, KINDS) == ["kinds ranking, scale"]


def test_a_kind_only_the_replay_lacks_is_named(write_survey):
    read = dataset.read(write_survey([{**TEXT, "kind": "drawing"}], [{}]))

    assert obstacles(read, [*KINDS, "drawing"]) == ["a conversion of drawing in bench/replay/conversions.py"]


def test_a_condition_on_a_detail_of_a_person_is_an_obstacle(write_survey):
    name = {**TEXT, "personal": "name"}
    tree = {"any": [{"q": "a2", "op": "contains", "value": "x"}]}
    read = dataset.read(write_survey([name, {**CHOICE, "show_if": tree}], [{}]))

    assert obstacles(read, KINDS) == ["a condition on a detail of a person (a2)"]
