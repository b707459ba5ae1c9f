"""A time of day, stored as HH:MM of 24 hours."""

import re
from collections.abc import Sequence
from typing import Annotated, Any, ClassVar

from pydantic import StringConstraints

from forms_app.domain.errors import Problem
from forms_app.domain.fields.chance import Dice, around_the_middle
from forms_app.domain.fields.digits import plain_digits
from forms_app.domain.fields.kind import EQUALITY, ORDER, Kind
from forms_app.domain.fields.options import find_one
from forms_app.domain.fields.ordering import compares, range_problems

STORED = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
TYPED = re.compile(r"(\d{1,2})[:.h]([0-5]\d)(?::00)?(?: ?([ap])\.?m\.?)?", re.IGNORECASE)
Clock = Annotated[str, StringConstraints(pattern=STORED)]


class Time(Kind):
    name: ClassVar[str] = "time"
    operators: ClassVar[tuple[str, ...]] = EQUALITY + ORDER

    earliest: Clock | None = None
    latest: Clock | None = None

    def check(self, raw: Sequence[str]) -> str | None:
        """The time as HH:MM, which sorts as times do."""
        sent = find_one(raw)
        return None if sent is None else self._ensure_fits(_read(plain_digits(sent)))

    def load(self, stored: object) -> str:
        if isinstance(stored, str) and _is_clock(stored):
            return self._ensure_fits(stored)
        raise _unreadable()

    def cells(self, value: str) -> list[str]:
        return [value]

    def meets(self, value: str, operator: str, operand: Any) -> bool:
        return _is_clock(operand) and compares(operator, value, operand)

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        return None if _is_clock(operand) else f"The condition compares with “{operand}”, which is no time like 14:30."

    def sample(self, dice: Dice) -> str:
        low, high = _minutes(self.earliest or "00:00"), _minutes(self.latest or "23:59")
        hour, minute = divmod(low + around_the_middle(dice, high - low + 1), 60)
        return f"{hour:02}:{minute:02}"

    def longest_bytes(self) -> int:
        return len('"14:30"')

    def problems(self, languages: Sequence[str]) -> list[str]:
        return range_problems(self.earliest, self.latest)

    def _ensure_fits(self, clock: str) -> str:
        if self.earliest is not None and clock < self.earliest:
            raise Problem("Please choose %(earliest)s or a later time.", earliest=self.earliest)
        if self.latest is not None and clock > self.latest:
            raise Problem("Please choose %(latest)s or an earlier time.", latest=self.latest)
        return clock


def _read(text: str) -> str:
    """14:30, 14.30, 14h30, 2:30 pm."""
    found = TYPED.fullmatch(text)
    if not found:
        raise _unreadable()
    hour, half = int(found[1]), (found[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise _unreadable()
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23:
        raise _unreadable()
    return f"{hour:02}:{found[2]}"


def _minutes(clock: str) -> int:
    return 60 * int(clock[:2]) + int(clock[3:])


def _is_clock(text: object) -> bool:
    return isinstance(text, str) and re.fullmatch(STORED.strip("^$"), text) is not None


def _unreadable() -> Problem:
    return Problem("Please write the time as hours and minutes, such as 14:30.")
