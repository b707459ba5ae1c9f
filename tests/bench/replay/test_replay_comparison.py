"""A comparison passes honest figures and names each figure that is not as it must be."""

from dataclasses import replace

import pytest

from bench.replay import dataset
from bench.replay.compare import compare
from bench.replay.convert import code
from bench.replay.derived import is_mean, is_score, percents
from bench.replay.printed import Count, Figures, Question, Report, Row, Table

CHOICE = {"id": "a1", "text": "Which?", "kind": "single_choice", "options": ["Salt", "Pear"]}
TEXT = {"id": "a2", "text": "Why?", "kind": "short_text"}
LINES = [{"a1": "Salt"}] * 21 + [{"a1": "Pear", "a2": "Soft"}] * 12 + [{}] * 3  # 36 people
SALT, PEAR, NONE = Count(25, 21, 29), Count(10, 6, 14), Count(5, 1, 9)


@pytest.fixture
def check(write_survey):
    """Compare an honest report after a change; the change gets the report and the ids of its question."""

    def compare_changed(change=lambda report, table, ids: report, marginals=None):
        read = dataset.read(write_survey([CHOICE, TEXT], LINES, marginals))
        questions = code(read).questions
        salt, pear = questions[0].option_ids.values()
        rows = {salt: Row(SALT, 71), pear: Row(PEAR, 29)}
        table = Table(base=5, score=None, answered=31, answered_bound=4, figures=Figures(rows, NONE))
        printed = {questions[0].id: Question({"choice": table}), questions[1].id: Question()}
        report = Report(number=1, n=36, outcome="figures", questions=printed)
        return compare(read, questions, [change(report, table, (questions[0].id, salt, pear))])

    return compare_changed


def with_tables(report, id_, tables):
    return replace(report, questions=report.questions | {id_: Question(tables)})


def with_figures(report, table, ids, **figures):
    return with_tables(report, ids[0], {"choice": replace(table, figures=replace(table.figures, **figures))})


def with_row(report, table, ids, row):
    return with_figures(report, table, ids, rows=table.figures.rows | {ids[1]: row})


def test_an_honest_report_agrees_and_its_error_is_measured(check):
    compared = check()

    assert compared.disagreements == []
    assert compared.whole.people == [4, 2]
    assert [round(points, 2) for points in compared.whole.points] == [7.36, 7.36]
    assert compared.figures == 31


def test_a_count_outside_its_printed_range_is_named(check):
    compared = check(lambda report, table, ids: with_row(report, table, ids, Row(Count(15, 11, 19), 60)))

    assert "a1 “Salt”, the recount: printed 15 for 11 to 19, but it is 21." in compared.disagreements
    assert "a1 “Salt”, the oracle: printed 15 for 11 to 19, but it is 21." in compared.disagreements


def test_an_oracle_that_disagrees_with_the_figures_is_named(check):
    wrong = {"a1": {"answered": 33, "counts": {"Salt": 30, "Pear": 3}}}

    assert check(marginals=wrong).disagreements == [
        "a1 “Salt”, the oracle: printed 25 for 21 to 29, but it is 30.",
        "a1 “Pear”, the oracle: printed 10 for 6 to 14, but it is 3.",
    ]


def test_no_answer_outside_its_printed_range_is_named(check):
    compared = check(lambda report, table, ids: with_figures(report, table, ids, no_answer=Count(10, 6, 14)))

    assert "a1 no answer, the recount: printed 10 for 6 to 14, but it is 3." in compared.disagreements


def test_a_range_wider_than_the_base_allows_is_named(check):
    compared = check(lambda report, table, ids: with_row(report, table, ids, Row(Count(25, 0, 36), 71)))

    assert len(compared.disagreements) == 1
    assert compared.disagreements[0].endswith("at base 5, range of 25: printed (0, 36), expected (21, 29).")


def test_answered_must_be_n_less_the_printed_no_answer(check):
    compared = check(lambda report, table, ids: with_tables(report, ids[0], {"choice": replace(table, answered=33)}))

    assert compared.disagreements == ["a1, answered: printed 33, expected 31."]


def test_a_per_cent_must_follow_from_the_printed_numbers(check):
    compared = check(lambda report, table, ids: with_row(report, table, ids, Row(SALT, 64)))

    assert len(compared.disagreements) == 1
    assert compared.disagreements[0].endswith("per cent: printed 64, expected 71.")


def test_n_must_be_exact(check):
    assert check(lambda report, table, ids: replace(report, n=35)).disagreements == ["n: printed 35, expected 36."]


def test_a_missing_table_is_named(check):
    compared = check(lambda report, table, ids: with_tables(report, ids[0], {}))

    assert compared.disagreements == ["a1, ids of the tables: printed [], expected ['choice']."]


def test_a_table_that_nobody_expects_is_named(check):
    compared = check(lambda report, table, ids: with_tables(report, ids[0], {"x": table}))

    assert compared.disagreements == ["a1, ids of the tables: printed ['x'], expected ['choice']."]


def test_a_withheld_table_is_named_but_not_wrong(check):
    nothing = Count(None, None, None)

    def withhold(report, table, ids):
        figures = Figures(dict.fromkeys(ids[1:], Row(nothing, None)), nothing)
        return with_tables(report, ids[0], {"choice": Table(None, None, None, None, figures)})

    compared = check(withhold)

    assert (compared.disagreements, compared.withheld) == ([], ["a1"])


def test_a_withheld_table_that_prints_a_figure_is_named(check):
    compared = check(lambda report, table, ids: with_tables(report, ids[0], {"choice": replace(table, base=None)}))

    assert compared.disagreements == ["a1: a withheld table prints figures."]


def test_texts_must_have_no_table(check):
    def count_texts(report, table, ids):
        return with_tables(report, list(report.questions)[1], {"choice": table})

    assert "a2, ids of the tables: printed ['choice'], expected []." in check(count_texts).disagreements


def test_more_than_one_release_is_named(write_survey):
    read = dataset.read(write_survey([CHOICE], LINES[:9]))
    too_few = Report(number=1, n=None, outcome="fewer_than_ten", questions={})

    assert compare(read, code(read).questions, [too_few]).disagreements == []
    assert compare(read, code(read).questions, [too_few, too_few]).disagreements == [
        "number of releases: printed 2, expected 1."
    ]


def test_fewer_than_ten_people_must_get_no_figures(write_survey):
    read = dataset.read(write_survey([CHOICE], LINES[:9]))
    figures = Report(number=1, n=9, outcome="figures", questions={})

    assert compare(read, code(read).questions, [figures]).disagreements == [
        "outcome: printed figures, expected fewer_than_ten.",
        "n: printed 9, expected None.",
    ]


@pytest.mark.parametrize(
    ("printed", "whole", "expected"),
    [
        ((25, 10), 50, [71, 29]),
        ((5, 35), 40, [13, 88]),  # 12.5 and 87.5: halves go up
        ((0, 10), 10, [0, 100]),
        ((0, 0), 10, [None, None]),
        ((5,), 40, [13]),
        ((45,), 40, [100]),
        ((5,), None, [None]),
    ],
)
def test_per_cents_are_whole_and_halves_go_up(printed, whole, expected):
    assert percents(printed, whole) == expected


@pytest.mark.parametrize(
    ("said", "printed", "is_right"),
    [
        (2.3, {1: 10, 2: 5, 4: 10}, False),
        (2.4, {1: 10, 2: 5, 4: 10}, True),
        (2.2, {2: 15, 3: 5}, True),  # 2.25 is as near to 2.2
        (2.3, {2: 15, 3: 5}, True),
        (2.25, {2: 15, 3: 5}, False),
        (None, {1: 0, 2: 0}, True),
        (None, {1: 5}, False),
        (0.0, {1: 0}, False),
    ],
)
def test_a_mean_is_the_nearest_tenth_of_what_is_printed(said, printed, is_right):
    assert is_mean(said, printed) is is_right


@pytest.mark.parametrize(
    ("said", "printed", "is_right"),
    [
        (35, {0: 5, 6: 5, 7: 10, 8: 10, 9: 10, 10: 20}, True),  # 33.3
        (30, {0: 5, 6: 5, 7: 10, 8: 10, 9: 10, 10: 20}, False),
        (33, {0: 5, 6: 5, 7: 10, 8: 10, 9: 10, 10: 20}, False),
        (None, {9: 0}, True),
    ],
)
def test_a_recommendation_score_is_the_nearest_five(said, printed, is_right):
    assert is_score(said, printed) is is_right
