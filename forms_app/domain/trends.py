"""Where two reports of a form speak of the same thing."""

from collections.abc import Mapping
from typing import Any

Report = Mapping[str, Any]
Table = Mapping[str, Any]


def table_of(report: Report | None, question: str, table: str) -> Table | None:
    """Where a report stands on the same thing; None where it does not."""
    found = (one for one in report["questions"] if one["id"] == question) if report else ()
    return next((one for asked in found for one in asked["tables"] if one["id"] == table), None)


def row_of(table: Table | None, row: str) -> Mapping[str, Any] | None:
    return next((one for one in table["rows"] if one["id"] == row), None) if table else None
