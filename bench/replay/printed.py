"""A report as `flask reports show --format json` prints it, read once into plain records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Count:
    """A printed number and the people it may stand for; None where it is withheld."""

    printed: int | None
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Row:
    count: Count
    percent: int | None


@dataclass(frozen=True)
class Figures:
    """The rows of a table for everybody or for one group, and what sums them up."""

    rows: Mapping[str, Row]  # by option id, in order
    no_answer: Count | None  # None: open and not chosen are the same
    mean: float | None = None
    nps: int | None = None


@dataclass(frozen=True)
class Split:
    breakdown: str  # question id
    base: int | None
    groups: Sequence[Figures]  # in the order of the breakdown's groups


@dataclass(frozen=True)
class Table:
    base: int | None  # the step of rounding; None: withheld
    score: str | None  # what one number may sum the rows up
    answered: int | None
    answered_bound: int | None  # people, either way
    figures: Figures
    splits: Sequence[Split] = ()


@dataclass(frozen=True)
class Question:
    tables: Mapping[str, Table] = field(default_factory=dict)  # by table id; empty where nothing is counted
    is_conditional: bool = False
    asked: Count | None = None  # None: everybody was, or nobody can tell
    asked_split: Mapping[str, Sequence[Count]] = field(default_factory=dict)  # by breakdown, group by group


@dataclass(frozen=True)
class Group:
    id: str | None  # a label's; "others" for merged groups, None for no answer
    size: Count


@dataclass(frozen=True)
class Report:
    number: int
    n: int | None
    outcome: str
    questions: Mapping[str, Question]  # by id, in order
    breakdowns: Mapping[str, Sequence[Group]] = field(default_factory=dict)  # by question id


def read(document: Mapping[str, Any]) -> list[Report]:
    """The reports of one form; raises KeyError for a shape that is not the agreed one."""
    return [_report(given) for given in document["reports"]]


def _report(given: Mapping[str, Any]) -> Report:
    return Report(
        number=given["number"],
        n=given["n"],
        outcome=given["outcome"],
        questions={question["id"]: _question(question) for question in given["questions"]},
        breakdowns={
            one["question"]: [Group(group["id"], _count(group)) for group in one["groups"]]
            for one in given["breakdowns"]
        },
    )


def _question(given: Mapping[str, Any]) -> Question:
    return Question(
        tables={table["id"]: _table(table) for table in given["tables"]},
        is_conditional=given["is_conditional"],
        asked=given["asked"] and _count(given["asked"]),
        asked_split={one["breakdown"]: [_count(group) for group in one["groups"]] for one in given["asked_split"]},
    )


def _table(given: Mapping[str, Any]) -> Table:
    return Table(
        base=given["base"],
        score=given["score"],
        answered=given["answered"],
        answered_bound=given["answered_bound"],
        figures=_figures(given),
        splits=[
            Split(split["breakdown"], split["base"], [_figures(group) for group in split["groups"]])
            for split in given["splits"]
        ],
    )


def _figures(given: Mapping[str, Any]) -> Figures:
    return Figures(
        rows={row["id"]: Row(_count(row), row["percent"]) for row in given["rows"]},
        no_answer=given["no_answer"] and _count(given["no_answer"]),
        mean=given["mean"],
        nps=given["nps"],
    )


def _count(given: Mapping[str, Any]) -> Count:
    return Count(given["printed"], given["low"], given["high"])
