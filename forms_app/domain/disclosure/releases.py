"""A whole release: breakdowns, then question by question, each with its tables by every breakdown.

What is to be drawn otherwise is gone back to; what was printed before it stays as it was.
"""

from collections.abc import Sequence

from forms_app.domain.disclosure.drawing import Course
from forms_app.domain.disclosure.figures import Release
from forms_app.domain.disclosure.plan import Cell, Plan
from forms_app.domain.disclosure.rounding import Unsafe
from forms_app.domain.disclosure.sheet import Sheet, new_sheet
from forms_app.domain.disclosure.splits import print_breakdown, print_splits
from forms_app.domain.disclosure.tables import print_question

MINIMUM = 10  # people (R3)


def draw(plan: Plan, *, secret: bytes) -> Release:
    """The numbers of a release of at least ten people; the same plan and secret print the same."""
    return draw_with_sheet(plan, secret=secret)[0]


def draw_with_sheet(plan: Plan, *, secret: bytes) -> tuple[Release, Sheet]:
    """The release and what a reader knows by it, for proofs."""
    _ensure_printable(plan)
    course = Course()
    steps = [*plan.breakdowns, *(name for name in plan.questions if name not in plan.breakdowns)]
    before = [new_sheet(plan, secret, course)]  # the sheet as it was before each step
    while (step := len(before) - 1) < len(steps):
        sheet = before[step].at(step)
        try:
            _print(sheet, steps[step])
            before.append(sheet)
        except Unsafe as unsafe:
            course.turn(unsafe)
            del before[sheet.drawing.first_changed() + 1 :]
    sheet = before[-1]
    return Release(plan.n, {name: sheet.printed[name] for name in plan.questions}, dict(sheet.groups)), sheet


def _print(sheet: Sheet, name: str) -> None:
    """Everything of one question; what a failed draw of it must change is most often printed in the same step."""
    if name in sheet.plan.breakdowns:
        sheet.printed[name] = print_breakdown(sheet, name)
    else:
        sheet.printed[name] = print_splits(sheet, name, print_question(sheet, name))


def _ensure_printable(plan: Plan) -> None:
    if plan.n < MINIMUM:
        raise ValueError(f"figures need {MINIMUM} people")
    seen = set(plan.breakdowns)
    for name, question in plan.questions.items():
        if question.condition is None and any(_people(table.cells) != plan.n for table in question.tables):
            raise ValueError(f"{name}: a table does not hold everybody")
        if question.condition is not None and name in plan.breakdowns:
            raise ValueError(f"{name}: a breakdown is asked of everybody")
        if question.condition is not None and {p.question for p in question.condition.parents} - seen:
            raise ValueError(f"{name}: its condition looks at a later question")
        seen.add(name)


def _people(cells: Sequence[Cell]) -> int:
    return sum(cell.count for cell in cells)
