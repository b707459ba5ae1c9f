"""Rounding: known answers, inside its bound, the same people the same number."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_app.domain.disclosure import Cell, Printed, draw_tables, together
from forms_app.domain.disclosure.rounding import Band, Numbers, Unsafe, band_of, is_enough, next_base, shift

SECRET = b"a secret of thirty-two bytes...."
COUNTS = st.lists(st.integers(0, 40), min_size=2, max_size=7).filter(lambda counts: sum(counts) >= 10)


def cells(counts):
    return [Cell(count, 0 if count == 0 else 7919 * index + count) for index, count in enumerate(counts, 1)]


def test_the_shift_of_a_key_is_known():
    # HMAC-SHA256(secret, "cell/1" + key as 16 bytes + attempt as 4 + base as 1) as a number, modulo the base
    assert [shift(12345, attempt, 5, SECRET) for attempt in range(8)] == [4, 3, 3, 0, 1, 4, 2, 2]
    assert [shift(12345, attempt, base, SECRET) for base in (10, 25) for attempt in range(4)] == [
        9,
        5,
        7,
        1,
        5,
        6,
        7,
        10,
    ]


def test_a_table_with_known_keys_prints_known_numbers():
    assert draw_tables([cells([3, 8, 0, 21])], n=32, secret=SECRET) == [Printed(5, (0, 10, 0, 20))]


def test_every_shift_is_as_likely_as_the_others():
    seen = Counter(shift(key, 0, 5, SECRET) for key in range(20_000))
    assert sorted(seen) == [0, 1, 2, 3, 4]
    assert max(abs(count - 4000) for count in seen.values()) < 250  # four standard deviations


@pytest.mark.parametrize(
    ("printed", "base", "band"),
    [(0, 5, Band(0, 4)), (5, 5, Band(1, 9)), (15, 5, Band(11, 19)), (20, 10, Band(11, 29)), (50, 25, Band(26, 74))],
)
def test_a_printed_number_stands_for_a_band(printed, base, band):
    assert band_of(printed, base) == band


def test_enough_is_a_printed_fifteen_at_the_first_base_and_more_at_later_ones():
    printed = {base: [p for p in range(0, 101, base) if is_enough(p, base)][0] for base in (5, 10, 25)}
    assert printed == {5: 15, 10: 20, 25: 50}


def test_bases_end_in_withholding():
    assert [next_base(5), next_base(10), next_base(25)] == [10, 25, None]


@given(COUNTS, st.binary(min_size=32, max_size=32))
def test_every_printed_number_is_within_its_bound(counts, secret):
    (drawn,) = draw_tables([cells(counts)], n=sum(counts), secret=secret)
    assert all(abs(count - value) <= drawn.bound for count, value in zip(counts, drawn.values, strict=True))


@given(COUNTS)
def test_the_same_people_print_the_same_number_in_every_table(counts):
    first, second = draw_tables([cells(counts), cells(counts)[::-1]], n=sum(counts), secret=SECRET)
    assert first.values == second.values[::-1]


@given(COUNTS, st.binary(min_size=32, max_size=32))
def test_a_repeat_prints_the_same(counts, secret):
    tables = [cells(counts), cells(counts[::-1])]
    again = draw_tables(tables, n=sum(counts), secret=secret)
    assert draw_tables(tables, n=sum(counts), secret=secret) == again


def test_nobody_always_prints_zero():
    numbers = Numbers(SECRET)
    assert {numbers.number(Cell(0, 0), base, a) for base in (5, 10, 25) for a in range(50)} == {0}


def test_an_answer_that_cannot_be_missing_prints_an_exact_zero():
    (drawn,) = draw_tables([[Cell(9, 11), Cell(8, 13), Cell(0, None)]], n=17, secret=SECRET)
    assert drawn.values[2] == 0


def test_people_printed_at_one_base_are_not_printed_at_another():
    numbers = Numbers(SECRET)
    numbers.open(("table", "first"), [Cell(7, 70)], 10)
    numbers.keep([Cell(7, 70)], [10], 10)
    with pytest.raises(Unsafe) as raised:
        numbers.open(("table", "second"), [Cell(7, 70), Cell(3, 30)], 5)
    assert (raised.value.blocks, raised.value.base) == ({("table", "first"), ("table", "second")}, 10)


def test_blocks_joined_by_others_change_base_together():
    numbers = Numbers(SECRET)
    for block, keys in {"a": [1, 2], "b": [2, 3], "c": [3], "d": [4], "e": [0]}.items():
        numbers.open(("table", block), [Cell(int(key > 0), key) for key in keys], 5)
    assert numbers.sharing(("table", "a")) == {("table", "a"), ("table", "b"), ("table", "c")}
    assert numbers.near(("table", "a")) == {("table", "a"), ("table", "b")}


def test_cells_together_count_their_people_once_and_wrap_their_keys():
    assert together([Cell(2, (1 << 64) - 1), Cell(0, None), Cell(3, 5)]) == Cell(5, 4)
    assert together([Cell(0, None)]) == Cell(0, None)
