"""One question by the groups of every breakdown."""

from collections.abc import Sequence
from dataclasses import replace

from bench.replay.coded import CodedQuestion
from bench.replay.compare_figures import RECOUNT, Place, compare_figures, compare_names, numbers_of
from bench.replay.compare_groups import compare_bound_of_any_base, name_of
from bench.replay.compare_questions import place_of
from bench.replay.comparison import Comparison
from bench.replay.conditions import condition_of
from bench.replay.conversions import CONVERSIONS
from bench.replay.people import People
from bench.replay.printed import Group, Report, Split
from bench.replay.survey import Survey
from bench.replay.truth import Truth, published_of_group, recount

NEVER_SPLIT = "ranking"  # items by places by groups


def compare_splits(comparison: Comparison, survey: Survey, question: CodedQuestion, report: Report) -> None:
    """Every group of every split; a question that may not be split is named."""
    tables = report.questions[question.id].tables
    for id_, groups in report.breakdowns.items():
        if id_ not in survey.breakdowns or not tables:
            continue
        found = {table: split for table, one in tables.items() for split in one.splits if split.breakdown == id_}
        name = f"{question.source.id} by {survey.breakdowns[id_].source.id}"
        if not found and _may_be_whole(question):
            comparison.not_split.append(name)
            continue
        comparison.same(f"{name}, ids of the tables", list(found), list(tables))
        _Splits(comparison, survey, question, report).compare(survey.breakdowns[id_], groups, found)
    expected = [id_ for id_ in report.breakdowns if any(s.breakdown == id_ for t in tables.values() for s in t.splits)]
    for table in tables.values():
        comparison.same(f"{question.source.id}, splits", [split.breakdown for split in table.splits], expected)


def _may_be_whole(question: CodedQuestion) -> bool:
    """Whether a question may be printed for everybody alone."""
    return question.source.kind == NEVER_SPLIT or condition_of(question) is not None


class _Splits:
    """The splits of one question, whose people are counted once for each group."""

    def __init__(self, comparison: Comparison, survey: Survey, question: CodedQuestion, report: Report) -> None:
        self._comparison, self._survey, self._question = comparison, survey, question
        self._printed = report.questions[question.id]

    def compare(self, breakdown: CodedQuestion, groups: Sequence[Group], splits: dict[str, Split]) -> None:
        apart = [group.id for group in groups]
        self._compare_asked(breakdown, apart)
        for position, group in enumerate(groups):
            members = self._survey.people.group(breakdown, group.id, apart)
            sources = self._sources(breakdown, group, members)
            for place in self._places(breakdown, group, position, members):
                sheet = place.sheet.id
                if sheet in splits:
                    truths = {name: truth[sheet] for name, truth in sources.items() if sheet in truth}
                    self._compare_group(place, splits[sheet], position, truths)

    def _compare_asked(self, breakdown: CodedQuestion, apart: Sequence[str | None]) -> None:
        """How many of each group were asked: printed wherever a conditional question is split, and nowhere else."""
        name = f"{self._question.source.id} by {breakdown.source.id}, asked"
        told = self._printed.asked_split.get(breakdown.id)
        self._comparison.same(f"{name}, whether it is told", told is not None, condition_of(self._question) is not None)
        if told is not None:
            groups = [self._survey.people.group(breakdown, id_, apart) for id_ in apart]
            true = [len(group.asked(self._question)) for group in groups]
            compare_bound_of_any_base(self._comparison, name, told, true, self._survey)

    def _places(self, breakdown: CodedQuestion, group: Group, position: int, members: People) -> list[Place]:
        """Each table as it is printed for the group, with how many of it are said to have been asked."""
        where = f"by {breakdown.source.id} “{name_of(breakdown, group)}”"
        whole = group.size.printed
        if condition_of(self._question) is not None:
            told = self._printed.asked_split.get(breakdown.id)
            whole = told[position].printed if told else None
        asked = len(members.asked(self._question))
        places = [
            place_of(self._survey, self._question, sheet, self._printed)
            for sheet in CONVERSIONS[self._question.source.kind].sheets(self._question)
        ]
        return [replace(place, name=f"{place.name} {where}", asked=asked, whole=whole) for place in places]

    def _compare_group(self, place: Place, split: Split, position: int, truths: Truth) -> None:
        figures = split.groups[position]
        compare_names(self._comparison, place, figures)
        if split.base is not None:
            compare_figures(self._comparison, place, figures, split.base, truths, self._comparison.groups)
            return
        if position == 0:
            self._comparison.withheld.append(f"{place.name} and the other groups")
        is_silent = not any(number is not None for number in numbers_of(figures))
        self._comparison.ensure(is_silent, f"{place.name}: a withheld split prints figures.")

    def _sources(self, breakdown: CodedQuestion, group: Group, members: People) -> dict[str, Truth]:
        """The recount, and the oracle's cross-tabs of the two questions, whose groups are never merged."""
        sources = {RECOUNT: recount(self._question, members.visitors)}
        crosstabs = self._survey.dataset.crosstabs
        names = (self._question.source.id, breakdown.source.id)
        label = name_of(breakdown, group)
        for crosstab in crosstabs:
            if (crosstab.row, crosstab.col) == names and label in crosstab.answered:
                sources[f"the oracle’s {crosstab.name}"] = published_of_group(self._question, crosstab, label)
        return sources
