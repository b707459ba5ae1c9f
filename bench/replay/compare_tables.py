"""One printed table for everybody who was asked: its figures, and how many answered."""

from collections.abc import Mapping

from bench.replay.compare_figures import Place, compare_figures, compare_names, numbers_of
from bench.replay.comparison import Comparison
from bench.replay.printed import Count, Table
from bench.replay.truth import TrueTable


def compare_table(
    comparison: Comparison, place: Place, table: Table, asked: Count, truths: Mapping[str, TrueTable]
) -> None:
    """Every figure of the table; asked is as printed, exactly n where everybody was."""
    compare_names(comparison, place, table.figures)
    if table.base is None:
        comparison.withheld.append(place.name)
        is_silent = not any(number is not None for number in [*numbers_of(table.figures), table.answered])
        comparison.ensure(is_silent, f"{place.name}: a withheld table prints figures.")
        return
    compare_figures(comparison, place, table.figures, table.base, truths, comparison.whole)
    _compare_answered(comparison, place, table, asked)


def _compare_answered(comparison: Comparison, place: Place, table: Table, asked: Count) -> None:
    """Those asked less those who gave no answer; for an option everybody who was asked."""
    none = table.figures.no_answer
    if asked.printed is None or asked.low is None or asked.high is None or (none and none.printed is None):
        comparison.ensure(False, f"{place.name}: nobody can tell how many answered.")
        return
    missing, wide = (none.printed or 0, 0 if place.cannot_miss else (table.base or 1) - 1) if none else (0, 0)
    comparison.same(f"{place.name}, answered", table.answered, max(0, asked.printed - missing))
    bound = max(asked.printed - asked.low, asked.high - asked.printed) + wide
    comparison.same(f"{place.name}, bound of answered", table.answered_bound, bound)
