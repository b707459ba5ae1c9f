"""What a kind's settings are made of, read from its declaration, so that a new kind can be edited at once."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cache
from itertools import chain, repeat
from math import isfinite
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from forms_app.domain.fields.kind import Kind
from forms_app.domain.fields.options import Option
from forms_app.domain.texts import Id

Shape = Literal["text", "texts", "options", "option", "yes or no", "one of", "number", "word", "values", "spans"]
THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+")  # where a comma is not surely that of a fraction


@dataclass(frozen=True)
class Setting:
    name: str  # its key in form/1
    shape: Shape
    offered: tuple[str, ...] = ()  # of "one of"
    usual: Any = None  # what holds where nothing is said
    needed: bool = False


@cache
def settings_of(kind: type[Kind]) -> tuple[Setting, ...]:
    """In the order they are declared."""
    return tuple(_setting(field.alias or name, field) for name, field in kind.model_fields.items())


def _setting(name: str, field: FieldInfo) -> Setting:
    bare = _without_none(field.annotation)
    offered = tuple(get_args(_plain(bare))) if get_origin(_plain(bare)) is Literal else ()
    usual = None if field.is_required() else field.default
    return Setting(name, _shape(bare), offered, usual, field.is_required())


def _shape(annotation: Any) -> Shape:
    if annotation == Id:
        return "option"  # the only ids in settings are those of options
    plain = _plain(annotation)
    if get_origin(plain) is tuple:
        return _list_shape(get_args(plain)[0])
    if get_origin(plain) is dict:
        return "text"
    if get_origin(plain) is Literal:
        return "one of"
    shapes: dict[Any, Shape] = {bool: "yes or no", int: "number", Decimal: "number"}
    return shapes.get(plain, "word")


def _list_shape(item: Any) -> Shape:
    plain = _plain(item)
    if plain is Option:
        return "options"
    shapes: dict[Any, Shape] = {dict: "texts", tuple: "spans"}
    return shapes.get(get_origin(plain), "values")


def _plain(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in (Union, UnionType):
        return next(inner for inner in get_args(annotation) if inner is not type(None))
    return annotation


def show(setting: Setting, held: Any, language: str) -> Any:
    """A setting as inputs show it: a text, lines of a text, or whether a box is ticked."""
    if setting.shape == "yes or no":
        return bool(setting.usual if held is None else held)
    if held is None:
        held = setting.usual
    if held is None:
        return ""
    if setting.shape == "text":
        return held.get(language, "") if isinstance(held, Mapping) else str(held)
    if isinstance(held, list | tuple):
        return "\n".join(_line(item, language) for item in held)
    return str(held)


def _line(item: Any, language: str) -> str:
    if isinstance(item, Mapping):
        text = item.get("text", {}) if "id" in item else item
        return str(text.get(language, ""))
    if isinstance(item, list | tuple):
        return " to ".join(str(end) for end in item)
    return str(item)


def read(setting: Setting, typed: str, held: Any, language: str, fresh: Callable[[], str]) -> Any:
    """What an input sent as form/1 holds it, None for nothing; what cannot be read stays as it was typed."""
    text = typed.strip()
    if setting.shape == "yes or no":
        return bool(text)
    if setting.shape == "text":
        return set_text(held if held is not None else setting.usual, text, language)
    if setting.shape == "options":
        return _options(typed, held or [], language, fresh) or None
    if setting.shape == "texts":
        return _texts(typed, held or [], language) or None
    lines = _lines(typed)
    if setting.shape == "values":
        return [_number(line) for line in lines] or None
    if setting.shape == "spans":
        return [_span(line) for line in lines] or None
    return _number(text) if setting.shape == "number" and text else text or None


def set_text(held: Any, words: str, language: str) -> dict[str, str] | None:
    """A map by language with these words, in the order it had; without the language where there are none."""
    text = {key: value for key, value in (held or {}).items() if key != language} if isinstance(held, Mapping) else {}
    return ({**(held or {}), language: words} if words else text) or None


def _lines(typed: str) -> list[str]:
    return [line.strip() for line in typed.splitlines() if line.strip()]


def _number(line: str) -> Any:
    """As a number; what is none, has no end, or may be thousands as well as a fraction, stays as it was typed."""
    if THOUSANDS.fullmatch(line):
        return line
    for read_as in (int, float):
        try:
            number = read_as(line.replace(",", "."))
        except ValueError:
            continue
        return number if read_as is int or isfinite(number) else line
    return line


def _span(line: str) -> Any:
    """1 to 3, as two numbers."""
    ends = line.split(" to ") if " to " in line else line.split()
    return [_number(end.strip()) for end in ends] if len(ends) == 2 else line


def _texts(typed: str, held: Sequence[Mapping[str, str]], language: str) -> list[dict[str, str]]:
    beside: Iterator[Mapping[str, str]] = chain(held, repeat({}))
    return [{**text, language: line} for line, text in zip(_lines(typed), beside, strict=False)]


def _options(
    typed: str, held: Sequence[Mapping[str, Any]], language: str, fresh: Callable[[], str]
) -> list[dict[str, Any]]:
    """One option a line; one that was there keeps its id, also reworded in its place or moved."""
    lines = _lines(typed)
    kept = _kept(lines, [_line(option, language) for option in held])
    made = []
    for number, line in enumerate(lines):
        was = held[kept[number]] if number in kept else {"id": fresh(), "text": {}}
        made.append({"id": was["id"], "text": set_text(was["text"], line, language)})
    return made


def _kept(lines: Sequence[str], before: Sequence[str]) -> dict[int, int]:
    """Which line is which of those before: the same words first, then as many in the same place."""
    places: dict[str, list[int]] = {}
    for place, text in enumerate(before):
        places.setdefault(text, []).append(place)
    kept = {number: places[line].pop(0) for number, line in enumerate(lines) if places.get(line)}
    used = set(kept.values())
    if not _is_tame(before, lines):
        return kept
    for tag, low, high, first, last in SequenceMatcher(None, before, lines, autojunk=False).get_opcodes():
        if tag == "replace" and high - low == last - first:
            for place, number in zip(range(low, high), range(first, last), strict=True):
                if number not in kept and place not in used:
                    kept[number] = place
    return kept


MOST_COMPARED, MOST_PAIRS = 1_500, 5_000  # lines, and equal lines across: the time grows with their squares


def _is_tame(before: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether two lists are compared in a moment; else only equal lines are taken for the same."""
    if max(len(before), len(lines)) > MOST_COMPARED:
        return False
    times = Counter(before)
    return sum(times[line] for line in lines) <= MOST_PAIRS


def carry_over(settings: Mapping[str, Any], old: type[Kind], new: type[Kind]) -> dict[str, Any]:
    """Settings of one kind as another can have them: lists of options whatever they are called, and equal names."""
    shapes = {setting.name: setting for setting in settings_of(old)}
    listed = [settings[one.name] for one in settings_of(old) if one.shape == "options" and settings.get(one.name)]
    carried: dict[str, Any] = {}
    for setting in settings_of(new):
        if setting.shape == "options" and listed:
            carried[setting.name] = listed.pop(0)
        elif setting.name in settings and _fits(shapes.get(setting.name), setting, settings[setting.name]):
            carried[setting.name] = settings[setting.name]
    return carried


def _fits(was: Setting | None, setting: Setting, held: Any) -> bool:
    same = was is not None and was.shape == setting.shape
    return same and (setting.shape != "one of" or held in setting.offered)


def with_new_ids(question: dict[str, Any], fresh: Callable[[], str]) -> dict[str, Any]:
    """The question with options of other ids; a setting that names one of them follows."""
    settings = dict(question.get("settings", {}))
    renamed: dict[str, str] = {}
    for name, value in settings.items():
        if isinstance(value, list) and value and isinstance(value[0], dict) and "id" in value[0]:
            renamed |= {option["id"]: fresh() for option in value}
            settings[name] = [{**option, "id": renamed[option["id"]]} for option in value]
    settings = {
        name: renamed.get(value, value) if isinstance(value, str) else value for name, value in settings.items()
    }
    return {**question, "settings": settings}
