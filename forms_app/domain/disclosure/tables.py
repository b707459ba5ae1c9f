"""One question for everybody who was asked: its tables, the sums that bind them, and their printing."""

from collections.abc import Callable, Sequence

from forms_app.domain.bindings import Options, Ranking
from forms_app.domain.disclosure.asked import block_of, has_enough, print_asked
from forms_app.domain.disclosure.figures import Printed, PrintedQuestion, PrintedTable
from forms_app.domain.disclosure.knowledge import Grid
from forms_app.domain.disclosure.plan import Cell, Part, Question, Table, together
from forms_app.domain.disclosure.rows import Row
from forms_app.domain.disclosure.sheet import Counts, Sheet, Shown, anything, is_not_nothing, possible_of

FEW = 30  # below, scales are printed as three classes

Fits = Callable[[Sequence[int], int], bool]


def needs_classes(people: int) -> bool:
    """Whether so many people, exact or printed, are too few for every point of a scale."""
    return people < FEW


def print_question(sheet: Sheet, name: str) -> PrintedQuestion:
    question = sheet.plan.questions[name]
    asked = None if question.condition is None else print_asked(sheet, name)
    if asked is not None and not has_enough(asked):
        return PrintedQuestion(asked, ())
    if isinstance(question.binding, Options):
        _print_options(sheet, name, question, question.binding)
    elif isinstance(question.binding, Ranking):
        _print_ranking(sheet, name, question, question.binding)
    else:
        for place, table in enumerate(question.tables):
            _print_choice(sheet, name, place, table, asked)
    shown = [sheet.shown[name, place] for place in range(len(question.tables))]
    return PrintedQuestion(asked, tuple(PrintedTable(s.parts, s.printed) for s in shown))


def _total(sheet: Sheet, name: str) -> int:
    return sheet.asked.get(name, sheet.everybody)


def _print_choice(sheet: Sheet, name: str, place: int, table: Table, asked: Printed | None) -> None:
    """Everybody in one cell: the parts add up to all; a branch's printed numbers to its printed total."""
    total = _total(sheet, name)
    fine = sheet.fine[name, place] = sheet.add(table.cells, total)
    people = sheet.plan.n if asked is None else asked.values[0] or 0
    parts = table.classes if table.classes and needs_classes(people) else _each(table.cells)
    counts = [sheet.add_sum(fine[cell] for cell in part) for part in parts]
    sheet.drawing.knowledge.part(total, possible_of(counts))
    fits: Fits = is_not_nothing if asked is None else lambda values, base: sum(values) == people
    _print_parts(sheet, (name, place), parts, counts, fits, [Row(total, 0, counts)])


def _each(cells: Sequence[Cell]) -> tuple[Part, ...]:
    return tuple((cell,) for cell in range(len(cells)))


def _print_parts(
    sheet: Sheet,
    where: tuple[str, int],
    parts: tuple[Part, ...],
    counts: Counts,
    fits: Fits,
    rows: Sequence[Row] = (),
) -> None:
    name, place = where
    table = sheet.plan.questions[name].tables[place]
    cells = [together(table.cells[cell] for cell in part) for part in parts]
    sheet.drawing.knowledge.settle_beforehand(possible_of([*sheet.fine[where], *counts]))
    printed = sheet.drawing.print_block(block_of(sheet, name, place, cells, counts, rows), fits)
    sheet.shown[where] = Shown(parts, cells, counts, printed)


def _print_options(sheet: Sheet, name: str, question: Question, binding: Options) -> None:
    """Only who chose is printed; the sums of all options bind them before any is."""
    total = _total(sheet, name)
    for place, table in enumerate(question.tables):
        fine = sheet.fine[name, place] = sheet.add(table.cells, total)
        sheet.drawing.knowledge.part(total, possible_of(fine))
    chosen = [sheet.fine[name, place][0] for place in range(len(question.tables))]
    unchosen = [sheet.fine[name, place][1] for place in range(len(question.tables))]
    bind_options(sheet, binding, total, chosen, unchosen)
    sheet.drawing.knowledge.settle_beforehand(possible_of(chosen))
    for place in range(len(question.tables)):
        _print_parts(sheet, (name, place), ((0,),), chosen[place : place + 1], anything)


def is_free(binding: Options, options: int) -> bool:
    """Whether nothing is known of how many options a person chose."""
    return (binding.least, binding.most, binding.alone) == (0, options, None)


def bind_options(sheet: Sheet, binding: Options, total: int, chosen: Counts, unchosen: Counts) -> None:
    """Everybody in total chose at least and at most so many, or the one option that stands alone."""
    knowledge = sheet.drawing.knowledge
    if not is_free(binding, len(chosen)):
        knowledge.weigh(total, possible_of([*chosen, *unchosen]))
    alone = None if binding.alone is None else chosen[binding.alone]
    others = [count for count in chosen if count is not None and count != alone]
    for times, low, high in ((binding.least, 0, None), (binding.most, None, 0)):
        apart = [] if alone is None else [(alone, times)]
        if times or high == 0:
            knowledge.relate([*((o, 1) for o in others), *apart, (total, -times)], low=low, high=high)
    if alone is not None:
        for other in others:
            knowledge.relate([(other, 1), (alone, 1), (total, -1)], low=None, high=0)


def _print_ranking(sheet: Sheet, name: str, question: Question, binding: Ranking) -> None:
    """Items by places, drawn as one: each item has one place or none, each place one item or none."""
    total = _total(sheet, name)
    if binding.complete:
        _cross_complete(sheet, name, question, total)
    else:
        _cross_partial(sheet, name, question, total)
    tables = range(len(question.tables))
    counts = [count for place in tables for count in sheet.fine[name, place]]
    cells = [cell for table in question.tables for cell in table.cells]
    width = len(question.tables[0].cells)
    is_of_three = binding.complete and len(question.tables) == 3
    fits: Fits = (lambda values, base: _may_be_unanimous(values)) if is_of_three else anything
    sheet.drawing.knowledge.settle_beforehand(possible_of(counts))
    printed = sheet.drawing.print_block(block_of(sheet, name, 0, cells, counts), fits)
    for place, table in enumerate(question.tables):
        values = printed.values[place * width : (place + 1) * width]
        fine = sheet.fine[name, place]
        sheet.shown[name, place] = Shown(_each(table.cells), list(table.cells), fine, Printed(printed.base, values))


def _may_be_unanimous(values: Sequence[int]) -> bool:
    """Of three items, one that all put in one place leaves two whose counts are the same people's, crosswise.

    Where its row looks unanimous their numbers must agree, or they would tell that somebody differs.
    """
    rows = [values[:3], values[4:7], values[8:11]]
    for item, row in enumerate(rows):
        for place in range(3):
            if sum(row) == row[place]:
                one, other = ([v for x, v in enumerate(rows[y]) if x != place] for y in range(3) if y != item)
                if one != other[::-1]:
                    return False
    return True


def _cross_complete(sheet: Sheet, name: str, question: Question, total: int) -> None:
    """Whoever ranked, ranked all: every row and column adds up to those who did."""
    knowledge = sheet.drawing.knowledge
    none = sheet.add([question.tables[0].cells[-1]], total)[0]
    ranked = total
    if none is not None:
        ranked = knowledge.count(0, knowledge.high[total])
        knowledge.part(total, [ranked, none])
    rows = [sheet.add(table.cells[:-1], total) for table in question.tables]
    for place, row in enumerate(rows):
        sheet.fine[name, place] = [*row, none]
    _cross(sheet, rows, [ranked] * len(rows), [ranked] * len(rows[0]), ranked)


def _cross_partial(sheet: Sheet, name: str, question: Question, total: int) -> None:
    """Some left items out: a place was used by some of the people, and not by the others."""
    knowledge = sheet.drawing.knowledge
    rows = [sheet.add(table.cells, total) for table in question.tables]
    columns = []
    for _ in rows[0][:-1]:
        used, unused = knowledge.count(0, knowledge.high[total]), knowledge.count(0, knowledge.high[total])
        knowledge.part(total, [used, unused])
        columns.append(used)
    columns.append(knowledge.count(0, len(rows) * knowledge.high[total]))
    for place, row in enumerate(rows):
        sheet.fine[name, place] = row
    _cross(sheet, rows, [total] * len(rows), columns, total)


def _cross(sheet: Sheet, rows: list[Counts], sums: list[int], columns: list[int], people: int) -> None:
    knowledge = sheet.drawing.knowledge
    everything = knowledge.count(0, len(rows) * knowledge.high[people])
    knowledge.relate([(everything, 1), (people, -len(rows))])
    knowledge.cross(Grid(everything, tuple(sums), tuple(columns), tuple(tuple(row) for row in rows)))
