"""Multiple choice: any options of a list, in the form's order, and own words beside "other"."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, ClassVar

from pydantic import Field

from forms_app.domain.bindings import Binding, Options
from forms_app.domain.canonical import canonical
from forms_app.domain.errors import Problem
from forms_app.domain.fields.chance import INVENTED, Dice, leaning
from forms_app.domain.fields.free_text import ROOM_FOR_OWN_WORDS, read_line
from forms_app.domain.fields.kind import CONTENT, Kind, Table, split_parts
from forms_app.domain.fields.options import OTHER, OTHER_TEXT, Option, find_text, operand_problem, option_problems
from forms_app.domain.texts import Id, Text, in_language

CHOSEN = "chosen"
ALONE = 10  # of so many invented people one chooses the option that stands alone
Value = Mapping[str, Any]  # {"chosen": ids, "other": words where given}


class MultiChoice(Kind):
    name: ClassVar[str] = "multi_choice"
    rivals: ClassVar[bool] = True
    operators: ClassVar[tuple[str, ...]] = ("=", *CONTENT)

    options: Annotated[tuple[Option, ...], Field(min_length=1, max_length=1500)]
    other: bool = False
    min_chosen: Annotated[int, Field(ge=0)] = 0
    max_chosen: Annotated[int, Field(ge=1)] | None = None
    none_of_these: Id | None = None  # the option that stands alone

    def parts(self) -> list[str]:
        return [OTHER] if self.other else []

    def check(self, raw: Sequence[str]) -> Value | None:
        own, given = split_parts(raw, self.parts())
        chosen = {text.strip() for text in own} - {""}
        words = read_line(given.get(OTHER, ""), ROOM_FOR_OWN_WORDS)
        if not chosen and words is None:
            return None
        self._ensure_offered(chosen)
        if OTHER in chosen and words is None:
            raise Problem("Please say what the other answer is.")
        ids = tuple(id_ for id_ in self._ids() if id_ in chosen)
        self._ensure_number(ids, len(ids) + (words is not None))
        return {CHOSEN: ids} if words is None else {CHOSEN: ids, OTHER: words}

    def store(self, value: Value) -> dict[str, Any]:
        return {**value, CHOSEN: list(value[CHOSEN])}

    def load(self, stored: object) -> Value:
        ids = stored.get(CHOSEN) if isinstance(stored, dict) else None
        words = stored.get(OTHER, "") if isinstance(stored, dict) else None
        if isinstance(ids, list) and isinstance(words, str) and all(isinstance(id_, str) for id_ in ids):
            value = self.check([*ids, f"{OTHER}={words}"] if words else ids)
            if value is not None and self.store(value) == stored:
                return value
        raise Problem("Please choose among the answers offered.")

    def columns(self) -> list[str]:
        return self._ids() + self.parts()

    def cells(self, value: Value) -> list[str]:
        chosen = set(value[CHOSEN])
        words = [value.get(OTHER, "")] if self.other else []
        return [id_ if id_ in chosen else "" for id_ in self._ids()] + words

    def said(self, value: Value, language: str) -> str:
        chosen = [in_language(option.text, language) for option in self.options if option.id in value[CHOSEN]]
        return ", ".join([*chosen, *self.texts(value)])

    def tables(self) -> list[Table]:
        """One per option: an option says nothing of the others."""
        other = [(OTHER, OTHER_TEXT)] if self.other else []
        rows = [(option.id, option.text) for option in self.options] + other
        return [Table(id_, text, ((CHOSEN, text),)) for id_, text in rows]

    def binding(self, *, required: bool) -> Binding:
        ids = self._ids()
        alone = ids.index(self.none_of_these) if self.none_of_these in ids else None
        least = max(1, self.min_chosen) if required else 0
        return Options(least, self.max_chosen or len(ids) + self.other, alone)

    def labels_meeting(self, operator: str, operand: Any) -> tuple[str, frozenset[str | None]] | None:
        """Each option has a table of its own; whether anything was chosen, no table tells."""
        return (operand, frozenset([CHOSEN])) if operator in self.operators else None

    def tally(self, value: Value) -> dict[str, str]:
        return dict.fromkeys(self._all_chosen(value), CHOSEN)

    def texts(self, value: Value) -> list[str]:
        return [value[OTHER]] if OTHER in value else []

    def may_hold_text(self) -> bool:
        return self.other

    def meets(self, value: Value, operator: str, operand: Any) -> bool:
        return operator in self.operators and operand in self._all_chosen(value)

    def operand_words(self, operand: Any) -> Text | None:
        return OTHER_TEXT if operand == OTHER else find_text(self.options, operand)

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        return operand_problem(operand, self._ids() + self.parts())

    def sample(self, dice: Dice) -> Value:
        offered = [id_ for id_ in self._ids() + self.parts() if id_ != self.none_of_these]
        if self.none_of_these in self._ids() and (not offered or dice(ALONE) == 0):
            return {CHOSEN: (self.none_of_these,)}
        least, most = max(1, self.min_chosen), min(self.max_chosen or len(offered), len(offered))
        picked: set[str] = set()
        for _ in range(least + leaning(dice, most - least + 1)):
            picked.add([id_ for id_ in offered if id_ not in picked][leaning(dice, len(offered) - len(picked))])
        ids = tuple(id_ for id_ in self._ids() if id_ in picked)
        return {CHOSEN: ids, OTHER: INVENTED} if OTHER in picked else {CHOSEN: ids}

    def longest_bytes(self) -> int:
        beside = [id_ for id_ in self._ids() if id_ != self.none_of_these] or self._ids()
        most = self.max_chosen or len(beside) + 1
        ids = len(canonical({CHOSEN: beside[:most]}))
        if not self.other:
            return ids
        return max(ids, len(canonical({CHOSEN: beside[: most - 1], OTHER: ""})) + ROOM_FOR_OWN_WORDS)

    def problems(self, languages: Sequence[str]) -> list[str]:
        found = option_problems(self.options, languages)
        if self.none_of_these is not None and self.none_of_these not in self._ids():
            found.append(f"The answer that stands alone, {self.none_of_these}, is not among the options.")
        return found + self._number_problems()

    def _number_problems(self) -> list[str]:
        """Numbers of choices that nobody could make."""
        offered = len(self.options) + self.other - (self.none_of_these in self._ids())
        least, most = self.min_chosen, self.max_chosen or 0
        found = []
        if max(least, most) > offered:
            found.append(f"{max(least, most)} answers are asked for, but only {offered} can be chosen together.")
        if self.max_chosen is not None and least > most:
            found.append(f"At least {least} and at most {most} answers cannot be chosen.")
        return found

    def _ids(self) -> list[str]:
        return [option.id for option in self.options]

    def _all_chosen(self, value: Value) -> tuple[str, ...]:
        return (*value[CHOSEN], OTHER) if OTHER in value else tuple(value[CHOSEN])

    def _ensure_offered(self, chosen: Iterable[str]) -> None:
        if set(chosen) - set(self._ids() + self.parts()):
            raise Problem("Please choose among the answers offered.")

    def _ensure_number(self, ids: Sequence[str], number: int) -> None:
        if self.none_of_these in ids:
            if number > 1:
                raise Problem("One of these answers stands alone: please choose only that one, or only the others.")
        elif number < self.min_chosen:
            raise Problem("Please choose at least %(least)d.", least=self.min_chosen)
        elif self.max_chosen is not None and number > self.max_chosen:
            raise Problem("Please choose at most %(most)d.", most=self.max_chosen)
