"""By which questions the replayed form splits its results: those by which the survey's oracle does."""

from collections.abc import Sequence

from bench.replay.coded import CodedQuestion
from bench.replay.conditions import condition_of
from bench.replay.conversions import CONVERSIONS
from bench.replay.dataset import Crosstab, Dataset

KINDS = ("single_choice", "yes_no", "scale")
MOST_BREAKDOWNS = 4
MOST_ANSWERS = 8


def breakdowns_of(dataset: Dataset, questions: Sequence[CodedQuestion]) -> list[CodedQuestion]:
    """The columns of cross-tabs that may be breakdowns, in order of appearance."""
    by_source = {question.source.id: question for question in questions}
    columns = [by_source[name] for name in dict.fromkeys(crosstab.col for crosstab in dataset.crosstabs)]
    return [question for question in columns if _may_be_one(question)][:MOST_BREAKDOWNS]


def crosstabs_skipped(dataset: Dataset, questions: Sequence[CodedQuestion]) -> list[Crosstab]:
    """Cross-tabs over a question that is no breakdown."""
    names = [question.source.id for question in breakdowns_of(dataset, questions)]
    return [crosstab for crosstab in dataset.crosstabs if crosstab.col not in names]


def _may_be_one(question: CodedQuestion) -> bool:
    if question.source.kind not in KINDS or question.is_personal or condition_of(question) is not None:
        return False
    (sheet,) = CONVERSIONS[question.source.kind].sheets(question)
    return len(sheet.labels) <= MOST_ANSWERS
