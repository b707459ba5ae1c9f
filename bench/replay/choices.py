"""How choices are spoken: one option, several, yes or no, a tick."""

from collections.abc import Sequence
from typing import Any

from bench.replay.coded import CHOICE, LANGUAGE, OTHER, CodedQuestion, Conversion, Field, Sheet, ensure_room, typed

CHOSEN = "chosen"
LONGEST_OTHER = 160  # bytes of own words beside the options
YES, NO = "Yes", "No"


def _settings(question: CodedQuestion, answers: Sequence[Any]) -> dict[str, Any]:
    return {"options": question.named("options")} | ({"other": True} if question.allows_other else {})


def _id(question: CodedQuestion, label: Any) -> str:
    """The option's id; anything that is not offered is somebody's own words, where those are allowed."""
    return OTHER if question.allows_other and str(label) not in question.option_ids else question.id_of(label)


def _own_words(question: CodedQuestion, words: str) -> list[Field]:
    return [(question.id, OTHER), (f"{question.id}.{OTHER}", ensure_room(typed(words), LONGEST_OTHER))]


def _rows(question: CodedQuestion) -> dict[str, str]:
    return question.ids("options") | ({OTHER: "Other"} if question.allows_other else {})


def _single_fields(question: CodedQuestion, answer: Any) -> list[Field]:
    chosen = _id(question, answer)
    return _own_words(question, answer) if chosen == OTHER else [(question.id, chosen)]


def _single_sheets(question: CodedQuestion) -> list[Sheet]:
    return [Sheet(CHOICE, None, _rows(question))]


def _single_labels(question: CodedQuestion, answer: Any) -> dict[str, str]:
    return {CHOICE: _id(question, answer)}


def _multi_fields(question: CodedQuestion, answer: Any) -> list[Field]:
    """A page has one input for own words, however many an answer names."""
    chosen = [(label, _id(question, label)) for label in _listed(answer)]
    own = [str(label) for label, id_ in chosen if id_ == OTHER]
    fields = [(question.id, id_) for _, id_ in chosen if id_ != OTHER]
    return fields + (_own_words(question, "; ".join(own)) if own else [])


def _multi_sheets(question: CodedQuestion) -> list[Sheet]:
    return [Sheet(id_, label, {CHOSEN: label}, has_no_answer=False) for id_, label in _rows(question).items()]


def _multi_labels(question: CodedQuestion, answer: Any) -> dict[str, str]:
    return {_id(question, label): CHOSEN for label in _listed(answer)}


def _multi_operand(question: CodedQuestion, value: Any) -> Any:
    return [_id(question, label) for label in value] if isinstance(value, list) else _id(question, value)


def _listed(answer: Any) -> list[Any]:
    return answer if isinstance(answer, list) else [answer]


def _yes_no_words(question: CodedQuestion) -> tuple[str, str]:
    """The words for yes and no, whichever the survey names first."""
    given = question.labels("options") or (YES, NO)
    if len(given) != 2:
        raise ValueError(f"a question of yes or no has {len(given)} options.")
    first, second = given
    return (second, first) if second.casefold() == YES.casefold() else (first, second)


def _yes_no_settings(question: CodedQuestion, answers: Sequence[Any]) -> dict[str, Any]:
    yes, no = _yes_no_words(question)
    return {"yes": {LANGUAGE: yes}, "no": {LANGUAGE: no}}


def _is_yes(question: CodedQuestion, answer: Any) -> bool:
    yes, no = _yes_no_words(question)
    means = {yes: True, no: False, "True": True, "False": False}
    if str(answer) not in means:
        raise ValueError(f"{answer!r} is not among the options.")
    return means[str(answer)]


def _yes_no(question: CodedQuestion, answer: Any) -> str:
    return "yes" if _is_yes(question, answer) else "no"


def _yes_no_sheets(question: CodedQuestion) -> list[Sheet]:
    yes, no = _yes_no_words(question)
    return [Sheet(CHOICE, None, {"yes": yes, "no": no})]


def _consent_fields(question: CodedQuestion, answer: Any) -> list[Field]:
    return [(question.id, "yes")] if _is_ticked(answer) else []


def _is_ticked(answer: Any) -> bool:
    return bool(answer) and str(answer).casefold() not in ("no", "false")


SINGLE_CHOICE = Conversion(
    _single_fields, _settings, operand=_id, sheets=_single_sheets, labels=_single_labels, covers=True
)
MULTI_CHOICE = Conversion(_multi_fields, _settings, operand=_multi_operand, sheets=_multi_sheets, labels=_multi_labels)
YES_NO = Conversion(
    lambda question, answer: [(question.id, _yes_no(question, answer))],
    _yes_no_settings,
    operand=_is_yes,
    sheets=_yes_no_sheets,
    labels=lambda question, answer: {CHOICE: _yes_no(question, answer)},
    covers=True,
)
CONSENT = Conversion(
    _consent_fields,
    lambda question, answers: {"label": {LANGUAGE: question.source.text}},
    operand=lambda question, value: _is_ticked(value),
    sheets=lambda question: [Sheet(CHOICE, None, {"yes": question.source.text})],
    labels=lambda question, answer: {CHOICE: "yes"} if _is_ticked(answer) else {},
    covers=True,
)
