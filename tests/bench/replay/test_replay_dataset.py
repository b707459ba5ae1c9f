"""A survey folder is read whole, or refused in a sentence that says where it is wrong."""

import pytest

from bench.replay import dataset
from bench.replay.dataset import Claim, DatasetProblem, Marginal, Visitor, distinct_labels, shown_label

CHOICE = {"id": "a1", "text": "Which?", "kind": "single_choice", "options": ["Salt", "Pear"]}


def test_a_folder_is_read_with_its_oracle(write_survey):
    folder = write_survey([CHOICE], [{"a1": "Salt"}, {}])

    read = dataset.read(folder)

    assert (read.name, read.title, read.n) == ("invented-survey", "Invented", 2)
    assert read.visitors == (Visitor(1, {"a1": "Salt"}), Visitor(2, {}))
    assert read.marginals == {"a1": Marginal(1, {"Salt": 1, "Pear": 0})}
    assert read.claims == ()


def test_published_figures_are_read_where_there_are_some(write_survey):
    folder = write_survey([CHOICE], [{"a1": "Salt"}])
    claim = '[{"claim": "salt %", "published": 99, "computed": 100.0, "match": false, "tolerance": 0.5}]'
    (folder / "published_check.json").write_text(claim)

    assert dataset.read(folder).claims == (Claim("salt %", 99, 100.0, matches=False),)


def test_an_answer_of_null_is_no_answer(write_survey):
    folder = write_survey([CHOICE], [{"a1": None}])

    assert dataset.read(folder).visitors == (Visitor(1, {}),)


def test_a_missing_file_is_named(write_survey):
    folder = write_survey([CHOICE], [{}])
    (folder / "oracle.json").unlink()

    with pytest.raises(DatasetProblem, match=r"holds no oracle\.json"):
        dataset.read(folder)


def test_a_missing_key_is_named(write_survey):
    folder = write_survey([CHOICE], [{}])
    (folder / "oracle.json").write_text('{"marginals": {}}')

    with pytest.raises(DatasetProblem, match="'n_responses' is missing"):
        dataset.read(folder)


def test_a_line_that_is_not_json_is_named(write_survey):
    folder = write_survey([CHOICE], [{"a1": "Salt"}])
    with (folder / "responses.jsonl").open("a") as lines:
        lines.write("not json\n")

    with pytest.raises(DatasetProblem, match=r"Line 2 of responses\.jsonl holds no answers"):
        dataset.read(folder)


def test_an_answer_to_a_question_that_is_not_asked_is_named(write_survey):
    folder = write_survey([CHOICE], [{"a1": "Salt"}, {"a9": "Pear"}])

    with pytest.raises(DatasetProblem, match=r"Line 2 of responses\.jsonl answers a9"):
        dataset.read(folder)


def test_equal_labels_are_told_apart_by_a_suffix():
    assert distinct_labels(["Salt", "Pear", "Salt", "Salt"]) == ("Salt", "Pear", "Salt (2)", "Salt (3)")
    assert distinct_labels(["Salt", "Salt (2)"]) == ("Salt", "Salt (2)")


@pytest.mark.parametrize(
    ("label", "shown"), [("Salt (2)", "Salt"), ("Pear (2)", "Pear (2)"), ("Salt (dark)", "Salt (dark)")]
)
def test_only_the_suffix_of_an_equal_label_is_hidden_from_visitors(label, shown):
    assert shown_label(label, ["Salt", "Salt (2)", "Pear (2)", "Salt (dark)"]) == shown
