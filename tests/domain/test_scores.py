"""Shares, means and scores lie where every table that could have been printed puts them."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.domain.scores import mean, mean_range, nps, nps_range
from forms_app.domain.shares import percent, percent_range


def row(printed, bound=4, value=None):
    return {"value": value, "printed": printed, "low": max(0, printed - bound), "high": printed + bound}


def every_table(rows, whole):
    """The counts that the rows may stand for and that add up to a whole that may be."""
    ranges = [range(one["low"], one["high"] + 1) for one in rows]
    return [counts for counts in product(*ranges) if whole[0] <= sum(counts) <= whole[1]]


ROWS = st.lists(st.tuples(st.integers(0, 6).map(lambda n: 5 * n), st.integers(0, 4)), min_size=2, max_size=3)


@given(ROWS, st.integers(-6, 6), st.integers(0, 4))
def test_no_table_that_could_be_puts_a_share_outside_its_range(given_rows, off, slack):
    rows = [row(printed, bound) for printed, bound in given_rows]
    total = max(0, sum(printed for printed, _ in given_rows) + off)
    whole = (max(0, total - slack), total + slack)
    for place in range(len(rows)):
        low, high = percent_range(place, rows, whole)
        for counts in every_table(rows, whole):
            if sum(counts):
                assert low <= 100 * counts[place] / sum(counts) <= high


@given(st.integers(0, 20).map(lambda n: 5 * n), st.integers(0, 4), st.integers(0, 4))
def test_the_share_of_one_option_lies_within_its_range_whoever_was_asked(printed, bound, slack):
    rows, whole = [row(printed, bound)], (100 - slack, 100 + slack)
    low, high = percent_range(0, rows, whole)
    for count, asked in product(range(rows[0]["low"], rows[0]["high"] + 1), range(whole[0], whole[1] + 1)):
        if count <= asked:
            assert low <= 100 * count / asked <= high


def test_shares_of_exact_counts_are_off_by_rounding_alone():
    rows = [row(50, 0), row(25, 0)]
    assert [percent_range(place, rows, (75, 75)) for place in (0, 1)] == [(66, 67), (33, 34)]
    assert percent(50, 75) == 67


def test_a_withheld_figure_leaves_no_share():
    withheld = {"value": None, "printed": None, "low": None, "high": None}
    assert percent_range(0, [row(50), withheld], (40, 60)) is None
    assert percent(None, 60) is None


@given(st.lists(st.tuples(st.integers(0, 4).map(lambda n: 5 * n), st.integers(0, 2)), min_size=3, max_size=3))
def test_no_counts_that_could_be_put_the_mean_outside_its_range(given_rows):
    rows = [row(printed, bound, value) for value, (printed, bound) in enumerate(given_rows, start=1)]
    between = mean_range(rows)
    if between is None:
        assert mean(rows) is None
        return
    for counts in product(*(range(one["low"], one["high"] + 1) for one in rows)):
        if sum(counts):
            average = sum(value * count for value, count in enumerate(counts, start=1)) / sum(counts)
            assert between[0] - 1e-9 <= average <= between[1] + 1e-9
    assert between[0] <= mean(rows) <= between[1]


@pytest.mark.parametrize(
    ("printed", "score", "between"),
    [([10, 10, 10], 0, (-35, 35)), ([100, 0, 0], -100, (-100, -85)), ([0, 0, 50], 100, (75, 100))],
)
def test_a_recommendation_score_is_said_in_fives_with_its_range(printed, score, between):
    rows = [row(count, 4, value) for count, value in zip(printed, (6, 7, 9), strict=True)]
    assert (nps(rows), nps_range(rows)) == (score, between)


def test_rows_that_stand_for_no_number_are_in_no_mean():
    assert mean([row(40, 4, 1), row(40, 4, 3), row(500, 4)]) == 2.0
