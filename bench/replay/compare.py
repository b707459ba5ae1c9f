"""Printed reports against the survey's oracle and against a recount of its answers."""

from collections.abc import Mapping, Sequence

from bench.replay.coded import CodedQuestion
from bench.replay.compare_tables import Place, compare_table
from bench.replay.comparison import Comparison
from bench.replay.conditions import condition_of
from bench.replay.conversions import CONVERSIONS
from bench.replay.dataset import Dataset
from bench.replay.printed import Report, Table
from bench.replay.truth import Truth, published, recount
from forms_app.domain.fields import KINDS

FEWEST = 10  # people of a release, answers-and-reports.md R3


def compare(dataset: Dataset, questions: Sequence[CodedQuestion], reports: Sequence[Report]) -> Comparison:
    """Every printed figure of the only release against the oracle and the recount."""
    comparison = Comparison()
    comparison.same("number of lines in responses.jsonl", len(dataset.visitors), dataset.n)
    comparison.same("number of releases", len(reports), 1)
    for report in reports[:1]:
        _compare_report(comparison, dataset, questions, report)
    return comparison


def comes_later(question: CodedQuestion) -> bool:
    """Whether the application prints no figures for such a question yet."""
    kind = KINDS[question.source.kind]
    return condition_of(question) is not None or kind.linked or not CONVERSIONS[kind.name].sheets(question)


def _compare_report(
    comparison: Comparison, dataset: Dataset, questions: Sequence[CodedQuestion], report: Report
) -> None:
    if dataset.n < FEWEST:
        comparison.same("outcome", report.outcome, "fewer_than_ten")
        comparison.same("n", report.n, None)
        return
    comparison.same("outcome", report.outcome, "figures")
    comparison.same("n", report.n, dataset.n)
    counted = [q for q in questions if not q.is_personal and CONVERSIONS[q.source.kind].asks]
    comparison.same("ids of the questions", list(report.tables), [question.id for question in counted])
    for question in counted:
        _compare_question(comparison, dataset, question, report.tables.get(question.id, {}))


def _compare_question(
    comparison: Comparison, dataset: Dataset, question: CodedQuestion, tables: Mapping[str, Table]
) -> None:
    name = question.source.id
    sheets = CONVERSIONS[question.source.kind].sheets(question)
    if not tables and comes_later(question):
        comparison.to_come.append(name)
        return
    comparison.same(f"{name}, ids of the tables", list(tables), [sheet.id for sheet in sheets])
    sources = _sources(comparison, dataset, question)
    for sheet in sheets:
        if sheet.id in tables:
            truths = {source: truth[sheet.id] for source, truth in sources.items() if sheet.id in truth}
            compare_table(comparison, Place(question, sheet, dataset.n), tables[sheet.id], truths)


def _sources(comparison: Comparison, dataset: Dataset, question: CodedQuestion) -> dict[str, Truth]:
    """The recount, and the oracle where it has figures, which it must have for what is counted."""
    name = question.source.id
    sources = {"the recount": recount(question, dataset.visitors)}
    try:
        oracle = published(question, dataset.marginals[name]) if name in dataset.marginals else {}
    except ValueError as error:
        comparison.ensure(False, f"{name}, the oracle: {error}")
        return sources
    comparison.ensure(bool(oracle), f"{name}: the oracle has no figures.")
    return sources | {"the oracle": oracle}
