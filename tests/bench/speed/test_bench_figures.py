"""Percentiles, ratios, marks and the table of a bench."""

import pytest

from bench.speed.figures import Line, mark, percentile, ratios, spread, table
from bench.speed.measure import Sample
from bench.speed.rounds import Measured, lines

ONE_TO_200 = list(range(200, 0, -1))


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        (ONE_TO_200, 0.99, 198),
        (ONE_TO_200, 0.5, 100),
        (ONE_TO_200, 1.0, 200),
        (ONE_TO_200, 0.0, 1),
        ([3, 1, 2], 0.5, 2),
        ([7.5], 0.99, 7.5),
    ],
)
def test_a_percentile_is_the_smallest_value_that_the_share_does_not_exceed(values, share, expected):
    assert percentile(values, share) == expected


def test_ratios_compare_the_figures_of_the_same_round():
    assert ratios(Line("open", [3.0, 4.0], [2.0, 1.0], "hello world")) == [1.5, 4.0]


def test_a_round_whose_yardstick_was_too_quick_to_see_gives_no_ratio():
    assert ratios(Line("open", [3.0, 4.0], [0.0, 1.0], "hello world")) == [4.0]


def test_a_figure_and_its_yardstick_of_different_rounds_are_not_compared():
    with pytest.raises(ValueError, match="zip"):
        ratios(Line("open", [3.0, 4.0], [2.0], "hello world"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (Line("hello", [1.0]), ""),
        (Line("hello", [1.0], asked=20, refused=3), "3 of 20 refused"),
        (Line("open", [3.0, 9.0, 2.0], [2.0] * 3, "hello", goal=1.5), "ok"),
        (Line("open", [3.1, 9.0, 2.0], [2.0] * 3, "hello", goal=1.5), "not yet"),
        (Line("open", [1.0], [2.0], "hello", goal=1.5, asked=20, refused=1), "not yet, 1 of 20 refused"),
        (Line("open", [1.0], [0.0], "hello", goal=1.5), "unknown"),
    ],
)
def test_the_median_ratio_reaches_the_goal_or_does_not_yet(line, expected):
    assert mark(line) == expected


def test_a_spread_names_the_median_and_both_ends():
    assert (spread([3.0, 1.0, 2.5], "ms"), spread([], "x")) == ("2.50 ms (1.00..3.00)", "")


def test_the_table_stands_in_columns():
    shown = table([Line("hello world", [0.5]), Line("open", [1.0, 2.0], [0.5, 0.5], "hello", goal=1.5)])

    assert shown.splitlines() == [
        "work         figure (min..max)     ratio (min..max)           goal",
        "hello world  0.50 ms (0.50..0.50)",
        "open         1.50 ms (1.00..2.00)  3.00 x (2.00..4.00) hello  <= 1.5 x  not yet",
    ]


def test_every_work_of_the_rounds_has_its_line_with_its_yardstick_and_goal():
    measured = Measured()
    measured.add("hello world", Sample(cpu=1.0, p99=2.0, asked=60, refused=0))
    measured.add("open ten questions, SQLite", Sample(cpu=2.0, p99=9.0, asked=20, refused=0))
    measured.add("send ten answers, SQLite", Sample(cpu=3.0, p99=9.0, asked=20, refused=1))
    measured.add("send ten answers, SQLite, 32 clients", Sample(cpu=3.0, p99=90.0, asked=40, refused=0))
    measured.add("report of 100 people, SQLite", Sample(cpu=5.0, p99=9.0, asked=5, refused=0))
    measured.add("report of 1,000,000 people, SQLite", Sample(cpu=6.0, p99=9.0, asked=5, refused=0))
    measured.add_commits("bare commits, SQLite, 32 writers", [0.03] * 40)
    measured.add_commits("bare commits, SQLite, 32 writers, queued", [0.02] * 40)

    assert lines(measured, ["SQLite"]) == [
        Line("hello world: CPU", [1.0], asked=60),
        Line("open ten questions, SQLite: CPU", [2.0], [1.0], "hello world", 1.5, 20),
        Line("send ten answers, SQLite: CPU", [3.0], [1.0], "hello world", 4.0, 20, 1),
        Line("report of 100 people, SQLite: CPU", [5.0], [1.0], "hello world", 10.0, 5),
        Line("report of 1,000,000 people, SQLite: CPU", [6.0], [1.0], "hello world", 10.0, 5),
        Line("bare commits, SQLite, 32 writers: p99", [30.0]),
        Line("bare commits, SQLite, 32 writers, queued: p99", [20.0]),
        Line("send ten answers, SQLite, 32 clients: p99", [90.0], [30.0], "bare commits", 2.0, 40),
        Line("  the same against the queue", [90.0], [20.0], "queued commits"),
    ]
