"""How texts, numbers, days and details about a person are spoken; none of them is counted in the replay."""

from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from bench.replay.coded import CodedQuestion, Conversion, Field, ensure_room, room_of, typed

LONGEST_SHORT, LONGEST_LONG, LONGEST_ENTRY = 800, 3000, 400  # bytes that a form may allow
SHORTEST_LINK = 20  # bytes that a form must allow
MOST_DECIMALS = 6


def _text(most: int, *, least: int = 1, lines: bool = False) -> Conversion:
    def fields(question: CodedQuestion, answer: Any) -> list[Field]:
        text = ensure_room(typed(answer, lines=lines), most)
        return [(question.id, text)] if text else []

    def settings(question: CodedQuestion, answers: Sequence[Any]) -> dict[str, Any]:
        """Room for the longest answer and no more: every person's answers take the room of the longest."""
        return {"longest": max(least, _longest([typed(answer, lines=lines) for answer in answers], most))}

    return Conversion(fields, settings)


def _longest(texts: Sequence[str], most: int) -> int:
    return min(most, max([1, *map(room_of, texts)]))


def _list_fields(question: CodedQuestion, answer: Any) -> list[Field]:
    return [(question.id, ensure_room(typed(entry), LONGEST_ENTRY)) for entry in _entries(answer)]


def _entries(answer: Any) -> list[Any]:
    return answer if isinstance(answer, list) else [answer]


def _list_settings(question: CodedQuestion, answers: Sequence[Any]) -> dict[str, Any]:
    lists = [_entries(answer) for answer in answers]
    longest = _longest([typed(entry) for entries in lists for entry in entries], LONGEST_ENTRY)
    return {"entries": max([1, *map(len, lists)]), "longest": longest}


def _number(answer: Any) -> Decimal:
    try:
        number = Decimal(str(answer)).normalize()
    except InvalidOperation as error:
        raise ValueError(f"{answer!r} is not a number.") from error
    return number.quantize(Decimal(1)) if _decimals(number) == 0 else number


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _number_settings(question: CodedQuestion, answers: Sequence[Any]) -> dict[str, Any]:
    return {"decimals": min(MOST_DECIMALS, max([0, *(_decimals(_number(answer)) for answer in answers)]))}


def _as_is(question: CodedQuestion, answer: Any) -> list[Field]:
    return [(question.id, typed(answer))]


def _address_fields(question: CodedQuestion, answer: Any) -> list[Field]:
    lines = answer if isinstance(answer, dict) else {"line1": answer}
    return [(f"{question.id}.{part}", typed(line)) for part, line in lines.items()]


def _detail(fields: Callable[[CodedQuestion, Any], list[Field]]) -> Conversion:
    return Conversion(fields, is_personal=True)


SHORT_TEXT = _text(LONGEST_SHORT)
LONG_TEXT = _text(LONGEST_LONG, lines=True)
LINK = _text(LONGEST_SHORT, least=SHORTEST_LINK)
TEXT_LIST = Conversion(_list_fields, _list_settings)
NUMBER = Conversion(
    lambda question, answer: [(question.id, str(_number(answer)))],
    _number_settings,
    operand=lambda question, value: float(value) if _decimals(_number(value)) else int(value),
)
DAY_OR_TIME = Conversion(_as_is)
DETAIL_LINE = _detail(_as_is)
ADDRESS = _detail(_address_fields)
STATEMENT = Conversion(lambda question, answer: [], asks=False)
