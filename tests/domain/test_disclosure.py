"""Rounding: inside its bound, the same people the same number, and never narrower than five values."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from forms_app.domain.disclosure import Band, Cell, draw_tables, is_safe

SECRET = b"a secret of thirty-two bytes...."
COUNTS = st.lists(st.integers(0, 40), min_size=2, max_size=7).filter(lambda counts: sum(counts) >= 10)


def cells(counts):
    return [Cell(count, 0 if count == 0 else 7919 * index + count) for index, count in enumerate(counts, 1)]


@given(COUNTS, st.binary(min_size=32, max_size=32))
def test_every_printed_number_is_within_its_bound(counts, secret):
    (drawn,) = draw_tables([cells(counts)], n=sum(counts), secret=secret)
    assert all(abs(count - value) < drawn.base for count, value in zip(counts, drawn.values, strict=True))


@given(COUNTS)
def test_the_same_people_print_the_same_number_in_every_table(counts):
    first, second = draw_tables([cells(counts), cells(counts)[::-1]], n=sum(counts), secret=SECRET)
    assert first.values == second.values[::-1]


def test_no_reader_who_knows_n_narrows_a_small_count_below_five_values():
    for counts in product(range(7), repeat=3):
        if sum(counts) < 10:
            continue
        (drawn,) = draw_tables([cells(counts)], n=sum(counts), secret=SECRET)
        reach = [range(max(0, v - drawn.base + 1), v + drawn.base) for v in drawn.values]
        fitting = [table for table in product(*reach) if sum(table) == sum(counts)]
        for index in range(3):
            values = {table[index] for table in fitting}
            assert min(values) >= 5 or len(values) >= 5


def test_a_table_that_gives_a_count_away_is_not_safe():
    assert not is_safe([Band(0, 4), Band(16, 24)], n=16 + 0)


def test_an_answer_that_cannot_be_missing_prints_an_exact_zero():
    (drawn,) = draw_tables([[Cell(9, 11), Cell(8, 13), Cell(0, None)]], n=17, secret=SECRET)
    assert drawn.values[2] == 0
