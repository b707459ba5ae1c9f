"""A number, whole or with decimals, read however people write it and kept exactly."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import Field, PlainSerializer

from forms_app.domain.errors import Problem
from forms_app.domain.fields.bins import bin_labels, bin_of, bins_problems, usual_span
from forms_app.domain.fields.chance import Dice, around_the_middle
from forms_app.domain.fields.digits import plain_digits
from forms_app.domain.fields.kind import EQUALITY, ORDER, Kind, Table
from forms_app.domain.fields.options import find_one
from forms_app.domain.fields.ordering import compares, range_problems
from forms_app.domain.fields.wording import missing_languages
from forms_app.domain.texts import Text, in_language

USUAL = Decimal(100)  # how far invented numbers reach where nothing says so
WHOLE_DIGITS = 15  # before the point, more than anything counted needs and what every program keeps exactly
GROUPED = (
    re.compile(  # thousands apart by spaces or apostrophes; or by points or commas where no reading is left but that
        r"\d{1,3}(?:([ '])\d{3}(?:\1\d{3})*)(?:[.,]\d+)?"
        r"|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:\.\d{3})+,\d+"
        r"|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:\.\d{3}){2,}"
    )
)
GREATEST = Decimal(10**WHOLE_DIGITS - 1)
PLAIN = re.compile(r"\d*[.,]?\d+")
CANONICAL = re.compile(r"-?(?:0|[1-9]\d*)\.\d*[1-9]")


def _json_number(number: Decimal) -> int | float:
    return int(number) if number == int(number) else float(number)


Limit = Annotated[
    Decimal,
    Field(allow_inf_nan=False, max_digits=WHOLE_DIGITS, decimal_places=6),
    PlainSerializer(_json_number, when_used="json"),
]


class Number(Kind):
    name: ClassVar[str] = "number"
    operators: ClassVar[tuple[str, ...]] = EQUALITY + ORDER

    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    unit: Text | None = None
    min: Limit | None = None
    max: Limit | None = None
    bins: Annotated[tuple[Limit, ...], Field(min_length=1, max_length=20)] | None = None

    def check(self, raw: Sequence[str]) -> Decimal | None:
        sent = find_one(raw)
        return None if sent is None else self._ensure_fits(self._read(sent))

    def store(self, value: Decimal) -> int | str:
        return int(value) if value == int(value) else _shown(value)

    def load(self, stored: object) -> Decimal:
        is_whole = type(stored) is int and abs(stored) < 10**WHOLE_DIGITS
        if is_whole or (isinstance(stored, str) and len(stored) < 30 and CANONICAL.fullmatch(stored)):
            return self._ensure_fits(self._read(str(stored)))
        raise self._not_a_number()

    def cells(self, value: Decimal) -> list[str]:
        return [_shown(value)]

    def said(self, value: Decimal, language: str) -> str:
        return f"{_shown(value)} {in_language(self.unit, language)}" if self.unit else _shown(value)

    def tables(self) -> list[Table]:
        if not self.bins:
            return []
        step = Decimal(1).scaleb(-self.decimals)
        spans = [(_shown(low), _shown(high - step)) for low, high in zip(self.bins, self.bins[1:], strict=False)]
        return [
            Table(
                "choice", None, bin_labels(f"under {_shown(self.bins[0])}", spans, f"{_shown(self.bins[-1])} or more")
            )
        ]

    def tally(self, value: Decimal) -> dict[str, str]:
        return {"choice": bin_of(value, self.bins)} if self.bins else {}

    def meets(self, value: Decimal, operator: str, operand: Any) -> bool:
        return compares(operator, value, _operand(operand))

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        return f"The condition compares with “{operand}”, which is not a number." if _operand(operand) is None else None

    def sample(self, dice: Dice) -> Decimal:
        low, high = usual_span(self.min, self.max, self.bins, USUAL, start=Decimal(0))
        low, high = max(low, -GREATEST), min(high, GREATEST)
        steps = int((high - low).scaleb(self.decimals)) + 1
        return Decimal(low + Decimal(around_the_middle(dice, steps)).scaleb(-self.decimals))

    def longest_bytes(self) -> int:
        """Of a sign, the digits before and after the point, and quotes where a point may stand."""
        limits = [limit for limit in (self.min, self.max) if limit is not None]
        whole = max(len(str(abs(int(limit)))) for limit in limits) if len(limits) == 2 else WHOLE_DIGITS
        sign = self.min is None or self.min < 0
        return sign + whole + (len('"."') + self.decimals if self.decimals else 0)

    def problems(self, languages: Sequence[str]) -> list[str]:
        found = missing_languages([self.unit], languages) + range_problems(self.min, self.max)
        for limit in [self.min, self.max, *(self.bins or ())]:
            if limit is not None and limit != round(limit, self.decimals):
                found.append(f"{_shown(limit)} has more decimals than the answers may have.")
        return found + bins_problems(self.bins, self.min, self.max)

    def _read(self, sent: str) -> Decimal:
        text = plain_digits(sent)
        sign = "-" if text.startswith("-") else ""
        text = text.removeprefix("-").removeprefix("+").strip()
        if GROUPED.fullmatch(text):
            text = _without_thousands(text)
        elif not PLAIN.fullmatch(text):
            raise self._not_a_number()
        whole, _, part = text.replace(",", ".").partition(".")
        if len(part) > self.decimals:
            raise self._too_fine()
        if len(whole.lstrip("0")) > WHOLE_DIGITS:
            raise Problem("Please write a smaller number.")
        return Decimal(f"{sign}{whole or 0}.{part or 0}") + 0  # no minus zero

    def _ensure_fits(self, number: Decimal) -> Decimal:
        if self.min is not None and number < self.min:
            raise Problem("Please write a number that is at least %(least)s.", least=_shown(self.min))
        if self.max is not None and number > self.max:
            raise Problem("Please write a number that is at most %(most)s.", most=_shown(self.max))
        return number

    def _not_a_number(self) -> Problem:
        return Problem("Please write a number in digits, such as %(example)s.", example=self._example())

    def _too_fine(self) -> Problem:
        if self.decimals:
            return Problem("Please round the number, as in %(example)s.", example=self._example())
        return Problem("Please write a whole number without a point or comma, such as %(example)s.", example="12")

    def _example(self) -> str:
        return "12" + ("." + "345678"[: self.decimals] if self.decimals else "")


def _shown(number: Decimal) -> str:
    """The number without an exponent or needless zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _without_thousands(text: str) -> str:
    """The digits, and a point before the decimals where there are any."""
    marks = [mark for mark in text if not mark.isdecimal()]
    has_decimals = marks[-1] in ".," and marks.count(marks[-1]) == 1 and (len(marks) > 1)
    whole, mark, part = text.rpartition(marks[-1]) if has_decimals else (text, "", "")
    return "".join(filter(str.isdecimal, whole)) + (f".{part}" if mark else "")


def _operand(operand: object) -> Decimal | None:
    """The number a condition compares with, None for anything else."""
    if isinstance(operand, bool) or not isinstance(operand, int | float | str | Decimal):
        return None
    text = str(operand)
    return Decimal(text) if re.fullmatch(r"-?\d{1,30}(\.\d{1,30})?", text, re.ASCII) else None
