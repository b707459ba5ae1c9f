"""A list of addresses from elsewhere: each row must say when and how its person agreed."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forms_app.domain.addresses import find_mailbox
from forms_app.domain.errors import Problem
from forms_app.domain.sentences import N_

COLUMNS = ("email", "agreed_on", "how")
LONGEST_FILE, MOST_ROWS, LONGEST_HOW = 20_000_000, 200_000, 300  # bytes, rows, characters
FIRST_DAY = date(1995, 1, 1)

NO_ADDRESS = N_("no e-mail address")
NO_DAY = N_("no day of the agreement, or one to come (as 2025-03-31)")
NO_HOW = N_("nothing about how the person agreed")
TWICE = N_("the address stands in the list twice")


@dataclass(frozen=True)
class Row:
    line: int
    address: str
    agreed_on: date
    how: str


@dataclass(frozen=True)
class Lost:
    line: int
    reason: str


def read_list(content: bytes, *, today: date) -> tuple[list[Row], list[Lost]]:
    """What can be taken over, and each line that cannot with its reason; raises Problem for what is no such list."""
    rows: list[Row] = []
    lost: list[Lost] = []
    seen: set[str] = set()
    for line, fields in _lines(content):
        row = _row(line, fields, today)
        if isinstance(row, Row) and row.address.casefold() in seen:
            row = Lost(line, TWICE)
        if isinstance(row, Lost):
            lost.append(row)
            continue
        seen.add(row.address.casefold())
        rows.append(row)
    return rows, lost


def _lines(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Problem("Please save the list as CSV in UTF-8.") from None
    if "\0" in text:
        raise Problem("Please save the list as CSV in UTF-8.")
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    try:
        names = [name.strip().casefold() for name in next(reader, [])]
        if not set(COLUMNS) <= set(names):
            raise Problem("The first line must name the columns email, agreed_on and how.")
        for number, values in enumerate(reader):
            if number >= MOST_ROWS:
                raise Problem("Please send at most %(most)d lines at a time.", most=MOST_ROWS)
            if any(value.strip() for value in values):
                yield reader.line_num, dict(zip(names, (value.strip() for value in values), strict=False))
    except csv.Error:
        raise Problem("Please save the list as CSV in UTF-8.") from None


def _row(line: int, fields: dict[str, str], today: date) -> Row | Lost:
    address = find_mailbox(fields.get("email", "")[:300])
    if address is None:
        return Lost(line, NO_ADDRESS)
    try:
        agreed_on = date.fromisoformat(fields.get("agreed_on", ""))
    except ValueError:
        return Lost(line, NO_DAY)
    if not FIRST_DAY <= agreed_on <= today:
        return Lost(line, NO_DAY)
    how = fields.get("how", "")
    return Row(line, address, agreed_on, how[:LONGEST_HOW]) if how else Lost(line, NO_HOW)
