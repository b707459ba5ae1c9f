"""Questions of many tables are compared table by table, with the recount and with the oracle's own cells."""

from dataclasses import replace

import pytest

from bench.replay import dataset
from bench.replay.compare import compare
from bench.replay.convert import code
from bench.replay.dataset import Marginal
from bench.replay.printed import Count, Figures, Question, Report, Row, Table
from bench.replay.truth import TrueTable, published, recount

MEALS = {"id": "a1", "text": "How was it?", "kind": "matrix_single", "rows": ["Soup", "Cake"]}
MATRIX = {**MEALS, "columns": ["Good", "Bad"]}
SEVERAL = {"id": "a2", "text": "Which?", "kind": "multi_choice", "options": ["Salt", "Pear"], "allow_other": True}
ORDER = {"id": "a3", "text": "Your order?", "kind": "ranking", "items": ["Salt", "Pear"]}
GRADE = {"id": "a4", "text": "How good?", "kind": "scale", "min": 1, "max": 3, "na_option": True}
NAME = {"id": "a5", "text": "Your name", "kind": "short_text", "personal": "name"}
OFTEN = {**GRADE, "id": "a6", "show_if": {"q": "a4", "op": "=", "value": 3}}

LINES = (
    [{"a1": {"Soup": "Good", "Cake": "Bad"}, "a2": ["Salt", "Pear"], "a3": {"Salt": 1, "Pear": 2}, "a4": 3}] * 20
    + [{"a1": {"Soup": "Bad"}, "a2": ["Plum"], "a3": {"Pear": 1}, "a4": "N/A", "a5": "Ada"}] * 14
    + [{}] * 6
)


@pytest.fixture
def read(write_survey):
    grades = {"answered": 34, "counts": {"1": 0, "2": 0, "3": 20, "N/A": 14}}
    several = {"answered": 34, "counts": {"Salt": 20, "Pear": 20}, "other_text_count": 14}
    often = {"answered": 0, "counts": {"1": 0, "2": 0, "3": 0, "N/A": 0}}
    questions = [MATRIX, SEVERAL, ORDER, GRADE, NAME, OFTEN]
    return dataset.read(write_survey(questions, LINES, {"a4": grades, "a2": several, "a6": often}))


@pytest.fixture
def coded(read):
    return {question.source.id: question for question in code(read).questions}


@pytest.fixture
def honest(coded):
    """The report of an application that is right."""
    soup, cake, good, bad = (coded["a1"].option_ids[label] for label in ("Soup", "Cake", "Good", "Bad"))
    salt, pear = (coded["a2"].option_ids[label] for label in ("Salt", "Pear"))
    first, second = (coded["a3"].option_ids[label] for label in ("Salt", "Pear"))
    meals = {
        soup: table({good: (20, 67), bad: (10, 33)}, none=10),
        cake: table({good: (0, 0), bad: (20, 100)}, none=20),
    }
    several = {salt: option(20, 50), pear: option(20, 50), "other": option(15, 38)}
    order = {
        first: table({"1": (20, 100), "2": (0, 0)}, none=20, score="mean", mean=1.0),
        second: table({"1": (15, 43), "2": (20, 57)}, none=5, score="mean", mean=1.6),
    }
    grades = {
        "choice": table({"1": (0, 0), "2": (0, 0), "3": (20, 57), "na": (15, 43)}, none=5, score="mean", mean=3.0)
    }
    given = {"a1": meals, "a2": several, "a3": order, "a4": grades}
    questions = {coded[name].id: Question(tables) for name, tables in given.items()}
    often = {"choice": table({"1": (0, None), "2": (0, None), "3": (0, None), "na": (0, None)}, none=20, asked=20)}
    asked = Question(often, is_conditional=True, asked=count(20))
    return Report(1, 40, "figures", questions | {coded["a6"].id: asked})


def table(rows, none, asked=40, **sums):
    bound = 4 if asked == 40 else 8
    score, mean = sums.get("score"), sums.get("mean")
    figures = Figures({id_: Row(count(n), percent) for id_, (n, percent) in rows.items()}, count(none), mean)
    return Table(5, score, asked - none, bound, figures)


def option(printed, percent):
    return Table(5, None, 40, 0, Figures({"chosen": Row(count(printed), percent)}, None))


def count(printed):
    return Count(printed, max(0, printed - 4), min(40, printed + 4))


def with_tables(report, question, tables):
    return replace(report, questions=report.questions | {question.id: Question(tables)})


def compared_with(read, coded, report):
    return compare(read, list(coded.values()), [report])


def test_an_honest_report_agrees(read, coded, honest):
    compared = compared_with(read, coded, honest)

    assert compared.disagreements == []
    assert compared.withheld == []
    assert compared.whole.people == [0, 4, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0]


def test_a_wrong_count_of_one_row_is_named_by_row_and_column(read, coded, honest):
    soup, good, bad = (coded["a1"].option_ids[label] for label in ("Soup", "Good", "Bad"))
    meals = honest.questions[coded["a1"].id].tables | {soup: table({good: (10, 50), bad: (10, 50)}, none=10)}

    compared = compared_with(read, coded, with_tables(honest, coded["a1"], meals))

    assert compared.disagreements == [
        "a1 “Soup” “Good”, the recount: printed 10 for 6 to 14, but it is 20.",
        "a1 “Soup” “Good”, the oracle: printed 10 for 6 to 14, but it is 20.",
    ]


def test_a_missing_row_of_a_matrix_is_named(read, coded, honest):
    matrix = coded["a1"]
    soup, cake = matrix.option_ids["Soup"], matrix.option_ids["Cake"]
    meals = {soup: honest.questions[matrix.id].tables[soup]}

    compared = compared_with(read, coded, with_tables(honest, matrix, meals))

    assert compared.disagreements == [
        f"a1, ids of the tables: printed {[soup]}, expected {[soup, cake]}.",
    ]


def test_a_detail_of_a_person_in_a_report_is_named(read, coded, honest):
    compared = compared_with(read, coded, with_tables(honest, coded["a5"], {}))

    assert len(compared.disagreements) == 1
    assert compared.disagreements[0].startswith("ids of the questions: printed")


def test_a_wrong_count_of_an_option_is_named(read, coded, honest):
    several = coded["a2"]
    salt, pear = several.option_ids["Salt"], several.option_ids["Pear"]
    tables = {salt: option(20, 50), pear: option(5, 13), "other": option(15, 38)}

    assert compared_with(read, coded, with_tables(honest, several, tables)).disagreements == [
        "a2 “Pear” “Pear”, the recount: printed 5 for 1 to 9, but it is 20.",
        "a2 “Pear” “Pear”, the oracle: printed 5 for 1 to 9, but it is 20.",
    ]


def test_options_that_tell_no_answer_apart_are_named(read, coded, honest):
    several = coded["a2"]
    tables = honest.questions[several.id].tables
    wrong = replace(tables["other"], figures=replace(tables["other"].figures, no_answer=count(25)))

    assert compared_with(read, coded, with_tables(honest, several, tables | {"other": wrong})).disagreements[0] == (
        "a2 “Other”, whether no answer is told apart: printed True, expected False."
    )


def test_a_mean_that_the_numbers_do_not_give_is_named(read, coded, honest):
    grades = honest.questions[coded["a4"].id].tables["choice"]
    wrong = replace(grades, figures=replace(grades.figures, mean=2.9))

    assert compared_with(read, coded, with_tables(honest, coded["a4"], {"choice": wrong})).disagreements == [
        "a4, mean: printed 2.9, which {1: 0, 2: 0, 3: 20} does not give."
    ]


def test_the_recount_and_the_oracle_count_the_same_tables(read, coded):
    for name in ("a1", "a2", "a3", "a4"):
        counted, oracle = recount(coded[name], read.visitors), published(coded[name], read.marginals[name])
        assert {id_: +cells.counts for id_, cells in counted.items()} == {
            id_: +cells.counts for id_, cells in oracle.items()
        }
        assert [cells.answered for cells in counted.values()] == [cells.answered for cells in oracle.values()]


def test_a_ranking_counts_the_places_of_each_item(read, coded):
    order = coded["a3"]

    assert recount(order, read.visitors) == {
        order.option_ids["Salt"]: TrueTable(20, {"1": 20}),
        order.option_ids["Pear"]: TrueTable(34, {"2": 20, "1": 14}),
    }


def test_own_words_that_the_oracle_does_not_count_are_left_to_the_recount(coded):
    marginal = Marginal(34, {"Salt": 20, "Pear": 20})

    assert "other" not in published(coded["a2"], marginal)


def test_an_oracle_that_counts_what_was_not_offered_is_named(read, coded, honest):
    wrong = replace(read, marginals=read.marginals | {"a4": Marginal(34, {"7": 34})})

    assert "a4, the oracle: '7' is not on the scale." in compared_with(wrong, coded, honest).disagreements
