"""A ranking: a place for each item, or for some of them; no place twice."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar

from pydantic import Field

from forms_app.domain import bindings
from forms_app.domain.bindings import Binding
from forms_app.domain.canonical import canonical
from forms_app.domain.errors import Problem
from forms_app.domain.fields.chance import Dice, leaning
from forms_app.domain.fields.digits import plain_digits
from forms_app.domain.fields.kind import Kind, Table, split_parts
from forms_app.domain.fields.options import Option, option_problems
from forms_app.domain.texts import in_language


class Ranking(Kind):
    name: ClassVar[str] = "ranking"

    items: Annotated[tuple[Option, ...], Field(min_length=2, max_length=20)]

    def parts(self) -> list[str]:
        return [item.id for item in self.items]

    def check(self, raw: Sequence[str]) -> dict[str, int] | None:
        """The place of each item that has one, 1 the first."""
        own, given = split_parts(raw, self.parts())
        if any(text.strip() for text in own):
            raise self._no_place()
        return self._ensure_distinct({item: self._place(given[item]) for item in self.parts() if item in given}) or None

    def gap(self, value: Mapping[str, object]) -> Problem | None:
        return None if len(value) == len(self.items) else Problem("Please give everything a place; this is required.")

    def load(self, stored: object) -> dict[str, int]:
        items, places = self.parts(), range(1, len(self.items) + 1)
        if not isinstance(stored, dict) or not stored or not all(item in items for item in stored):
            raise self._no_place()
        if not all(type(place) is int and place in places for place in stored.values()):
            raise self._no_place()
        return self._ensure_distinct({item: stored[item] for item in items if item in stored})

    def columns(self) -> list[str]:
        return self.parts()

    def cells(self, value: Mapping[str, int]) -> list[str]:
        return [str(value.get(item, "")) for item in self.parts()]

    def said(self, value: Mapping[str, int], language: str) -> str:
        texts = {item.id: in_language(item.text, language) for item in self.items}
        return "; ".join(f"{place}. {texts[id_]}" for id_, place in sorted(value.items(), key=lambda one: one[1]))

    def tables(self) -> list[Table]:
        labels = tuple((str(place), {"en": str(place)}) for place in range(1, len(self.items) + 1))
        places = tuple(range(1, len(self.items) + 1))
        return [Table(item.id, item.text, labels, values=places, score="mean") for item in self.items]

    def binding(self, *, required: bool) -> Binding:
        return bindings.Ranking(complete=required)

    def tally(self, value: Mapping[str, int]) -> dict[str, str]:
        return {item: str(place) for item, place in value.items()}

    def sample(self, dice: Dice) -> dict[str, int]:
        left = self.parts()
        places = {left.pop(leaning(dice, len(left))): place for place in range(1, len(left) + 1)}
        return {item: places[item] for item in self.parts()}

    def longest_bytes(self) -> int:
        return len(canonical({item: place for place, item in enumerate(self.parts(), 1)}))

    def problems(self, languages: Sequence[str]) -> list[str]:
        return option_problems(self.items, languages)

    def _place(self, text: str) -> int:
        digits = plain_digits(text)
        if not digits.isdecimal() or not 1 <= int(digits) <= len(self.items):
            raise self._no_place()
        return int(digits)

    def _no_place(self) -> Problem:
        return Problem("Please give each answer a place from 1 to %(last)d, or leave it out.", last=len(self.items))

    def _ensure_distinct(self, places: dict[str, int]) -> dict[str, int]:
        for place, times in Counter(places.values()).items():
            if times > 1:
                raise Problem("Please give each place once only; place %(place)d was given again.", place=place)
        return places
