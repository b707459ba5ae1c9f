"""The printed figures of everybody or of one group against true counts, and against what they must give."""

from collections.abc import Mapping
from dataclasses import dataclass

from bench.replay.coded import Sheet
from bench.replay.comparison import Comparison, Errors
from bench.replay.derived import FEWEST, is_mean, is_score, percents
from bench.replay.printed import Count, Figures
from bench.replay.truth import TrueTable

RECOUNT = "the recount"


@dataclass(frozen=True)
class Place:
    """Whose figures are compared, and of what."""

    name: str
    sheet: Sheet  # with the rows that must be printed
    n: int  # people of the release
    asked: int  # truly: everybody, those a condition met, a group
    whole: int | None  # the printed number of those asked; None where none is printed
    cannot_miss: bool  # "no answer" is impossible


def compare_figures(
    comparison: Comparison, place: Place, figures: Figures, base: int, truths: Mapping[str, TrueTable], errors: Errors
) -> None:
    """Every number; the true counts come from the recount, and from the oracle where it has them."""
    for source, true in truths.items():
        _compare_counts(comparison, place, figures, source, true)
    _measure(errors, place, figures, truths[RECOUNT])
    _compare_bounds(comparison, place, figures, base)
    _compare_percents(comparison, place, figures)
    _compare_sums(comparison, place, figures)


def compare_names(comparison: Comparison, place: Place, figures: Figures) -> None:
    comparison.same(f"{place.name}, ids of the rows", list(figures.rows), list(place.sheet.labels))
    has_none = figures.no_answer is not None
    comparison.same(f"{place.name}, whether no answer is told apart", has_none, place.sheet.has_no_answer)


def numbers_of(figures: Figures) -> list[float | None]:
    """Everything that is printed, to see whether anything is."""
    counts = [row.count for row in figures.rows.values()] + [figures.no_answer] * (figures.no_answer is not None)
    numbers = [number for count in counts if count for number in (count.printed, count.low, count.high)]
    return [*numbers, *(row.percent for row in figures.rows.values()), figures.mean, figures.nps]


def compare_within(comparison: Comparison, where: str, count: Count, true: int) -> None:
    if count.printed is None or count.low is None or count.high is None:
        comparison.ensure(False, f"{where}: nothing is printed where figures are not withheld.")
        return
    sentence = f"{where}: printed {count.printed} for {count.low} to {count.high}, but it is {true}."
    comparison.ensure(count.low <= true <= count.high, sentence)


def compare_bound(comparison: Comparison, where: str, count: Count, wide: int, n: int) -> None:
    """A printed number stands for so many people either way."""
    if count.printed is not None:
        expected = (max(0, count.printed - wide), min(n, count.printed + wide))
        comparison.same(f"{where}, range of {count.printed}", (count.low, count.high), expected)


def _compare_counts(comparison: Comparison, place: Place, figures: Figures, source: str, true: TrueTable) -> None:
    counts = true.by_row(place.sheet)
    for id_, label in place.sheet.labels.items():
        if id_ in figures.rows:
            where = f"{place.name} “{label}”, {source}"
            compare_within(comparison, where, figures.rows[id_].count, counts.get(id_, 0))
    if figures.no_answer is not None:
        none = place.asked - true.answered
        compare_within(comparison, f"{place.name} no answer, {source}", figures.no_answer, none)


def _compare_bounds(comparison: Comparison, place: Place, figures: Figures, base: int) -> None:
    """Base - 1 people either way; an impossible cell is exactly 0."""
    for id_, row in figures.rows.items():
        compare_bound(comparison, f"{place.name} row {id_} at base {base}", row.count, base - 1, place.n)
    if figures.no_answer is not None:
        wide = 0 if place.cannot_miss else base - 1
        compare_bound(comparison, f"{place.name} no answer at base {base}", figures.no_answer, wide, place.n)


def _measure(errors: Errors, place: Place, figures: Figures, true: TrueTable) -> None:
    counts = true.by_row(place.sheet)
    people = place.asked if len(figures.rows) == 1 else true.answered
    for id_, row in figures.rows.items():
        if row.count.printed is not None:
            errors.people.append(abs(row.count.printed - counts.get(id_, 0)))
        if row.percent is not None and people:
            errors.points.append(abs(row.percent - 100 * counts.get(id_, 0) / people))


def _compare_percents(comparison: Comparison, place: Place, figures: Figures) -> None:
    rows = list(figures.rows.values())
    printed = [row.count.printed or 0 for row in rows]
    may_say = place.n >= FEWEST and all(row.count.printed is not None for row in rows)
    expected = percents(printed, place.whole) if may_say else [None] * len(rows)
    for (id_, row), percent in zip(figures.rows.items(), expected, strict=True):
        comparison.same(f"{place.name} row {id_}, per cent", row.percent, percent)


def _compare_sums(comparison: Comparison, place: Place, figures: Figures) -> None:
    """The mean and the recommendation score, each only where the table may say it."""
    sheet = place.sheet
    printed = {sheet.values[id_]: row.count.printed or 0 for id_, row in figures.rows.items() if id_ in sheet.values}
    mean, score = f"{place.name}, mean: printed {figures.mean}", f"{place.name}, score: printed {figures.nps}"
    is_mean_right = is_mean(figures.mean, printed) if sheet.score else figures.mean is None
    is_score_right = is_score(figures.nps, printed) if sheet.score == "nps" else figures.nps is None
    comparison.ensure(is_mean_right, f"{mean}, which {printed} does not give.")
    comparison.ensure(is_score_right, f"{score}, which {printed} does not give.")
