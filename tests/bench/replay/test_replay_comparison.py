"""A comparison passes honest figures and names each figure that is not as it must be."""

from dataclasses import replace

import pytest

from bench.replay import dataset
from bench.replay.compare import compare
from bench.replay.compare_tables import percents
from bench.replay.convert import code
from bench.replay.printed import Count, Report, Row, Table

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
        table = Table(base=5, answered=31, answered_bound=4, rows=rows, no_answer=NONE)
        tables = {questions[0].id: {"choice": table}, questions[1].id: {}}
        report = Report(number=1, n=36, outcome="figures", tables=tables)
        return compare(read, questions, [change(report, table, (questions[0].id, salt, pear))])

    return compare_changed


def with_table(report, ids, table):
    return replace(report, tables=report.tables | {ids[0]: {"choice": table}})


def with_row(report, table, ids, row):
    return with_table(report, ids, replace(table, rows=table.rows | {ids[1]: row}))


def test_an_honest_report_agrees_and_its_error_is_measured(check):
    compared = check()

    assert compared.disagreements == []
    assert compared.people_off == [4, 2]
    assert [round(points, 2) for points in compared.points_off] == [7.36, 7.36]
    assert compared.to_come == ["a2"]
    assert compared.figures == 20


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
    compared = check(lambda report, table, ids: with_table(report, ids, replace(table, no_answer=Count(10, 6, 14))))

    assert "a1 no answer, the recount: printed 10 for 6 to 14, but it is 3." in compared.disagreements


def test_a_range_wider_than_the_base_allows_is_named(check):
    compared = check(lambda report, table, ids: with_row(report, table, ids, Row(Count(25, 0, 36), 71)))

    assert len(compared.disagreements) == 1
    assert "range of 25 at base 5: printed (0, 36), expected (21, 29)" in compared.disagreements[0]


def test_answered_must_be_n_less_the_printed_no_answer(check):
    compared = check(lambda report, table, ids: with_table(report, ids, replace(table, answered=33)))

    assert compared.disagreements == ["a1, answered: printed 33, expected 31."]


def test_a_per_cent_must_follow_from_the_printed_numbers(check):
    compared = check(lambda report, table, ids: with_row(report, table, ids, Row(SALT, 64)))

    assert len(compared.disagreements) == 1
    assert compared.disagreements[0].endswith("per cent: printed 64, expected 71.")


def test_n_must_be_exact(check):
    assert check(lambda report, table, ids: replace(report, n=35)).disagreements == ["n: printed 35, expected 36."]


def test_a_missing_table_is_named(check):
    compared = check(lambda report, table, ids: replace(report, tables=report.tables | {ids[0]: {}}))

    assert compared.disagreements == ["a1, ids of the tables: printed [], expected ['choice']."]


def test_a_table_that_nobody_expects_is_named(check):
    compared = check(lambda report, table, ids: replace(report, tables=report.tables | {ids[0]: {"x": table}}))

    assert compared.disagreements == ["a1, ids of the tables: printed ['x'], expected ['choice']."]


def test_a_withheld_table_is_named_but_not_wrong(check):
    nothing = Count(None, None, None)

    def withhold(report, table, ids):
        rows = dict.fromkeys(ids[1:], Row(nothing, None))
        return with_table(report, ids, Table(None, None, None, rows, nothing))

    compared = check(withhold)

    assert (compared.disagreements, compared.withheld) == ([], ["a1"])


def test_a_withheld_table_that_prints_a_figure_is_named(check):
    compared = check(lambda report, table, ids: with_table(report, ids, replace(table, base=None)))

    assert compared.disagreements == ["a1: a withheld table prints figures."]


def test_texts_must_have_no_table(check):
    def count_texts(report, table, ids):
        return replace(report, tables=dict.fromkeys(report.tables, {"choice": table}))

    assert "a2, ids of the tables: printed ['choice'], expected []." in check(count_texts).disagreements


def test_more_than_one_release_is_named(write_survey):
    read = dataset.read(write_survey([CHOICE], LINES[:9]))
    too_few = Report(number=1, n=None, outcome="fewer_than_ten", tables={})

    assert compare(read, code(read).questions, [too_few]).disagreements == []
    assert compare(read, code(read).questions, [too_few, too_few]).disagreements == [
        "number of releases: printed 2, expected 1."
    ]


def test_fewer_than_ten_people_must_get_no_figures(write_survey):
    read = dataset.read(write_survey([CHOICE], LINES[:9]))
    figures = Report(number=1, n=9, outcome="figures", tables={})

    assert compare(read, code(read).questions, [figures]).disagreements == [
        "outcome: printed figures, expected fewer_than_ten.",
        "n: printed 9, expected None.",
    ]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ((25, 10), [71, 29]),
        ((5, 35), [13, 88]),  # 12.5 and 87.5: halves go up
        ((0, 10), [0, 100]),
        ((0, 0), [None, None]),
    ],
)
def test_per_cents_are_whole_and_halves_go_up(printed, expected):
    assert percents(printed) == expected
