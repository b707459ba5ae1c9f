"""A day, stored as YYYY-MM-DD."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field

from forms_app.domain.errors import Problem
from forms_app.domain.fields.bins import bin_labels, bin_of, bins_problems, usual_span
from forms_app.domain.fields.chance import Dice, around_the_middle
from forms_app.domain.fields.digits import plain_digits
from forms_app.domain.fields.kind import EQUALITY, ORDER, Kind, Table
from forms_app.domain.fields.options import find_one
from forms_app.domain.fields.ordering import compares, range_problems

A_YEAR = 365  # days; how far invented days reach where nothing says so
A_DAY = date(2030, 1, 1)  # where invented days begin
FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(2999, 12, 31)  # that can be written
YEAR_FIRST = re.compile(r"(?P<year>[12]\d{3})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
# with points the day is first wherever they are used; with slashes it depends on the country
DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>[12]\d{3})")
EITHER_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/([12]\d{3})")


def _real_day(text: str) -> str:
    if not is_day(text):
        raise ValueError(f"{text!r} is not a day such as 2026-05-31")
    return text


def is_day(text: object) -> bool:
    """Whether this is a day of the calendar as it is stored."""
    if not isinstance(text, str) or not text.isascii():
        return False
    found = YEAR_FIRST.fullmatch(text)
    return found is not None and _day_of(**_numbers(found)) == text


Day = Annotated[str, AfterValidator(_real_day)]


class Date(Kind):
    name: ClassVar[str] = "date"
    operators: ClassVar[tuple[str, ...]] = EQUALITY + ORDER

    earliest: Day | None = None
    latest: Day | None = None
    bins: Annotated[tuple[Day, ...], Field(min_length=1, max_length=20)] | None = None

    def check(self, raw: Sequence[str]) -> str | None:
        """The day as YYYY-MM-DD, which sorts as days do."""
        sent = find_one(raw)
        return None if sent is None else self._ensure_fits(_read(plain_digits(sent)))

    def load(self, stored: object) -> str:
        if isinstance(stored, str) and is_day(stored):
            return self._ensure_fits(stored)
        raise _unreadable()

    def cells(self, value: str) -> list[str]:
        return [value]

    def tables(self) -> list[Table]:
        if not self.bins:
            return []
        spans = [(low, _day_before(high)) for low, high in zip(self.bins, self.bins[1:], strict=False)]
        return [Table("choice", None, bin_labels(f"before {self.bins[0]}", spans, f"{self.bins[-1]} or later"))]

    def tally(self, value: str) -> dict[str, str]:
        return {"choice": bin_of(value, self.bins)} if self.bins else {}

    def meets(self, value: str, operator: str, operand: Any) -> bool:
        return is_day(operand) and compares(operator, value, operand)

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        return None if is_day(operand) else f"The condition compares with “{operand}”, which is no day like 2026-05-31."

    def sample(self, dice: Dice) -> str:
        earliest, latest = (day and date.fromisoformat(day).toordinal() for day in (self.earliest, self.latest))
        edges = [date.fromisoformat(edge).toordinal() for edge in self.bins or ()]
        low, high = usual_span(earliest, latest, edges, A_YEAR, start=A_DAY.toordinal())
        low, high = max(low, FIRST_DAY.toordinal()), min(high, LAST_DAY.toordinal())
        return date.fromordinal(low + around_the_middle(dice, high - low + 1)).isoformat()

    def longest_bytes(self) -> int:
        return len('"2026-05-31"')

    def problems(self, languages: Sequence[str]) -> list[str]:
        return range_problems(self.earliest, self.latest) + bins_problems(self.bins, self.earliest, self.latest)

    def _ensure_fits(self, day: str) -> str:
        if self.earliest is not None and day < self.earliest:
            raise Problem("Please choose %(earliest)s or a later day.", earliest=self.earliest)
        if self.latest is not None and day > self.latest:
            raise Problem("Please choose %(latest)s or an earlier day.", latest=self.latest)
        return day


def _read(text: str) -> str:
    """What people type, where it can be read in one way only."""
    slashed = EITHER_FIRST.fullmatch(text)
    found = YEAR_FIRST.fullmatch(text) or DAY_FIRST.fullmatch(text)
    if slashed:
        first, second, year = (int(number) for number in slashed.groups())
        readings = {_day_of(year, first, second), _day_of(year, second, first)} - {None}
    elif found:
        readings = {_day_of(**_numbers(found))} - {None}
    else:
        raise _unreadable()
    if not readings:
        raise Problem("There is no such day. Please look at the date once more.")
    if len(readings) > 1:
        raise Problem("This can be read as two days. Please write the year first, such as 2026-05-31.")
    return str(readings.pop())


def _numbers(found: re.Match[str]) -> dict[str, int]:
    return {name: int(number) for name, number in found.groupdict().items()}


def _day_of(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _unreadable() -> Problem:
    return Problem("Please write the date as year-month-day, such as 2026-05-31.")
