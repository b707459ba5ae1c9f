"""Whole releases: groups, branches, unanimity and the smallest numbers of people."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.attacks.people import Asking, Survey, plan_of
from forms_app.domain.disclosure import (
    Cell,
    Condition,
    Options,
    Parent,
    Plan,
    Printed,
    PrintedQuestion,
    Question,
    Ranking,
    Table,
    draw,
    draw_tables,
    needs_classes,
)
from forms_app.domain.disclosure.groups import merge_groups
from forms_app.domain.disclosure.knowledge import Grid, Knowledge

SECRET = b"a secret of thirty-two bytes...."
MIXED = Survey(
    {
        "b": Asking(2, required=True),
        "p": Asking(3, required=True),
        "c": Asking(3, condition=Condition((Parent("p", 0, (0,)),))),
        "d": Asking(3, condition=Condition((Parent("p", 0, (0, 1)),))),
        "k": Asking(4, required=True, binding=Options(2, 2)),
        "m": Asking(3, binding=Options(0, 3)),
        "r": Asking(3, binding=Ranking(True)),
        "t": Asking(2, binding=Ranking(False)),
        "x": Asking(3, rows=2),
    },
    ("b",),
)


def exactly(cell):
    return cell.count


def printed_numbers(plan, release):
    """Every printed cell with its people, number and base."""
    for name, question in release.questions.items():
        if question.asked and question.asked.base:
            yield plan.questions[name].asked, question.asked.values[0], question.asked.base
        for b, printed in question.asked_split.items():
            cells = joined(plan.questions[name].asked_by(b), release.groups[b])
            yield from zip(cells, printed.values, [printed.base] * len(cells), strict=True)
        for table, shown in zip(plan.questions[name].tables, question.tables, strict=False):
            yield from zip(joined(table.cells, shown.parts), shown.whole.values, [shown.whole.base] * 99, strict=False)
            for b, split in shown.split.items():
                groups = [joined(column, release.groups[b]) for column in zip(*table.groups[b], strict=True)]
                cells = [c for row in zip(*groups, strict=True) for c in joined(row, shown.parts)]
                yield from zip(cells, split.values, [split.base] * len(cells), strict=True)


def joined(cells, parts):
    keys = [[cells[c] for c in part if cells[c].key is not None] for part in parts]
    return [Cell(sum(c.count for c in own), sum(c.key for c in own) % 2**64 if own else None) for own in keys]


@settings(max_examples=40, deadline=None)
@given(st.integers(10, 120), st.integers(0, 2**32))
def test_numbers_are_within_bounds_and_the_same_people_print_the_same_and_a_repeat_too(n, seed):
    rng = random.Random(seed)
    weights = {q: [rng.random() ** 3 + 0.01 for _ in a.answers()] for q, a in MIXED.questions.items()}
    plan = plan_of(MIXED, [MIXED.answer(rng, weights) for _ in range(n)], rng)
    release = draw(plan, secret=SECRET)
    numbers = {}
    for cell, value, base in printed_numbers(plan, release):
        if base is not None:
            assert abs(cell.count - value) < base
            if cell.count:
                numbers.setdefault(cell.key, set()).add((value, base))
    assert [same for same in numbers.values() if len(same) > 1] == []
    assert draw(plan, secret=SECRET) == release


@settings(max_examples=40, deadline=None)
@given(st.integers(20, 120), st.integers(0, 2**32))
def test_a_branch_adds_up_to_those_asked_and_shows_at_least_fifteen(n, seed):
    rng = random.Random(seed)
    release = draw(plan_of(MIXED, [MIXED.answer(rng) for _ in range(n)], rng), secret=SECRET)
    for name in ("c", "d"):
        question = release.questions[name]
        if question.tables and question.tables[0].whole.base:
            assert sum(question.tables[0].whole.values) == question.asked.values[0] >= 15
        elif not question.tables:
            assert question == PrintedQuestion(Printed(None, (None,)), ())


def branches_by_groups(people):
    """A breakdown, a question and a branch of it; people: how many there are of each (group, answer, answer below)."""
    condition = Condition((Parent("p", 0, (0, 1)),))
    survey = Survey(
        {
            "b": Asking(2, required=True),
            "p": Asking(3, required=True),
            "d": Asking(2, required=True, condition=condition),
        },
        ("b",),
    )
    persons = [
        {"b": (b,), "p": (p,)} | ({} if d is None else {"d": (d,)})
        for (b, p, d), count in people.items()
        for _ in range(count)
    ]
    return plan_of(survey, persons, random.Random(1))


def test_groups_in_which_nearly_all_were_asked_keep_their_breakdown():
    plan = branches_by_groups({(0, 0, 0): 1, (0, 1, 0): 25, (0, 1, 1): 24, (0, 2, None): 4, (1, 0, 1): 4,
                               (1, 1, 0): 15, (1, 1, 1): 25})  # fmt: skip
    releases = [draw(plan, secret=bytes([secret]) * 32) for secret in range(30)]
    bases = [[(q, t.whole.base) for q, shown in r.questions.items() for t in shown.tables] for r in releases]
    assert bases == [[("b", 5), ("p", 5), ("d", 5)]] * 30


def test_a_branch_says_how_many_were_asked_in_each_group():
    plan = branches_by_groups({(0, 0, 0): 30, (0, 1, 1): 30, (0, 2, None): 30, (1, 0, 1): 30, (1, 1, 0): 30,
                               (1, 2, None): 40})  # fmt: skip
    questions = draw(plan, secret=SECRET).questions
    (printed,) = questions["d"].asked_split.values()
    assert [abs(value - 60) < 5 for value in printed.values] == [True, True]
    assert (questions["b"].asked_split, questions["p"].asked_split) == ({}, {})


@pytest.mark.parametrize("sizes", [(30, 20, n) for n in range(11)])
def test_an_empty_group_joins_like_one_of_a_few(sizes):
    declared = [Cell(size, place + 1) for place, size in enumerate(sizes)]
    assert merge_groups(declared, exactly, 5) == ((0,), (1, 2))


def test_groups_stand_apart_where_all_are_large_enough():
    assert merge_groups([Cell(15, 1), Cell(20, 2), Cell(0, None)], exactly, 5) == ((0,), (1,))


def test_small_groups_that_are_enough_together_are_the_other_groups():
    assert merge_groups([Cell(5, 1), Cell(20, 2), Cell(10, 3), Cell(40, 4)], exactly, 5) == ((1,), (3,), (0, 2))


def test_one_remaining_group_is_no_breakdown():
    assert merge_groups([Cell(15, 1), Cell(5, 2)], exactly, 5) == ()


def test_the_last_of_equally_small_groups_joins():
    assert merge_groups([Cell(15, 1), Cell(15, 2), Cell(30, 3), Cell(0, 4)], exactly, 5) == ((0,), (2,), (1, 3))


def test_a_breakdown_of_one_group_prints_nothing_of_its_own_or_by_it():
    survey = Survey({"b": Asking(2, required=True), "q": Asking(3)}, ("b",))
    rng = random.Random(1)
    people = [{"b": (int(place < 3),), "q": (place % 3,)} for place in range(30)]
    release = draw(plan_of(survey, people, rng), secret=SECRET)
    assert (release.groups, release.questions["b"]) == ({}, PrintedQuestion(None, ()))
    assert release.questions["q"].tables[0].split == {}


def grid(group, options, cells):
    """What a reader knows of two groups by two options; None where an audit refuses the first group's cells."""
    knowledge = Knowledge()
    total, *counts = [knowledge.count(40, 40), *(knowledge.count(0, 40) for _ in range(8))]
    knowledge.part(total, counts[:2])
    knowledge.part(total, counts[2:4])
    knowledge.cross(Grid(total, tuple(counts[:2]), tuple(counts[2:4]), (tuple(counts[4:6]), tuple(counts[6:]))))
    after = knowledge.with_numbers(dict(zip(counts[:2], group, strict=True)), 5)
    after = after.with_numbers(dict(zip(counts[2:4], options, strict=True)), 5)
    return after.with_numbers(dict(zip(counts[4:], cells, strict=True)), 5)


def test_a_group_that_may_be_unanimous_prints_as_one():
    # printed 15 with 10 and 0: were all in the first option, the same people would have printed the same number,
    # so the second holds 1, 2, 3 or 4 - bands alone would say 0 to 4
    assert grid((15, 25), (25, 15), (10, 0, 15, 15)) is None
    assert grid((15, 25), (25, 15), (15, 0, 10, 15)) is not None


def ranking(printed):
    """What a reader knows of three items that all of 16 to 20 people ranked; None where an audit refuses it."""
    knowledge = Knowledge()
    ranked, everything = knowledge.count(16, 20), knowledge.count(0, 60)
    places = [[knowledge.count(0, 20) for _ in range(3)] for _ in range(3)]
    knowledge.relate([(everything, 1), (ranked, -3)])
    knowledge.cross(Grid(everything, (ranked,) * 3, (ranked,) * 3, tuple(map(tuple, places))))
    return knowledge.with_numbers(dict(zip(sum(places, []), printed, strict=True)), 5)


def test_the_rows_of_a_ranking_are_of_the_same_people():
    # third item: first by at most 4, second by at most 14, so third by all but 18 of whoever ranked. If these were
    # 16 in one row and 20 in another, the first item could be second for nobody; as they are as many, it is for two
    assert ranking((10, 0, 5, 10, 0, 5, 0, 10, 10)) is None
    assert ranking((5, 5, 5, 5, 5, 5, 5, 5, 5)) is not None


@pytest.mark.parametrize("n", [10, 11, 14, 30, 500])
def test_the_unanimous_print_at_the_first_base(n):
    cells = [Cell(n, 77), Cell(0, 0), Cell(0, 0)]
    first, second = draw_tables([cells, cells[::-1]], n=n, secret=SECRET)
    assert (first.base, first.values, first.values[1:]) == (5, second.values[::-1], (0, 0))


def test_a_table_without_small_cells_needs_no_later_base():
    cells = [Cell(count, count) for count in (100, 150, 250)]
    for secret in range(50):
        assert draw_tables([cells], n=500, secret=bytes([secret]))[0].base == 5


def test_fewer_than_ten_people_have_no_figures():
    with pytest.raises(ValueError, match="10 people"):
        draw_tables([[Cell(9, 1), Cell(0, 0)]], n=9, secret=SECRET)


def test_a_table_that_does_not_hold_everybody_is_refused():
    with pytest.raises(ValueError, match="does not hold everybody"):
        draw_tables([[Cell(9, 1), Cell(3, 2)]], n=13, secret=SECRET)


def test_people_asked_who_are_not_those_of_the_condition_are_refused():
    parent = Question((Table((Cell(20, 5), Cell(10, 6))),))
    child = Question((Table((Cell(19, 4),)),), condition=Condition((Parent("p", 0, (0,)),)))
    with pytest.raises(ValueError, match="not those of the condition"):
        draw(Plan(30, {"p": parent, "c": child}), secret=SECRET)


def test_everybody_who_must_choose_the_only_option_is_no_secret():
    option = Question((Table((Cell(12, 9), Cell(0, 0))),), Options(1, 1))
    release = draw(Plan(12, {"o": option}), secret=SECRET)
    assert release.questions["o"].tables[0].whole.base == 5


def test_scales_have_three_classes_below_thirty_people():
    assert [needs_classes(people) for people in (10, 29, 30)] == [True, True, False]
    scale = Table(tuple(Cell(4, key) for key in range(1, 6)), classes=((0, 1), (2,), (3, 4)))
    (table,) = draw(Plan(20, {"s": Question((scale,))}), secret=SECRET).questions["s"].tables
    assert (table.parts, len(table.whole.values)) == (((0, 1), (2,), (3, 4)), 3)
