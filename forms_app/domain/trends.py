"""How figures move from one report of a form to the next."""

from collections.abc import Mapping, Sequence
from typing import Any

Report = Mapping[str, Any]
Table = Mapping[str, Any]


def table_of(report: Report | None, question: str, table: str) -> Table | None:
    """Where a report stands on the same thing; None where it does not."""
    found = (one for one in report["questions"] if one["id"] == question) if report else ()
    return next((one for asked in found for one in asked["tables"] if one["id"] == table), None)


def row_of(table: Table | None, row: str) -> Mapping[str, Any] | None:
    return next((one for one in table["rows"] if one["id"] == row), None) if table else None


def course_of(reports: Sequence[Report], question: str, table: str) -> list[Table | None]:
    """One table through the reports, in their order."""
    return [table_of(report, question, table) for report in reports]
