"""What is promised of a figure's precision beforehand is what the real rounding does."""

import pytest

from bench.precision import simulate
from forms_app.domain.precision import LUCK, PEOPLE, ROUNDING, Error, expected_error

QUOTED = {12: (12.5, 8.5), 30: (4.8, 5.2), 100: (1.5, 2.9), 200: (0.7, 2.0)}  # of four options, in what we tell people


@pytest.mark.parametrize("people", QUOTED)
def test_the_errors_are_those_we_quote(people):
    error = expected_error(people=people, options=4)
    rounding, luck = QUOTED[people]
    assert (error.rounding, error.luck) == (pytest.approx(rounding, rel=0.08), pytest.approx(luck, rel=0.04))


@pytest.mark.parametrize(("people", "options"), [(12, 4), (30, 2), (40, 5), (100, 4), (150, 8)])
def test_the_errors_are_those_of_a_simulation_with_other_dice(people, options):
    found = simulate(people=people, options=options, trials=400, seed=2030)
    error = expected_error(people=people, options=options)
    assert (error.rounding, error.luck) == (pytest.approx(found.rounding, rel=0.1), pytest.approx(found.luck, rel=0.1))


@pytest.mark.parametrize("options", ROUNDING)
def test_a_place_of_the_table_is_said_as_it_stands(options):
    said = [expected_error(people=people, options=options) for people in PEOPLE]
    table = zip(ROUNDING[options], LUCK[options], strict=True)
    assert said == [Error(pytest.approx(rounding), pytest.approx(luck)) for rounding, luck in table]


def test_more_people_make_both_errors_smaller_beyond_the_table_too():
    errors = [expected_error(people=people, options=4) for people in (10, 15, 80, 900, 5_000, 1_000_000)]
    pairs = list(zip(errors, errors[1:], strict=False))
    assert all(one.rounding > next_.rounding and one.luck > next_.luck for one, next_ in pairs)


def test_luck_halves_with_four_times_the_people():
    few, many = (expected_error(people=people, options=4).luck for people in (500, 2_000))
    assert few / many == pytest.approx(2, rel=0.05)


def test_a_group_is_as_precise_as_so_few_people_alone():
    assert expected_error(people=400, options=5, groups=4) == expected_error(people=100, options=5)


def test_from_thirty_answers_luck_moves_a_figure_of_four_options_more_than_rounding():
    assert [e.rounding < e.luck for e in (expected_error(people=n, options=4) for n in (12, 30, 100))] == [
        False,
        True,
        True,
    ]


def test_what_is_beyond_the_table_is_taken_as_its_edge():
    assert expected_error(people=3, options=40) == expected_error(people=10, options=10)
