"""Small surveys go through the real server, over HTTP, and every printed figure agrees."""

import pytest

from bench import dataset, replay
from bench.drive import replay as replay_dataset

pytestmark = pytest.mark.slow


def test_an_invented_survey_comes_back_as_it_was_answered(survey):
    outcome = replay_dataset(dataset.read(survey), database="sqlite")

    assert outcome.sent == 42
    assert outcome.comparison.disagreements == []
    assert len(outcome.comparison.people_off) == 4


def test_a_wrong_oracle_is_found_in_the_figures_of_the_server(survey, capsys):
    oracle = survey / "oracle.json"
    oracle.write_text(oracle.read_text().replace('"Salt": 25, "Pear": 17', '"Salt": 12, "Pear": 30'))

    assert replay.main([str(survey)]) == replay.BAD
    assert "a1 “Salt”, the oracle: printed" in capsys.readouterr().out


def test_fewer_than_ten_answers_give_no_figures(write_survey):
    choice = {"id": "a1", "text": "Which?", "kind": "single_choice", "options": ["Salt", "Pear"]}
    outcome = replay_dataset(dataset.read(write_survey([choice], [{"a1": "Salt"}] * 9)), database="sqlite")

    assert (outcome.sent, outcome.comparison.disagreements) == (9, [])
