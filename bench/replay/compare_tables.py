"""One printed table against true counts, and against what its own numbers must give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.replay.coded import CodedQuestion, Sheet
from bench.replay.comparison import Comparison
from bench.replay.conversions import CONVERSIONS
from bench.replay.printed import Count, Row, Table
from bench.replay.truth import TrueTable

FEWEST_FOR_PERCENT = 30  # people of a release
RECOUNT = "the recount"


@dataclass(frozen=True)
class Place:
    """The table of a question that is compared."""

    question: CodedQuestion
    sheet: Sheet
    n: int  # people of the release

    @property
    def name(self) -> str:
        return self.question.source.id + (f" “{self.sheet.name}”" if self.sheet.name else "")


def compare_table(comparison: Comparison, place: Place, table: Table, truths: Mapping[str, TrueTable]) -> None:
    """Every figure of the table; the true counts come from the recount, and from the oracle where it has them."""
    comparison.same(f"{place.name}, ids of the rows", list(table.rows), list(place.sheet.labels))
    if table.base is None:
        comparison.withheld.append(place.name)
        _compare_withheld(comparison, place, table)
        return
    for source, true in truths.items():
        _compare_counts(comparison, place, table, source, true)
    _measure(comparison, table, truths[RECOUNT])
    _compare_bounds(comparison, place, table)
    _compare_derived(comparison, place, table)


def percents(printed: Sequence[int]) -> list[int | None]:
    """Whole per cents of the sum of printed counts, rounded half up; None when the sum is 0."""
    total = sum(printed)
    return [(200 * count + total) // (2 * total) if total else None for count in printed]


def _compare_withheld(comparison: Comparison, place: Place, table: Table) -> None:
    """A table that no draw makes safe prints nothing at all."""
    counts = [row.count for row in table.rows.values()] + [table.no_answer]
    numbers = [number for count in counts for number in (count.printed, count.low, count.high)]
    numbers += [table.answered, *(row.percent for row in table.rows.values())]
    is_silent = not any(number is not None for number in numbers)
    comparison.ensure(is_silent, f"{place.name}: a withheld table prints figures.")


def _compare_counts(comparison: Comparison, place: Place, table: Table, source: str, true: TrueTable) -> None:
    for id_, label in place.sheet.labels.items():
        if id_ in table.rows:
            _within(comparison, f"{place.name} “{label}”, {source}", table.rows[id_].count, true.counts.get(id_, 0))
    _within(comparison, f"{place.name} no answer, {source}", table.no_answer, place.n - true.answered)


def _within(comparison: Comparison, where: str, count: Count, true: int) -> None:
    if count.printed is None or count.low is None or count.high is None:
        comparison.ensure(False, f"{where}: nothing is printed in a table that is not withheld.")
        return
    sentence = f"{where}: printed {count.printed} for {count.low} to {count.high}, but it is {true}."
    comparison.ensure(count.low <= true <= count.high, sentence)


def _compare_bounds(comparison: Comparison, place: Place, table: Table) -> None:
    """A printed number stands for base - 1 people either way; an impossible cell is exactly 0."""
    bound = (table.base or 1) - 1
    cannot_miss = place.question.required and CONVERSIONS[place.question.source.kind].covers
    counts = [(f"row {id_}", row.count, bound) for id_, row in table.rows.items()]
    for name, count, wide in [*counts, ("no answer", table.no_answer, 0 if cannot_miss else bound)]:
        if count.printed is not None:
            expected = (max(0, count.printed - wide), min(place.n, count.printed + wide))
            where = f"{place.name} {name}, range of {count.printed} at base {table.base}"
            comparison.same(where, (count.low, count.high), expected)


def _measure(comparison: Comparison, table: Table, true: TrueTable) -> None:
    for id_, row in table.rows.items():
        if row.count.printed is not None:
            comparison.people_off.append(abs(row.count.printed - true.counts.get(id_, 0)))
            if row.percent is not None and true.answered:
                comparison.points_off.append(abs(row.percent - 100 * true.counts.get(id_, 0) / true.answered))


def _compare_derived(comparison: Comparison, place: Place, table: Table) -> None:
    """What must follow from the printed numbers alone: "answered" and the per cents."""
    no_answer = table.no_answer.printed
    if no_answer is not None:
        comparison.same(f"{place.name}, answered", table.answered, max(0, place.n - no_answer))
    rows = list(table.rows.values())
    for id_, row, percent in zip(table.rows, rows, _expected_percents(place.n, rows), strict=True):
        comparison.same(f"{place.name} row {id_}, per cent", row.percent, percent)


def _expected_percents(n: int, rows: Sequence[Row]) -> list[int | None]:
    if n < FEWEST_FOR_PERCENT or any(row.count.printed is None for row in rows):
        return [None] * len(rows)
    return percents([row.count.printed or 0 for row in rows])
