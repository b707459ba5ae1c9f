"""A report as `flask reports show --format json` prints it, read once into plain records."""

from collections.abc import Mapping
from dataclasses import dataclass
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
class Table:
    base: int | None  # the step of rounding; None: withheld
    answered: int | None
    answered_bound: int | None  # people, either way
    rows: Mapping[str, Row]  # by option id, in order
    no_answer: Count


@dataclass(frozen=True)
class Report:
    number: int
    n: int | None
    outcome: str
    tables: Mapping[str, Mapping[str, Table]]  # by question id and table id; empty where nothing is counted


def read(document: Mapping[str, Any]) -> list[Report]:
    """The reports of one form; raises KeyError for a shape that is not the agreed one."""
    return [_report(given) for given in document["reports"]]


def _report(given: Mapping[str, Any]) -> Report:
    return Report(
        number=given["number"],
        n=given["n"],
        outcome=given["outcome"],
        tables={q["id"]: {table["id"]: _table(table) for table in q["tables"]} for q in given["questions"]},
    )


def _table(given: Mapping[str, Any]) -> Table:
    return Table(
        base=given["base"],
        answered=given["answered"],
        answered_bound=given["answered_bound"],
        rows={row["id"]: Row(_count(row), row["percent"]) for row in given["rows"]},
        no_answer=_count(given["no_answer"]),
    )


def _count(given: Mapping[str, Any]) -> Count:
    return Count(given["printed"], given["low"], given["high"])
