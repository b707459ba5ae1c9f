"""How scales, matrices and rankings are spoken."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bench.replay.coded import CHOICE, LANGUAGE, CodedQuestion, Conversion, Field, Sheet
from bench.replay.dataset import Question

NA = "na"
NOT_APPLICABLE = "N/A"
MOST_POINTS = 11  # that are counted one by one; more must be a slider, counted in bins
BINS = 10
CLASSES = 3
NPS = "nps"


def _ends(question: CodedQuestion) -> tuple[int, int]:
    return int(question.source.given["min"]), int(question.source.given["max"])


def _bins(question: CodedQuestion) -> list[list[int]]:
    """Ranges of equal width for a slider; empty where every point is counted."""
    low, high = _ends(question)
    points = high - low + 1
    if points <= MOST_POINTS:
        return []
    width = -(-points // BINS)
    return [[start, min(start + width - 1, high)] for start in range(low, high + 1, width)]


def _not_applicable(question: CodedQuestion) -> str | None:
    """What the survey calls it where it is offered: the option that is no number."""
    if not question.source.given.get("na_option"):
        return None
    return next((label for label in question.labels("options") if not _is_number(label)), NOT_APPLICABLE)


def _is_number(label: str) -> bool:
    return label.removeprefix("-").isdecimal()


def _point(question: CodedQuestion, answer: Any) -> int | str:
    if str(answer) == _not_applicable(question):
        return NA
    low, high = _ends(question)
    written = str(answer).removesuffix(".0")
    if not _is_number(written) or not low <= int(written) <= high:
        raise ValueError(f"{answer!r} is not on the scale.")
    return int(written)


def _scale_settings(question: CodedQuestion, answers: Sequence[Any]) -> dict[str, Any]:
    low, high = _ends(question)
    bins, na = _bins(question), _not_applicable(question)
    style = question.source.given.get("style")
    shape = {"style": "slider", "bins": bins} if bins else {"style": style} if style else {}
    return {"min": low, "max": high} | shape | ({"na": {LANGUAGE: na}} if na else {})


def _scale_sheets(question: CodedQuestion) -> list[Sheet]:
    low, high = _ends(question)
    bins, na = _bins(question), _not_applicable(question)
    ranges = {f"b{number}": f"{first}-{last}" for number, (first, last) in enumerate(bins, 1)}
    counted = ranges or {str(point): str(point) for point in range(low, high + 1)}
    style = question.source.given.get("style")
    return [
        Sheet(
            CHOICE,
            None,
            counted | ({NA: na} if na else {}),
            values={} if bins else {point: int(point) for point in counted},
            score=None if bins else NPS if style == NPS else "mean",
            classes=_classes(list(counted), style),
        )
    ]


def _classes(labels: Sequence[str], style: str | None) -> dict[str, Sequence[str]]:
    """Low, middle and high, the outer two of equal width; a recommendation scale has its own."""
    if len(labels) <= CLASSES:
        return {}
    outer = (len(labels) + 1) // CLASSES
    first, second = (7, 9) if style == NPS else (outer, len(labels) - outer)
    return {"c1": labels[:first], "c2": labels[first:second], "c3": labels[second:]}


def _scale_labels(question: CodedQuestion, answer: Any) -> dict[str, str]:
    point, bins = _point(question, answer), _bins(question)
    if point == NA or not bins:
        return {CHOICE: str(point)}
    return {CHOICE: next(f"b{i}" for i, (low, high) in enumerate(bins, 1) if low <= int(point) <= high)}


def _given(answer: Any) -> dict[str, Any]:
    """A matrix or ranking without what was left open."""
    if not isinstance(answer, Mapping):
        raise ValueError(f"{answer!r} says nothing by row or item.")
    return {part: value for part, value in answer.items() if value is not None}


def _matrix_settings(question: CodedQuestion, answers: Sequence[Any]) -> dict[str, Any]:
    return {part: question.named(part) for part in ("rows", "columns")}


def _matrix_labels(question: CodedQuestion, answer: Any) -> dict[str, str]:
    return {question.id_of(row): question.id_of(column) for row, column in _given(answer).items()}


def _matrix_sheets(question: CodedQuestion) -> list[Sheet]:
    return [Sheet(id_, row, question.ids("columns")) for id_, row in question.ids("rows").items()]


def _ranking_labels(question: CodedQuestion, answer: Any) -> dict[str, str]:
    places = {question.id_of(item): str(int(place)) for item, place in _given(answer).items()}
    if len(set(places.values())) < len(places):
        raise ValueError("two items share a place.")
    return places


def _ranking_sheets(question: CodedQuestion) -> list[Sheet]:
    places = {str(place): str(place) for place in range(1, len(question.labels("items")) + 1)}
    values = {place: int(place) for place in places}
    return [Sheet(id_, item, places, values=values, score="mean") for id_, item in question.ids("items").items()]


def _part_fields(question: CodedQuestion, labels: dict[str, str]) -> list[Field]:
    return [(f"{question.id}.{part}", label) for part, label in labels.items()]


def _is_whole(part: str) -> Callable[[Question, Any], bool]:
    def is_whole(source: Question, answer: Any) -> bool:
        return isinstance(answer, Mapping) and len(_given(answer)) == len(source.given[part])

    return is_whole


SCALE = Conversion(
    lambda question, answer: [(question.id, str(_point(question, answer)))],
    _scale_settings,
    operand=_point,
    sheets=_scale_sheets,
    labels=_scale_labels,
    covers=True,
)
MATRIX = Conversion(
    lambda question, answer: _part_fields(question, _matrix_labels(question, answer)),
    _matrix_settings,
    sheets=_matrix_sheets,
    labels=_matrix_labels,
    is_whole=_is_whole("rows"),
    covers=True,
)
RANKING = Conversion(
    lambda question, answer: _part_fields(question, _ranking_labels(question, answer)),
    lambda question, answers: {"items": question.named("items")},
    sheets=_ranking_sheets,
    labels=_ranking_labels,
    is_whole=_is_whole("items"),
    covers=True,
)
