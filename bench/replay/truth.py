"""The true counts behind every printed table: recounted from the answers, and as the oracle has them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bench.replay.coded import OTHER, CodedQuestion, Sheet
from bench.replay.conversions import CONVERSIONS
from bench.replay.dataset import Crosstab, Marginal, Visitor


@dataclass(frozen=True)
class TrueTable:
    """People of one table: how many stand in it, and under which label's id."""

    answered: int
    counts: Mapping[str, int]

    def by_row(self, sheet: Sheet) -> Counter[str]:
        """The counts of the printed rows, which may be classes of labels."""
        rows: Counter[str] = Counter()
        for label, people in self.counts.items():
            rows[sheet.row_of(label)] += people
        return rows


Truth = Mapping[str, TrueTable]  # by the table's id


def recount(question: CodedQuestion, visitors: Iterable[Visitor]) -> Truth:
    """The exact counts of one question, straight from the answers."""
    name = question.source.id
    return _count(question, ((v.answers[name], 1) for v in visitors if name in v.answers))


def published(question: CodedQuestion, marginal: Marginal) -> Truth:
    """The oracle's counts of one question; a table it says nothing about is absent."""
    truth = dict(_count(question, _cells(question, marginal)))
    if question.allows_other and marginal.others is None:
        truth.pop(OTHER, None)
    return truth if marginal.counts or marginal.parts else {}


def published_of_group(question: CodedQuestion, crosstab: Crosstab, group: str) -> Truth:
    """The oracle's counts of one question among those with one answer to another."""
    answered = crosstab.answered[group]
    cells = Marginal(answered, {label: groups[group] for label, groups in crosstab.counts.items()})
    if crosstab.part is None:
        return published(question, cells)
    table = question.id_of(crosstab.part)
    return {table: published(question, Marginal(answered, {}, parts={crosstab.part: cells}))[table]}


def _count(question: CodedQuestion, answers: Iterable[tuple[Any, int]]) -> Truth:
    conversion = CONVERSIONS[question.source.kind]
    counts: dict[str, Counter[str]] = {sheet.id: Counter() for sheet in conversion.sheets(question)}
    for answer, people in answers:
        for table, label in conversion.labels(question, answer).items():
            counts[table][label] += people
    return {table: TrueTable(counter.total(), counter) for table, counter in counts.items()}


def _cells(question: CodedQuestion, marginal: Marginal) -> Iterator[tuple[Any, int]]:
    """The oracle's cells, each as an answer that falls into it."""
    known = {label: count for label, count in marginal.counts.items() if label in question.option_ids}
    if not question.allows_other:
        yield from marginal.counts.items()
    else:
        yield from known.items()
        yield OTHER, _others(question, marginal, sum(known.values()))
    for part, cells in marginal.parts.items():
        yield from (({part: label}, count) for label, count in cells.counts.items())


def _others(question: CodedQuestion, marginal: Marginal, listed: int) -> int:
    """People with words of their own: of one answer each, those whom no option counts."""
    is_single = question.source.kind == "single_choice"
    return marginal.answered - listed if is_single else marginal.others or 0
