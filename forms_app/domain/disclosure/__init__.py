"""Counts to safe figures: keyed random rounding, drawn again until nobody can narrow a small count.

plan (exact counts, keys, public sums) --draw--> release (rounded numbers and their bounds)
                                       --tell--> release of a public poll, whose numbers are exact
"""

from collections.abc import Sequence

from forms_app.domain.bindings import Options, Ranking
from forms_app.domain.disclosure.exact import tell
from forms_app.domain.disclosure.figures import Printed, PrintedQuestion, PrintedTable, Release
from forms_app.domain.disclosure.plan import (
    Cell,
    Condition,
    Parent,
    Part,
    Plan,
    Question,
    Table,
    together,
)
from forms_app.domain.disclosure.releases import draw
from forms_app.domain.disclosure.tables import needs_classes

__all__ = [
    "Cell",
    "Condition",
    "Options",
    "Parent",
    "Part",
    "Plan",
    "Printed",
    "PrintedQuestion",
    "PrintedTable",
    "Question",
    "Ranking",
    "Release",
    "Table",
    "draw",
    "draw_tables",
    "needs_classes",
    "tell",
    "together",
]


def draw_tables(tables: Sequence[Sequence[Cell]], *, n: int, secret: bytes) -> list[Printed]:
    """One printing per one-way table of the same n people."""
    questions = {str(place): Question((Table(tuple(cells)),)) for place, cells in enumerate(tables)}
    release = draw(Plan(n, questions), secret=secret)
    return [release.questions[str(place)].tables[0].whole for place in range(len(tables))]
