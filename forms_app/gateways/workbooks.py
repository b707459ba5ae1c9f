"""Rows as the bytes of an XLSX workbook: texts stay texts, and the same rows give the same bytes."""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time

import xlsxwriter

WIDE = 40  # characters
WIDEST_TEXT = ("question_text", "table_text", "answer_text", "group_text")


def to_xlsx(columns: Sequence[str], rows: Sequence[Mapping[str, str | int | float | None]], *, day: date) -> bytes:
    """One sheet with a heading; the day stands as the file's own date, so that no clock is in it."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": datetime.combine(day, time(), tzinfo=UTC)})
        sheet = workbook.add_worksheet("Results")
        heading = workbook.add_format({"bold": True})
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column, heading)
            sheet.set_column(place, place, WIDE if column in WIDEST_TEXT else max(10, len(column) + 2))
            for line, row in enumerate(rows, start=1):
                _write(sheet, line, place, row[column])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    return made.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, line: int, place: int, cell: str | int | float | None) -> None:
    """Typed by what it is: nothing that is written as a text is ever read as a formula, link or number."""
    if isinstance(cell, str):
        sheet.write_string(line, place, cell)
    elif cell is not None:
        sheet.write_number(line, place, cell)
