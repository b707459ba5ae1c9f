"""The numbers of a public poll as they are: one question, one table, nothing beside it to subtract."""

from forms_app.domain.disclosure.figures import Printed, PrintedQuestion, PrintedTable, Release
from forms_app.domain.disclosure.plan import Plan

EXACT = 1  # base: nothing is rounded, so the bound is 0


def tell(plan: Plan, *, at_least: int) -> Release:
    """The exact numbers of at least so many people; raises ValueError for a plan that no public poll has."""
    if plan.n < at_least:
        raise ValueError(f"exact figures need {at_least} people")
    if plan.breakdowns or len(plan.questions) != 1:
        raise ValueError("exact figures are those of one question without groups")
    ((name, question),) = plan.questions.items()
    if question.condition is not None or question.binding is not None or len(question.tables) != 1:
        raise ValueError(f"{name}: exact figures are those of one table of everybody")
    cells = question.tables[0].cells
    if sum(cell.count for cell in cells) != plan.n:
        raise ValueError(f"{name}: a table does not hold everybody")
    parts = tuple((cell,) for cell in range(len(cells)))
    whole = Printed(EXACT, tuple(cell.count for cell in cells))
    return Release(plan.n, {name: PrintedQuestion(None, (PrintedTable(parts, whole),))}, {})
