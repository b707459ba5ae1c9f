"""Every small table: whatever is printed, all tables that could have printed it leave five values for a small count."""

from collections import defaultdict
from itertools import product

import pytest

from forms_app.domain.disclosure import Cell, Plan, Question, Table, draw
from forms_app.domain.disclosure.knowledge import Grid, Knowledge

pytestmark = pytest.mark.slow
BASE = 5


def tables_of(n, cells):
    if cells == 1:
        yield (n,)
        return
    for first in range(n + 1):
        yield from ((first, *rest) for rest in tables_of(n - first, cells - 1))


def numbers_of(count):
    """What a count may print, over all secrets."""
    return {(count + shift) // BASE * BASE for shift in range(BASE)}


def leaves_five(values):
    values = sorted(set(values))
    return values[0] >= 5 or (len(values) >= 5 and values[-1] - values[0] == len(values) - 1)


def one_way(n, cells):
    knowledge = Knowledge()
    total = knowledge.count(n, n)
    parts = [knowledge.count(0, n) for _ in range(cells)]
    knowledge.part(total, parts)
    return lambda printed: sum(printed) > 0 and knowledge.with_numbers(dict(zip(parts, printed, strict=True)), BASE)


@pytest.mark.parametrize(("n", "cells"), [(n, cells) for cells in (2, 3, 4) for n in range(10, 17)])
def test_every_list_of_options_keeps_five_values_to_who_knows_n(n, cells):
    accepts = one_way(n, cells)
    origins = defaultdict(list)
    for table in tables_of(n, cells):
        for printed in product(*map(numbers_of, table)):
            origins[printed].append(table)
    safe = {printed: tables for printed, tables in origins.items() if accepts(printed)}
    for tables in safe.values():
        columns = list(zip(*tables, strict=True))
        small = [column for column in columns if min(column) < 5]
        unions = [[sum(table) for table in zip(*small, strict=True)]] if small else []
        assert all(leaves_five(values) for values in [*columns, *unions])
    assert all(any(printed in safe for printed in product(*map(numbers_of, t))) for t in tables_of(n, cells))


def crossed(n, rows, columns):
    """A breakdown, a question and the question by the breakdown; numbers in the order of their printing."""
    knowledge = Knowledge()
    total = knowledge.count(n, n)
    groups = [knowledge.count(0, n) for _ in range(rows)]
    options = [knowledge.count(0, n) for _ in range(columns)]
    cells = [[knowledge.count(0, n) for _ in options] for _ in groups]
    knowledge.part(total, groups)
    knowledge.part(total, options)
    knowledge.cross(Grid(total, tuple(groups), tuple(options), tuple(map(tuple, cells))))
    return knowledge, [groups, options, [cell for row in cells for cell in row]]


def printings(table, rows, columns):
    """Everything a two-way table may print, the same people printing the same number."""
    grid = [table[y * columns : (y + 1) * columns] for y in range(rows)]
    groups, options = [sum(row) for row in grid], [sum(column) for column in zip(*grid, strict=True)]
    for sizes, wholes in product(product(*map(numbers_of, groups)), product(*map(numbers_of, options))):
        if min(sizes) < 15 or sum(wholes) == 0:
            continue
        choices = []
        for y, row in enumerate(grid):
            for x, count in enumerate(row):
                same = [sizes[y]] * (count == groups[y]) + [wholes[x]] * (count == options[x])
                choices.append(numbers_of(count) if not same or not count else set(same[:1]))
        yield from ((sizes, wholes, cells) for cells in product(*choices))


@pytest.mark.parametrize(("n", "columns"), [(23, 2), (26, 2)])
def test_every_two_way_table_keeps_five_values(n, columns):
    origins = defaultdict(list)
    for table in tables_of(n, 2 * columns):
        if min(sum(table[:columns]), sum(table[columns:])) > 10:
            for printed in printings(table, 2, columns):
                origins[printed].append(table)
    knowledge, blocks = crossed(n, 2, columns)
    accepted = 0
    for printed, tables in origins.items():
        after = knowledge
        for block, values in zip(blocks, printed, strict=True):
            after = after and after.with_numbers(dict(zip(block, values, strict=True)), BASE)
        if after:
            accepted += 1
            assert_two_way_keeps_five(tables, columns)
    assert accepted >= 80


def assert_two_way_keeps_five(tables, columns):
    """Cells, groups, options, and the possibly small cells of each group together."""
    cells = list(zip(*tables, strict=True))
    rows = [cells[:columns], cells[columns:]]
    sums = [[sum(part) for part in zip(*row, strict=True)] for row in rows]
    sums += [[a + b for a, b in zip(*pair, strict=True)] for pair in zip(*rows, strict=True)]
    for row in rows:
        small = [cell for cell in row if min(cell) < 5]
        sums += [[sum(part) for part in zip(*small, strict=True)]] if small else []
    assert all(leaves_five(values) for values in [*cells, *sums])


def possible_tables(n, groups, options, cells):
    """All 2 x 3 tables within the bands of one printing."""
    reach = [range(max(0, v - 4), v + 5) for v in cells]
    for left in product(*reach[:3]):
        if abs(sum(left) - groups[0]) < 5 and abs(n - sum(left) - groups[1]) < 5:
            for right in product(*reach[3:5]):
                table = (*left, *right, n - sum(left) - sum(right))
                if table[5] in reach[5] and all(abs(table[x] + table[x + 3] - options[x]) < 5 for x in range(3)):
                    yield table


@pytest.mark.parametrize("seed", range(12))
def test_printed_two_by_three_tables_keep_five_values(seed):
    n, counts = 24 + seed % 4, [(3, 7, 2), (9, 0, 0), (5, 5, 2), (0, 1, 11)][seed % 4]
    second = n - sum(counts)
    groups = [counts, (second - second // 3 - 1, second // 3, 1)]
    secret = bytes([seed]) * 32
    release = draw(two_groups(groups), secret=secret)
    if not release.groups:
        assert release.questions["b"].tables == ()
        return
    (whole,) = release.questions["q"].tables
    printed = release.questions["b"].tables[0].whole.values, whole.whole.values, whole.split["b"].values
    tables = list(possible_tables(n, *printed))
    fitting = [t for t in tables if printed in set(printings(t, 2, 3))]
    assert tuple(c for row in groups for c in row) in fitting
    assert_two_way_keeps_five(fitting, 3)


def two_groups(groups):
    """Two groups of people by three options, every set of people with keys of its own."""
    keyed = [[Cell(c, sum((y * 3 + x + 1) * 7919**2 + p for p in range(c))) for x, c in enumerate(row)]
             for y, row in enumerate(groups)]  # fmt: skip
    whole = [Cell(a.count + b.count, a.key + b.key) for a, b in zip(*keyed, strict=True)]
    sizes = [Cell(sum(c.count for c in row), sum(c.key for c in row)) for row in keyed]
    questions = {"b": Question((Table(tuple(sizes)),)), "q": Question((Table(tuple(whole), {"b": keyed}),))}
    return Plan(sum(c.count for c in whole), questions, ("b",))
