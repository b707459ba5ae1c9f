"""Questions by the groups of a breakdown: two-way tables whose rows are groups and whose columns are printed cells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from forms_app.domain.bindings import Options, Ranking
from forms_app.domain.disclosure.asked import has_enough
from forms_app.domain.disclosure.drawing import Block
from forms_app.domain.disclosure.figures import Printed, PrintedQuestion, PrintedTable
from forms_app.domain.disclosure.groups import merge_groups
from forms_app.domain.disclosure.knowledge import Grid
from forms_app.domain.disclosure.plan import Cell, Part, together
from forms_app.domain.disclosure.rounding import is_enough
from forms_app.domain.disclosure.rows import Row
from forms_app.domain.disclosure.sheet import Counts, Sheet, Shown, anything, possible_of
from forms_app.domain.disclosure.tables import bind_options, is_free


def print_breakdown(sheet: Sheet, name: str) -> PrintedQuestion:
    """A breakdown's own table, at its merged groups only; nothing where one group would remain."""
    (table,) = sheet.plan.questions[name].tables
    fine = sheet.fine[name, 0] = sheet.add(table.cells, sheet.everybody)
    base = sheet.drawing.base_of(("table", name, "0"))
    parts = () if base is None else _merged(sheet, table.cells, base)
    counts = [sheet.add_sum(fine[cell] for cell in part) for part in parts] or list(fine)
    knowledge = sheet.drawing.knowledge
    knowledge.part(sheet.everybody, possible_of(counts))
    knowledge.settle_beforehand(possible_of([*fine, *counts]))
    if not parts:
        return PrintedQuestion(None, ())
    cells = [together(table.cells[cell] for cell in part) for part in parts]
    printed = sheet.drawing.print_block(Block(("table", name, "0"), cells, counts), _all_are_enough)
    sheet.shown[name, 0] = Shown(parts, cells, counts, printed)
    sheet.groups[name], sheet.sizes[name] = parts, possible_of(counts)
    return PrintedQuestion(None, (PrintedTable(parts, printed),))


def _merged(sheet: Sheet, declared: Sequence[Cell], base: int) -> tuple[Part, ...]:
    return merge_groups(declared, lambda cell: sheet.drawing.numbers.number(cell, base, 0), base)


def _all_are_enough(values: Sequence[int], base: int) -> bool:
    return all(is_enough(value, base) for value in values)


@dataclass(frozen=True)
class Crossing:
    """One table by the groups of a breakdown: the people and counts of every group's cells."""

    columns: Counts
    cells: list[list[Cell]]
    counts: list[Counts]
    rows: list[int]  # the count of each group


def print_splits(sheet: Sheet, name: str, printed: PrintedQuestion) -> PrintedQuestion:
    """The question's tables with what each prints by every breakdown."""
    if not printed.tables or isinstance(sheet.plan.questions[name].binding, Ranking):
        return printed  # groups by items by places is no network: rankings are printed for everybody alone
    splits = [(b, values) for b in sheet.groups if (values := _print_split(sheet, name, b))]
    tables = [
        replace(table, split={b: values[place] for b, values in splits}) for place, table in enumerate(printed.tables)
    ]
    return replace(printed, tables=tuple(tables), asked_split=sheet.asked_split.get(name, {}))


def _print_split(sheet: Sheet, name: str, breakdown: str) -> list[Printed] | None:
    """What each table prints group by group; None where not every group has enough people who were asked."""
    question = sheet.plan.questions[name]
    rows = sheet.sizes[breakdown] if question.condition is None else _asked_by_group(sheet, name, breakdown)
    if rows is None or any(breakdown not in table.groups for table in question.tables):
        return None
    sheet.rows[name, breakdown] = rows
    crossings = [_cross(sheet, name, place, breakdown, rows) for place in range(len(question.tables))]
    if isinstance(question.binding, Options) and not is_free(question.binding, len(crossings)):
        for group, row in enumerate(rows):
            own = [crossing.counts[group] for crossing in crossings]
            bind_options(sheet, question.binding, row, [c[0] for c in own], [c[1] for c in own])
        _cross_options(sheet, question.binding, crossings, rows)
    new = [count for crossing in crossings for row in crossing.counts for count in row]
    sheet.drawing.knowledge.settle_beforehand(possible_of(new))
    return [_print_crossing(sheet, name, place, breakdown, c) for place, c in enumerate(crossings)]


def _cross(sheet: Sheet, name: str, place: int, breakdown: str, rows: list[int]) -> Crossing:
    """Make the counts of a table by groups, its rows adding up to the groups and its columns to the whole table."""
    question, shown = sheet.plan.questions[name], sheet.shown[name, place]
    table = question.tables[place]
    is_option = isinstance(question.binding, Options)
    parts: Sequence[Part] = ((0,), (1,)) if is_option else shown.parts
    columns = sheet.fine[name, place] if is_option else shown.counts
    cells = [
        [together(table.groups[breakdown][d][cell] for d in group for cell in part) for part in parts]
        for group in sheet.groups[breakdown]
    ]
    counts = [sheet.add(own, row) for own, row in zip(cells, rows, strict=True)]
    kept = [x for x, column in enumerate(columns) if column is not None]
    grid_cells = tuple(tuple(row[x] for x in kept) for row in counts)
    total = sheet.asked.get(name, sheet.everybody)
    sheet.drawing.knowledge.cross(Grid(total, tuple(rows), tuple(possible_of(columns)), grid_cells))
    sheet.crossed[name, place, breakdown] = counts
    return Crossing(columns, cells, counts, rows)


def _cross_options(sheet: Sheet, binding: Options, crossings: list[Crossing], rows: list[int]) -> None:
    """Where the number of choices is bounded, options by groups is a two-way table too: of ticks, and of open boxes."""
    knowledge, options = sheet.drawing.knowledge, len(crossings)
    least, most = binding.least if binding.alone is None else min(binding.least, 1), binding.most
    for side, low, high in ((0, least, most), (1, options - most, options - least)):
        ticks = [knowledge.count(0, options * knowledge.high[row]) for row in rows]
        for tick, row in zip(ticks, rows, strict=True):
            knowledge.relate([(tick, 1), (row, -low)], low=0, high=None)
            knowledge.relate([(tick, 1), (row, -high)], low=None, high=0)
        kept = [c for c in crossings if c.columns[side] is not None]
        everything = knowledge.count(0, sum(knowledge.high[tick] for tick in ticks))
        columns = tuple(possible_of(c.columns[side] for c in kept))
        cells = tuple(tuple(c.counts[group][side] for c in kept) for group in range(len(rows)))
        knowledge.cross(Grid(everything, tuple(ticks), columns, cells))


def _print_crossing(sheet: Sheet, name: str, place: int, breakdown: str, crossing: Crossing) -> Printed:
    is_option = isinstance(sheet.plan.questions[name].binding, Options)
    width = 1 if is_option else len(crossing.columns)
    own = zip(crossing.rows, crossing.counts, strict=True)
    block = Block(
        ("split", name, str(place), breakdown),
        [cell for row in crossing.cells for cell in row[:width]],
        [count for row in crossing.counts for count in row[:width]],
        is_apart=True,
        rows=[] if is_option else [Row(row, y * width, c) for y, (row, c) in enumerate(own)],
    )

    def has_percentages(values: Sequence[int], base: int) -> bool:
        return is_option or all(sum(values[y : y + width]) > 0 for y in range(0, len(values), width))

    return sheet.drawing.print_block(block, has_percentages)


def _asked_by_group(sheet: Sheet, name: str, breakdown: str) -> list[int] | None:
    """The counts of those asked in each group, printed; None where they cannot be told or are too few."""
    question = sheet.plan.questions[name]
    assert question.condition is not None
    parents = question.condition.parents
    totals = _tie_groups(sheet, name, breakdown) if len(parents) == 1 else None
    if totals is None or breakdown not in question.tables[0].groups:
        return None
    sheet.drawing.knowledge.part(sheet.asked[name], totals)
    crossed = sheet.crossed[parents[0].question, parents[0].table, breakdown]
    sheet.drawing.knowledge.settle_beforehand([*totals, *possible_of(cell for row in crossed for cell in row)])
    asked = question.asked_by(breakdown)
    cells = [together(asked[declared] for declared in group) for group in sheet.groups[breakdown]]
    beside = {("table", breakdown, "0"), *(("split", p.question, str(p.table), breakdown) for p in parents)}
    block = Block(("asked", name, breakdown), cells, totals, is_apart=True, beside=beside)
    printed = sheet.drawing.print_block(block, anything)
    if not has_enough(printed):
        return None
    sheet.asked_split.setdefault(name, {})[breakdown] = printed
    return totals


def _tie_groups(sheet: Sheet, name: str, breakdown: str) -> list[int] | None:
    """Per group the count of the people in the condition's cells, where the parent was printed by the same groups."""
    condition = sheet.plan.questions[name].condition
    assert condition is not None
    parent = condition.parents[0]
    crossed = sheet.crossed.get((parent.question, parent.table, breakdown))
    if crossed is None:
        return None
    parts = sheet.shown[parent.question, parent.table].parts
    if isinstance(sheet.plan.questions[parent.question].binding, Options):
        parts = ((0,), (1,))
    chosen = [x for x, part in enumerate(parts) if set(part) <= set(parent.cells)]
    if {cell for x in chosen for cell in parts[x]} != set(parent.cells):
        return None
    totals = []
    for counts, row in zip(crossed, sheet.rows[parent.question, breakdown], strict=True):
        total = sheet.add_sum(counts[x] for x in chosen)
        if total is None:
            return None
        rest = possible_of(count for x, count in enumerate(counts) if x not in chosen)
        sheet.drawing.knowledge.part(row, [total, *rest])
        totals.append(total)
    return totals
