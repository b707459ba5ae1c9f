"""One question of a report: who was asked, and its tables for all of them."""

from collections.abc import Sequence

from bench.replay.coded import CodedQuestion, Sheet
from bench.replay.compare_figures import RECOUNT, Place
from bench.replay.compare_groups import compare_bound_of_any_base
from bench.replay.compare_tables import compare_table
from bench.replay.comparison import Comparison
from bench.replay.conditions import condition_of
from bench.replay.conversions import CONVERSIONS
from bench.replay.derived import FEWEST
from bench.replay.printed import Count, Question, Report
from bench.replay.survey import Survey
from bench.replay.truth import Truth, published, recount


def compare_question(comparison: Comparison, survey: Survey, question: CodedQuestion, report: Report) -> None:
    name, printed = question.source.id, report.questions[question.id]
    is_conditional = condition_of(question) is not None
    comparison.same(f"{name}, whether it is conditional", printed.is_conditional, is_conditional)
    _compare_asked(comparison, survey, question, printed)
    sheets = [] if question.id in survey.breakdowns else CONVERSIONS[question.source.kind].sheets(question)
    if sheets and not printed.tables and is_conditional:
        _compare_withheld(comparison, survey, question, report)
        return
    comparison.same(f"{name}, ids of the tables", list(printed.tables), [sheet.id for sheet in sheets])
    if sheets:
        _compare_tables(comparison, survey, question, printed, sheets)


def place_of(survey: Survey, question: CodedQuestion, sheet: Sheet, printed: Question) -> Place:
    """The table for everybody who was asked, with the rows that are printed for so many."""
    n = survey.dataset.n
    whole = printed.asked.printed if printed.asked else n
    is_few = n < FEWEST or (whole or 0) < FEWEST
    return Place(
        name=question.source.id + (f" “{sheet.name}”" if sheet.name else ""),
        sheet=sheet.for_few() if is_few else sheet,
        n=n,
        asked=len(survey.people.asked(question)),
        whole=whole,
        cannot_miss=question.required and CONVERSIONS[question.source.kind].covers,
    )


def _compare_asked(comparison: Comparison, survey: Survey, question: CodedQuestion, printed: Question) -> None:
    name, asked = question.source.id, printed.asked
    if asked is None or asked.printed is None:
        comparison.ensure(asked is None or (asked.low, asked.high) == (None, None), f"{name}: a range of no number.")
        return
    comparison.ensure(condition_of(question) is not None, f"{name}: everybody was asked, and that is exact.")
    compare_bound_of_any_base(comparison, f"{name}, asked", [asked], [len(survey.people.asked(question))], survey)


def _compare_withheld(comparison: Comparison, survey: Survey, question: CodedQuestion, report: Report) -> None:
    """No figures of a conditional question: named, and then nothing may be said of who was asked either."""
    name, asked = question.source.id, report.questions[question.id].asked
    if asked is None:
        comparison.withheld.append(f"{name}: no table tells who was asked")
        return
    true = len(survey.people.asked(question))
    comparison.ensure(asked.printed is None, f"{name}: {asked.printed} asked are printed, but no table.")
    comparison.withheld.append(f"{name}: {true} were asked; no figures could be printed safely")


def _compare_tables(
    comparison: Comparison, survey: Survey, question: CodedQuestion, printed: Question, sheets: Sequence[Sheet]
) -> None:
    n = survey.dataset.n
    sources = _sources(comparison, survey, question)
    for sheet in sheets:
        if sheet.id in printed.tables:
            truths = {source: truth[sheet.id] for source, truth in sources.items() if sheet.id in truth}
            place, table = place_of(survey, question, sheet, printed), printed.tables[sheet.id]
            compare_table(comparison, place, table, printed.asked or Count(n, n, n), truths)


def _sources(comparison: Comparison, survey: Survey, question: CodedQuestion) -> dict[str, Truth]:
    """The recount, and the oracle where it has figures, which it must have for what is counted."""
    name, marginals = question.source.id, survey.dataset.marginals
    sources = {RECOUNT: recount(question, survey.dataset.visitors)}
    try:
        oracle = published(question, marginals[name]) if name in marginals else {}
    except ValueError as error:
        comparison.ensure(False, f"{name}, the oracle: {error}")
        return sources
    comparison.ensure(bool(oracle), f"{name}: the oracle has no figures.")
    return sources | {"the oracle": oracle}
