"""Small surveys go through the real server, over HTTP, and every printed figure agrees."""

import pytest

from bench.replay import __main__ as command
from bench.replay import dataset
from bench.replay.drive import replay as replay_dataset

pytestmark = pytest.mark.slow


def test_an_invented_survey_comes_back_as_it_was_answered(survey):
    outcome = replay_dataset(dataset.read(survey), database="sqlite")

    assert outcome.sent == 42
    assert outcome.comparison.disagreements == []
    assert len(outcome.comparison.whole.people) == 4


def test_a_wrong_oracle_is_found_in_the_figures_of_the_server(survey, capsys):
    oracle = survey / "oracle.json"
    oracle.write_text(oracle.read_text().replace('"Salt": 25, "Pear": 17', '"Salt": 12, "Pear": 30'))

    assert command.main([str(survey)]) == command.BAD
    assert "a1 “Salt”, the oracle: printed" in capsys.readouterr().out


def test_fewer_than_ten_answers_give_no_figures(write_survey):
    choice = {"id": "a1", "text": "Which?", "kind": "single_choice", "options": ["Salt", "Pear"]}
    outcome = replay_dataset(dataset.read(write_survey([choice], [{"a1": "Salt"}] * 9)), database="sqlite")

    assert (outcome.sent, outcome.comparison.disagreements) == (9, [])


def test_conditions_details_and_every_shape_of_answer_pass_the_server(write_survey):
    seen = {"id": "a1", "text": "Seen it?", "kind": "yes_no", "options": ["Yes", "No"]}
    shown = {"show_if": {"q": "a1", "op": "=", "value": "Yes"}}
    questions = [
        {**seen, "required": True},
        {
            "id": "a2",
            "text": "Which?",
            "kind": "multi_choice",
            "options": ["Soup", "Cake"],
            "allow_other": True,
            **shown,
        },
        {"id": "a3", "text": "How?", "kind": "matrix_single", "rows": ["Soup", "Cake"], "columns": ["Good", "Bad"]},
        {"id": "a4", "text": "In order?", "kind": "ranking", "items": ["Soup", "Cake"]},
        {"id": "a5", "text": "Why?", "kind": "long_text", "required": True, **shown},
        {"id": "a6", "text": "Your email", "kind": "email", "personal": "email"},
    ]
    fan = {"a1": "Yes", "a2": ["Soup", "Pie"], "a4": {"Cake": 1}, "a5": "Two\nlines", "a6": "name@example.org"}
    other = {"a1": "No", "a3": {"Soup": "Good", "Cake": "Bad"}}
    marginals = {"a2": {"answered": 20, "counts": {"Soup": 20, "Cake": 0}, "other_text_count": 20}}
    outcome = replay_dataset(dataset.read(write_survey(questions, [fan, other] * 20, marginals)), database="sqlite")

    assert outcome.sent == 40
    assert outcome.comparison.disagreements == []
    assert outcome.comparison.withheld == []
    assert len(outcome.comparison.whole.people) == 13
