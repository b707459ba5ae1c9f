"""The groups of each breakdown: which are printed apart, and how many people each has."""

from collections.abc import Sequence

from bench.replay.coded import CHOICE, CodedQuestion
from bench.replay.compare_figures import compare_within
from bench.replay.comparison import Comparison
from bench.replay.conversions import CONVERSIONS
from bench.replay.people import OTHERS
from bench.replay.printed import Count, Group, Report
from bench.replay.survey import Survey
from bench.replay.truth import published

BASES = (5, 10, 25)
ENOUGH = 10  # people: a group that is printed has more for certain


def compare_breakdowns(comparison: Comparison, survey: Survey, report: Report) -> None:
    """One that came to a single group is not printed, and named."""
    expected = [id_ for id_ in survey.breakdowns if id_ in report.breakdowns]
    comparison.same("ids of the breakdowns", list(report.breakdowns), expected)
    for id_, breakdown in survey.breakdowns.items():
        if id_ in report.breakdowns:
            _compare_groups(comparison, survey, breakdown, report.breakdowns[id_])
        else:
            comparison.withheld.append(f"groups by {breakdown.source.id}")


def compare_bound_of_any_base(
    comparison: Comparison, where: str, counts: Sequence[Count], true: Sequence[int], survey: Survey
) -> None:
    """Numbers drawn together: each within its range, all ranges of one base, more than ten people for certain."""
    n = survey.dataset.n
    for count, people in zip(counts, true, strict=True):
        compare_within(comparison, where, count, people)
    ranges = [(count.low, count.high) for count in counts]
    printed = [count.printed or 0 for count in counts]
    possible = [[(max(0, p - base + 1), min(n, p + base - 1)) for p in printed] for base in BASES]
    comparison.ensure(ranges in possible, f"{where}: ranges {ranges} of {printed} are of no base.")
    comparison.ensure(all((count.low or 0) > ENOUGH for count in counts), f"{where}: {ranges} may be too few.")


def name_of(breakdown: CodedQuestion, group: Group) -> str:
    (sheet,) = CONVERSIONS[breakdown.source.kind].sheets(breakdown)
    return "no answer" if group.id is None else sheet.labels.get(group.id, group.id)


def _compare_groups(comparison: Comparison, survey: Survey, breakdown: CodedQuestion, groups: Sequence[Group]) -> None:
    name, ids = breakdown.source.id, [group.id for group in groups]
    (sheet,) = CONVERSIONS[breakdown.source.kind].sheets(breakdown)
    in_order = [id_ for id_ in (*sheet.labels, None, OTHERS) if id_ in ids]
    comparison.same(f"groups by {name}", ids, in_order)
    comparison.ensure(len(groups) > 1, f"groups by {name}: there is only one.")
    sizes = [len(survey.people.group(breakdown, id_, ids).visitors) for id_ in ids]
    comparison.same(f"people in the groups by {name}", sum(sizes), survey.dataset.n)
    compare_bound_of_any_base(comparison, f"groups by {name}", [group.size for group in groups], sizes, survey)
    marginal = survey.dataset.marginals.get(name)
    oracle = published(breakdown, marginal)[CHOICE].counts if marginal else {}
    for group in groups:
        if group.id is not None and group.id in oracle:
            where = f"group by {name} “{name_of(breakdown, group)}”, the oracle"
            compare_within(comparison, where, group.size, oracle[group.id])
