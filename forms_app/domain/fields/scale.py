"""A scale: one of a row of whole numbers, as stars, agreement, recommendation or a slider; or "not applicable"."""

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from forms_app.domain.errors import Problem
from forms_app.domain.fields.bins import Label, span
from forms_app.domain.fields.chance import Dice, around_the_middle
from forms_app.domain.fields.digits import plain_digits
from forms_app.domain.fields.kind import EQUALITY, ORDER, Class, Kind, Table
from forms_app.domain.fields.options import find_one
from forms_app.domain.fields.ordering import compares
from forms_app.domain.fields.wording import missing_languages
from forms_app.domain.texts import OWN_LANGUAGE, Text, in_language

NA = "na"
CLASSES = 3
WITHOUT = 12  # of so many invented people one says "not applicable"
MOST_COUNTED = 11  # points; more are told apart by bins only
Point = Annotated[int, Field(ge=-10_000, le=10_000)]


class Scale(Kind):
    name: ClassVar[str] = "scale"
    operators: ClassVar[tuple[str, ...]] = EQUALITY + ORDER
    covers: ClassVar[bool] = True
    may_be_piped: ClassVar[bool] = True

    min: Point = 1
    max: Point = 5
    step: Annotated[int, Field(ge=1, le=10_000)] = 1
    style: Literal["rating", "likert", "nps", "slider"] = "rating"
    low: Text | None = None
    high: Text | None = None
    labels: Annotated[tuple[Text, ...], Field(max_length=MOST_COUNTED)] | None = None
    na: Text | None = None
    bins: Annotated[tuple[tuple[Point, Point], ...], Field(min_length=2, max_length=20)] | None = None

    def check(self, raw: Sequence[str]) -> int | str | None:
        sent = find_one(raw)
        if sent is None or (sent == NA and self.na):
            return sent
        digits = plain_digits(sent)
        if not digits.removeprefix("-").isdecimal() or int(digits) not in self.points():
            raise self._off_the_scale()
        return int(digits)

    def load(self, stored: object) -> int | str:
        if type(stored) is int and stored in self.points():  # true is an int, but no point
            return stored
        if stored == NA and self.na:
            return NA
        raise self._off_the_scale()

    def points(self) -> range:
        return range(self.min, self.max + 1, self.step)

    def cells(self, value: int | str) -> list[str]:
        return [str(value)]

    def said(self, value: int | str, language: str) -> str:
        text = self.na if value == NA else self.piped(value)
        said = in_language(text, language) if text else str(value)
        return f"{said} ({self.min} to {self.max})" if said == str(value) else said

    def tables(self) -> list[Table]:
        labels = self._labels()
        if not labels:
            return []
        beside = ((NA, self.na),) if self.na else ()
        numbers = () if self.bins else (*self.points(), *([None] if self.na else []))
        score: Literal["mean", "nps"] = "nps" if self.style == "nps" else "mean"
        return [Table("choice", None, labels + beside, self._classes(labels), numbers, None if self.bins else score)]

    def tally(self, value: int | str) -> dict[str, str]:
        if not self._labels():
            return {}
        if value == NA or not self.bins:
            return {"choice": str(value)}
        inside = [f"b{number}" for number, (low, high) in enumerate(self.bins, 1) if low <= int(value) <= high]
        return {"choice": inside[0]} if inside else {}

    def meets(self, value: int | str, operator: str, operand: Any) -> bool:
        """The order leaves out "not applicable", on either side."""
        if self.operand_problem(operator, operand) or (operator in ORDER and value == NA):
            return False
        return compares(operator, value, operand)

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        if operator not in ORDER and operand == NA and self.na:
            return None
        if type(operand) is int and operand in self.points():
            return None
        return f"The condition names “{operand}”, which is not on the scale."

    def piped(self, value: int | str) -> Text | None:
        """The point's own words, else its number."""
        if not isinstance(value, int):
            return None
        texts = self.labels if self.labels and len(self.labels) == len(self.points()) else None
        return texts[self.points().index(value)] if texts else {OWN_LANGUAGE: str(value)}

    def possible_values(self) -> list[Any] | None:
        return [*self.points(), NA] if self.na else list(self.points())

    def sample(self, dice: Dice) -> int | str:
        if self.na and dice(WITHOUT) == 0:
            return NA
        return self.points()[around_the_middle(dice, len(self.points()))]

    def longest_bytes(self) -> int:
        return max(len(str(self.min)), len(str(self.max)), len('"na"') if self.na else 0)

    def problems(self, languages: Sequence[str]) -> list[str]:
        texts = [self.low, self.high, *(self.labels or ()), self.na]
        return missing_languages(texts, languages) + self._point_problems() + self._bin_problems()

    def _classes(self, labels: Sequence[Label]) -> tuple[Class, ...]:
        """Low, middle and high (R7); a recommendation scale has its own three."""
        if len(labels) <= CLASSES:
            return ()
        outer = (len(labels) + 1) // CLASSES
        cuts = (0, 7, 9, 11) if self.style == "nps" else (0, outer, len(labels) - outer, len(labels))
        return tuple(
            _class(number, labels[start:end])
            for number, (start, end) in enumerate(zip(cuts, cuts[1:], strict=False), 1)
        )

    def _labels(self) -> tuple[Label, ...]:
        """What is counted, "not applicable" apart."""
        if self.bins:
            return tuple((f"b{number}", {"en": span(*pair)}) for number, pair in enumerate(self.bins, 1))
        if len(self.points()) > MOST_COUNTED:
            return ()
        texts = self.labels if self.labels and len(self.labels) == len(self.points()) else None
        return tuple((str(p), texts[i] if texts else {"en": str(p)}) for i, p in enumerate(self.points()))

    def _point_problems(self) -> list[str]:
        number = len(self.points())
        checks = {
            "A scale needs at least two points.": number < 2,
            "The steps of the scale do not end at its greatest point.": (self.max - self.min) % self.step != 0,
            f"A scale of {number} points must be a slider.": number > MOST_COUNTED and self.style != "slider",
            f"The scale has {number} points but {len(self.labels or ())} labels.": self.labels is not None
            and len(self.labels) != number,
            "A recommendation scale goes from 0 to 10.": self.style == "nps"
            and (self.min, self.max, self.step) != (0, 10, 1),
        }
        return [sentence for sentence, is_so in checks.items() if is_so]

    def _bin_problems(self) -> list[str]:
        """Every point must fall in one bin, or its answers would count as none."""
        if not self.bins:
            return []
        if all(sum(low <= point <= high for low, high in self.bins) == 1 for point in self.points()):
            risen = all(low[1] < high[0] for low, high in zip(self.bins, self.bins[1:], strict=False))
            return [] if risen else ["The groups to count by must rise."]
        return ["Each point of the scale must fall into exactly one of the groups to count by."]

    def _off_the_scale(self) -> Problem:
        if self.step == 1:
            return Problem("Please choose a number from %(min)d to %(max)d.", min=self.min, max=self.max)
        return Problem(
            "Please choose a number from %(min)d to %(max)d in steps of %(step)d.",
            min=self.min,
            max=self.max,
            step=self.step,
        )


def _class(number: int, labels: Sequence[Label]) -> Class:
    """Neighbouring labels as one, called by its first and its last."""
    first, last = labels[0][1], labels[-1][1]
    text = first if len(labels) == 1 else {lang: f"{first[lang]} to {last.get(lang, '')}" for lang in first}
    return Class(f"c{number}", text, tuple(label for label, _ in labels))
