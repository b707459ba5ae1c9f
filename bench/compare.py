"""Printed figures against the survey's oracle and against a recount of its answers."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bench.convert import CodedQuestion
from bench.dataset import Dataset, Marginal, Visitor
from bench.printed import Count, Report, Row, Table

FEWEST = 10  # people of a release, answers-and-reports.md R3
FEWEST_FOR_PERCENT = 30  # people of a release


@dataclass
class Comparison:
    """What was compared so far and every figure that is not as it must be."""

    figures: int = 0
    disagreements: list[str] = field(default_factory=list)
    people_off: list[int] = field(default_factory=list)  # |printed - true|, per printed count
    points_off: list[float] = field(default_factory=list)  # |printed - true| percentage points
    withheld: list[str] = field(default_factory=list)  # questions

    def ensure(self, is_right: bool, sentence: str) -> None:
        self.figures += 1
        if not is_right:
            self.disagreements.append(sentence)

    def same(self, where: str, printed: object, expected: object) -> None:
        self.ensure(printed == expected, f"{where}: printed {printed}, expected {expected}.")


def compare(dataset: Dataset, questions: Sequence[CodedQuestion], reports: Sequence[Report]) -> Comparison:
    """Every printed figure of the only release against the oracle and the recount."""
    comparison = Comparison()
    comparison.same("number of lines in responses.jsonl", len(dataset.visitors), dataset.n)
    comparison.same("number of releases", len(reports), 1)
    for report in reports[:1]:
        _compare_report(comparison, dataset, questions, report)
    return comparison


def recount(visitors: Iterable[Visitor], question_id: str) -> Marginal:
    """The exact counts of one question of one answer each, straight from the answers."""
    answers = [visitor.answers[question_id] for visitor in visitors if question_id in visitor.answers]
    return Marginal(len(answers), Counter(str(answer) for answer in answers))


def percents(printed: Sequence[int]) -> list[int | None]:
    """Whole per cents of the sum of printed counts, rounded half up; None when the sum is 0."""
    total = sum(printed)
    return [(200 * count + total) // (2 * total) if total else None for count in printed]


def _compare_report(
    comparison: Comparison, dataset: Dataset, questions: Sequence[CodedQuestion], report: Report
) -> None:
    if dataset.n < FEWEST:
        comparison.same("outcome", report.outcome, "fewer_than_ten")
        comparison.same("n", report.n, None)
        return
    comparison.same("outcome", report.outcome, "figures")
    comparison.same("n", report.n, dataset.n)
    comparison.same("ids of the questions", list(report.tables), [question.id for question in questions])
    for question in questions:
        _compare_question(comparison, dataset, question, report.tables.get(question.id))


def _compare_question(comparison: Comparison, dataset: Dataset, question: CodedQuestion, table: Table | None) -> None:
    name = question.source.id
    if not question.option_ids:
        comparison.ensure(table is None, f"{name}: a question without options has a table.")
        return
    if table is None:
        comparison.ensure(False, f"{name}: the table is missing.")
        return
    comparison.same(f"{name}, ids of the rows", list(table.rows), list(question.option_ids.values()))
    if table.base is None:
        comparison.withheld.append(name)
        _compare_withheld(comparison, name, table)
        return
    _compare_counts(comparison, dataset, question, table)
    _compare_bounds(comparison, dataset.n, question, table)
    _compare_derived(comparison, dataset, name, table)


def _compare_withheld(comparison: Comparison, name: str, table: Table) -> None:
    """A table that no draw makes safe prints nothing at all."""
    counts = [row.count for row in table.rows.values()] + [table.no_answer]
    numbers = [number for count in counts for number in (count.printed, count.low, count.high)]
    numbers += [table.answered, *(row.percent for row in table.rows.values())]
    comparison.ensure(not any(number is not None for number in numbers), f"{name}: a withheld table prints figures.")


def _compare_counts(comparison: Comparison, dataset: Dataset, question: CodedQuestion, table: Table) -> None:
    name = question.source.id
    sources = {"the recount": recount(dataset.visitors, name)}
    if name in dataset.marginals:
        sources["the oracle"] = dataset.marginals[name]
    else:
        comparison.ensure(False, f"{name}: the oracle has no figures.")
    for source, true in sources.items():
        for label, option_id in question.option_ids.items():
            if option_id in table.rows:
                where = f"{name} “{label}”, {source}"
                _within(comparison, where, table.rows[option_id].count, true.counts.get(label, 0))
        _within(comparison, f"{name} no answer, {source}", table.no_answer, dataset.n - true.answered)
    _measure(comparison, question, table, sources["the recount"])


def _within(comparison: Comparison, where: str, count: Count, true: int) -> None:
    if count.printed is None or count.low is None or count.high is None:
        comparison.ensure(False, f"{where}: nothing is printed in a table that is not withheld.")
        return
    sentence = f"{where}: printed {count.printed} for {count.low} to {count.high}, but it is {true}."
    comparison.ensure(count.low <= true <= count.high, sentence)


def _compare_bounds(comparison: Comparison, n: int, question: CodedQuestion, table: Table) -> None:
    """A printed number stands for base - 1 people either way; an impossible cell is exactly 0."""
    bound = (table.base or 1) - 1
    none_bound = 0 if question.source.required else bound
    counts = [(f"row {id_}", row.count, bound) for id_, row in table.rows.items()]
    for name, count, wide in [*counts, ("no answer", table.no_answer, none_bound)]:
        if count.printed is not None:
            expected = (max(0, count.printed - wide), min(n, count.printed + wide))
            where = f"{question.source.id} {name}, range of {count.printed} at base {table.base}"
            comparison.same(where, (count.low, count.high), expected)


def _measure(comparison: Comparison, question: CodedQuestion, table: Table, true: Marginal) -> None:
    for label, option_id in question.option_ids.items():
        row = table.rows.get(option_id)
        if row is not None and row.count.printed is not None:
            comparison.people_off.append(abs(row.count.printed - true.counts.get(label, 0)))
            if row.percent is not None and true.answered:
                exact = 100 * true.counts.get(label, 0) / true.answered
                comparison.points_off.append(abs(row.percent - exact))


def _compare_derived(comparison: Comparison, dataset: Dataset, name: str, table: Table) -> None:
    """What must follow from the printed numbers alone: "answered" and the per cents."""
    no_answer = table.no_answer.printed
    if no_answer is not None:
        comparison.same(f"{name}, answered", table.answered, max(0, dataset.n - no_answer))
    rows = list(table.rows.values())
    for option_id, row, percent in zip(table.rows, rows, _expected_percents(dataset.n, rows), strict=True):
        comparison.same(f"{name} row {option_id}, per cent", row.percent, percent)


def _expected_percents(n: int, rows: Sequence[Row]) -> list[int | None]:
    if n < FEWEST_FOR_PERCENT or any(row.count.printed is None for row in rows):
        return [None] * len(rows)
    return percents([row.count.printed or 0 for row in rows])
