"""Who was asked a conditional question: a printed count of its own, tied to the counts of the condition's questions."""

from collections.abc import Sequence

from forms_app.domain.disclosure.drawing import Block
from forms_app.domain.disclosure.figures import Printed
from forms_app.domain.disclosure.plan import Cell, Condition, Parent, together
from forms_app.domain.disclosure.rounding import Name, is_enough
from forms_app.domain.disclosure.rows import Row
from forms_app.domain.disclosure.sheet import Counts, Sheet, anything, possible_of

WITHHELD = Printed(None, (None,))


def print_asked(sheet: Sheet, name: str) -> Printed:
    """The number of people asked; withheld where they are too few, or a question of the condition is not printed."""
    question = sheet.plan.questions[name]
    assert question.condition is not None
    total = _tie(sheet, name, question.condition)
    if total is None or question.asked.key is None:
        return WITHHELD
    sheet.drawing.knowledge.settle_beforehand([total])
    printed = sheet.drawing.print_block(block_of(sheet, name, 0, [question.asked], [total]), anything)
    if not has_enough(printed):
        return WITHHELD
    sheet.asked[name] = total
    return printed


def block_of(
    sheet: Sheet, name: str, place: int, cells: Sequence[Cell], counts: Counts, rows: Sequence[Row] = ()
) -> Block:
    """Numbers of a question for everybody who was asked; a branch hangs on its parents and is withheld alone."""
    condition = sheet.plan.questions[name].condition
    if condition is None:
        return Block(("table", name, str(place)), cells, counts, rows=rows)
    parents = {_block_name(sheet, parent.question, parent.table) for parent in condition.parents}
    return Block(("branch", name), cells, counts, is_apart=True, beside=parents, rows=rows)


def _block_name(sheet: Sheet, name: str, place: int) -> Name:
    return ("table", name, str(place)) if sheet.plan.questions[name].condition is None else ("branch", name)


def has_enough(printed: Printed) -> bool:
    return printed.base is not None and all(v is not None and is_enough(v, printed.base) for v in printed.values)


def _tie(sheet: Sheet, name: str, condition: Condition) -> int | None:
    """The count of those asked, bound to those in the condition's cells."""
    sums = [_sum_of(sheet, parent) for parent in condition.parents]
    known = possible_of(sums)
    if len(known) < len(sums):
        return None
    if len(known) == 1:
        _ensure_same_people(sheet, name, condition.parents[0])
        return known[0]
    knowledge = sheet.drawing.knowledge
    total = knowledge.count(0, sheet.plan.n)
    sides = [knowledge.count(0, sheet.plan.n) for _ in known]
    for one, beside in zip(known, sides, strict=True):  # in these cells and not asked, or asked and not in them
        knowledge.part(*((one, [total, beside]) if condition.is_all else (total, [one, beside])))
        others = [(other, 1) for other in known if other != one]
        if condition.is_all:
            knowledge.relate([(beside, 1), *others, (sheet.everybody, -len(others))], low=None, high=0)
        else:
            knowledge.relate([(beside, -1), *others], low=0, high=None)
    return total


def _sum_of(sheet: Sheet, parent: Parent) -> int | None:
    """The count of the people in some cells of a table, and of the others beside them."""
    fine = sheet.fine.get((parent.question, parent.table))
    if fine is None:
        return None
    chosen = [fine[cell] for cell in parent.cells]
    total = sheet.add_sum(chosen)
    if total is not None and len(possible_of(chosen)) > 1:
        rest = [count for cell, count in enumerate(fine) if cell not in parent.cells]
        all_asked = sheet.asked.get(parent.question, sheet.everybody)
        sheet.drawing.knowledge.part(all_asked, [total, *possible_of(rest)])
    return total


def _ensure_same_people(sheet: Sheet, name: str, parent: Parent) -> None:
    cells = sheet.plan.questions[parent.question].tables[parent.table].cells
    if together(cells[cell] for cell in parent.cells) != sheet.plan.questions[name].asked:
        raise ValueError(f"{name}: the people asked are not those of the condition")
