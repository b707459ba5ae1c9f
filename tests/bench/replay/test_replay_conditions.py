"""Who is asked what: conditions as the application has them, and as a page would apply them to a line."""

import pytest

from bench.replay import dataset
from bench.replay.convert import code
from bench.replay.dataset import DatasetProblem
from forms_app.domain.definitions import Definition
from forms_app.domain.publishable import unpublishable

SEEN = {"id": "a1", "text": "Seen it?", "kind": "yes_no", "options": ["Yes", "No"]}
WHICH = {"id": "a2", "text": "Which?", "kind": "multi_choice", "options": ["Soup", "Cake"], "allow_other": True}
GRADE = {"id": "a3", "text": "How good?", "kind": "scale", "min": 1, "max": 5, "na_option": True}
WHY = {"id": "a4", "text": "Why?", "kind": "long_text", "required": True}
MAIL = {"id": "a5", "text": "Your email", "kind": "email", "required": True}

YES = {"q": "a1", "op": "=", "value": "Yes"}
TREE = {"all": [YES, {"any": [{"q": "a2", "op": "contains", "value": "Pie"}, {"q": "a3", "op": "=", "value": "5"}]}]}


@pytest.fixture
def ask(write_survey):
    """Code the survey with a condition on "Why?" and one line of answers."""

    def ask_one(tree, line, **given):
        questions = [SEEN, {**WHICH, "show_if": YES}, GRADE, {**WHY, "show_if": tree, **given}, MAIL]
        return code(dataset.read(write_survey(questions, [line])))

    return ask_one


def test_conditions_name_ids_points_and_truth(ask):
    form = ask(TREE, {"a1": "No"})
    asked = form.definition["pages"][0]["questions"]
    seen, which, grade, why, _ = (question["id"] for question in asked)

    assert asked[3]["show_if"] == {
        "all": [
            {"q": seen, "op": "=", "value": True},
            {"any": [{"q": which, "op": "contains", "value": "other"}, {"q": grade, "op": "=", "value": 5}]},
        ]
    }
    assert unpublishable(Definition.model_validate(form.definition)) == []


def test_a_required_question_that_is_hidden_may_be_open(ask):
    assert len(ask(TREE, {"a1": "No", "a3": "5"}).submissions[0].fields) == 2


@pytest.mark.parametrize(
    ("tree", "line"),
    [
        (TREE, {"a1": "Yes", "a2": ["Pie"]}),
        (TREE, {"a1": "Yes", "a3": 5}),
        (YES, {"a1": "Yes"}),
        ({"q": "a2", "op": "!=", "value": "Soup"}, {}),
        ({"q": "a3", "op": "!=", "value": 5}, {"a3": "N/A"}),
    ],
)
def test_a_required_question_that_is_shown_must_be_answered(ask, tree, line):
    with pytest.raises(DatasetProblem, match=r"Line 1 of responses\.jsonl, question a4: a required question"):
        ask(tree, line)


def test_an_answer_to_a_hidden_question_is_named_with_its_line(ask):
    with pytest.raises(DatasetProblem, match="Line 1 .*, question a4: it is answered, but its condition hides it"):
        ask(TREE, {"a1": "No", "a4": "Because"})


def test_what_is_hidden_shows_nothing_further(ask):
    with pytest.raises(DatasetProblem, match="question a2: it is answered, but its condition hides it"):
        ask(TREE, {"a1": "No", "a2": ["Pie"], "a4": "Because"})


def test_details_of_a_person_are_optional_apart_and_volunteered(ask):
    form = ask(TREE, {"a1": "No", "a5": "name@example.org"})
    mail = form.definition["pages"][0]["questions"][4]

    assert (mail["required"], mail["personal"]["delete_after"]) == (False, 1)
    assert form.submissions[0].fields[-1] == (mail["id"], "name@example.org")


def test_a_detail_is_asked_of_everybody(write_survey):
    read = dataset.read(write_survey([SEEN, {**MAIL, "show_if": YES}], [{"a5": "name@example.org"}]))
    form = code(read)

    assert "show_if" not in form.definition["pages"][0]["questions"][1]
    assert len(form.submissions[0].fields) == 1
