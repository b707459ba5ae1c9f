"""Printed reports against the survey's oracle and against a recount of its answers."""

from collections.abc import Sequence

from bench.replay.breakdowns import crosstabs_skipped
from bench.replay.coded import CodedQuestion
from bench.replay.compare_groups import compare_breakdowns
from bench.replay.compare_questions import compare_question
from bench.replay.compare_splits import compare_splits
from bench.replay.comparison import Comparison
from bench.replay.dataset import Dataset
from bench.replay.printed import Report
from bench.replay.survey import Survey

FEWEST = 10  # people of a release, answers-and-reports.md R3


def compare(dataset: Dataset, questions: Sequence[CodedQuestion], reports: Sequence[Report]) -> Comparison:
    """Every printed figure of the only release against the oracle and the recount."""
    comparison = Comparison(skipped=[crosstab.name for crosstab in crosstabs_skipped(dataset, questions)])
    comparison.same("number of lines in responses.jsonl", len(dataset.visitors), dataset.n)
    comparison.same("number of releases", len(reports), 1)
    for report in reports[:1]:
        _compare_report(comparison, Survey(dataset, questions), report)
    return comparison


def _compare_report(comparison: Comparison, survey: Survey, report: Report) -> None:
    n = survey.dataset.n
    if n < FEWEST:
        comparison.same("outcome", report.outcome, "fewer_than_ten")
        comparison.same("n", report.n, None)
        return
    comparison.same("outcome", report.outcome, "figures")
    comparison.same("n", report.n, n)
    comparison.same("ids of the questions", list(report.questions), [question.id for question in survey.reported])
    compare_breakdowns(comparison, survey, report)
    for question in survey.reported:
        if question.id in report.questions:
            compare_question(comparison, survey, question, report)
            compare_splits(comparison, survey, question, report)
