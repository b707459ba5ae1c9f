"""One figure is ahead of another, rose or fell only where the ranges of both do not overlap."""

import pytest

from forms_app.domain.comparisons import Lead, are_apart, change_of, lead_of


def row(printed, bound=4):
    return {"printed": printed, "low": max(0, printed - bound), "high": printed + bound}


def share(low, high):
    return {"percent_low": low, "percent_high": high}


@pytest.mark.parametrize(
    ("rows", "lead"),
    [
        ([row(20), row(50), row(10)], Lead(1, ())),
        ([row(50), row(41)], Lead(0, ())),
        ([row(50), row(42)], Lead(0, (1,))),
        ([row(50), row(50), row(45)], Lead(0, (1, 2))),
        ([row(50), {"printed": None, "low": None, "high": None}], None),
        ([row(0), row(0)], None),
        ([row(50)], None),
    ],
)
def test_an_answer_is_ahead_of_those_it_cannot_be_level_with(rows, lead):
    assert lead_of(rows) == lead


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (share(10, 20), share(21, 30), "rose"),
        (share(10, 20), share(20, 30), "close"),
        (share(10, 20), share(2, 9), "fell"),
        (share(None, None), share(2, 9), None),
    ],
)
def test_a_share_moved_where_its_ranges_are_apart(before, after, change):
    assert change_of(before, after) == change


def test_a_mean_moves_by_its_own_range():
    before, after = {"mean_low": 3.1, "mean_high": 3.4}, {"mean_low": 3.5, "mean_high": 3.8}
    assert change_of(before, after, measure="mean") == "rose"


def test_groups_are_apart_where_some_two_are():
    assert are_apart([share(10, 20), share(15, 30), share(25, 40)]) is True
    assert are_apart([share(10, 20), share(15, 30)]) is False
    assert are_apart([share(10, 20), share(None, None)]) is None
