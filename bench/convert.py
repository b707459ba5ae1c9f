"""A survey as the application takes it: form/1 with derived ids, and the fields a browser would send."""

import hashlib
import string
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.dataset import Dataset, DatasetProblem, Question, Visitor, shown_label

LANGUAGE = "en"
ID_LETTERS = string.digits + string.ascii_lowercase
ID_LENGTH = 6
LONGEST_TEXT = 800  # characters, form-1.schema.json

Field = tuple[str, str]  # name and value of one input
Settings = Callable[["CodedQuestion", Sequence[Any]], dict[str, Any]]  # the question, all answers to it
Values = Callable[["CodedQuestion", Any], list[str]]  # the question, one answer; ValueError with the reason


@dataclass(frozen=True)
class Conversion:
    """How the replay speaks one kind of question."""

    settings: Settings
    values: Values


@dataclass(frozen=True)
class CodedQuestion:
    source: Question
    id: str
    option_ids: Mapping[str, str]  # by label


@dataclass(frozen=True)
class Submission:
    line: int  # in responses.jsonl
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Coded:
    """A survey whose questions and options bear the application's ids."""

    definition: dict[str, Any]  # form/1
    questions: tuple[CodedQuestion, ...]
    submissions: tuple[Submission, ...]


def obstacles(dataset: Dataset, kinds: Collection[str]) -> list[str]:
    """What the application, which has these kinds, lacks for this survey; empty when it can be replayed."""
    return _kind_obstacles(dataset, kinds) + [
        f"{what} ({', '.join(ids)})"
        for key, what in (
            ("show_if", "questions shown on a condition"),
            ("personal", "personal questions"),
            ("allow_other", "options in the visitor's own words"),
        )
        if (ids := [question.id for question in dataset.questions if question.given.get(key)])
    ]


def _kind_obstacles(dataset: Dataset, kinds: Collection[str]) -> list[str]:
    asked = {question.kind for question in dataset.questions}
    missing = sorted(asked - set(kinds))
    untaught = sorted(asked & set(kinds) - set(CONVERSIONS))
    return [f"kinds {', '.join(missing)}"] * bool(missing) + [
        f"a conversion of {kind} in bench/convert.py" for kind in untaught
    ]


def code(dataset: Dataset) -> Coded:
    """The survey with ids; raises DatasetProblem naming the line of an answer that cannot be sent."""
    questions = _coded_questions(dataset)
    return Coded(
        definition=_definition(dataset, questions),
        questions=questions,
        submissions=tuple(_submission(visitor, questions) for visitor in dataset.visitors),
    )


def derived_ids(scope: str, names: Iterable[str]) -> dict[str, str]:
    """An id of six letters and digits for each name: the same every time, never one twice."""
    ids: dict[str, str] = {}
    for name in names:
        attempt = 0
        while (id_ := _derived_id(scope, name, str(attempt))) in ids.values():
            attempt += 1
        ids[name] = id_
    return ids


def _derived_id(*parts: str) -> str:
    number = int.from_bytes(hashlib.sha256("\0".join(parts).encode()).digest())
    letters = []
    for _ in range(ID_LENGTH):
        number, place = divmod(number, len(ID_LETTERS))
        letters.append(ID_LETTERS[place])
    return "".join(letters)


def _coded_questions(dataset: Dataset) -> tuple[CodedQuestion, ...]:
    ids = derived_ids(dataset.name, ["", *(question.id for question in dataset.questions)])  # "" is the page's
    return tuple(
        CodedQuestion(question, ids[question.id], derived_ids(f"{dataset.name}/{question.id}", question.labels))
        for question in dataset.questions
    )


def _definition(dataset: Dataset, questions: Sequence[CodedQuestion]) -> dict[str, Any]:
    page_id = derived_ids(dataset.name, [""])[""]
    return {
        "format": "form/1",
        "id": derived_ids("form", [dataset.name])[dataset.name],
        "languages": [LANGUAGE],
        "title": {LANGUAGE: dataset.title},
        "pages": [{"id": page_id, "questions": [_question(question, dataset.visitors) for question in questions]}],
    }


def _question(question: CodedQuestion, visitors: Sequence[Visitor]) -> dict[str, Any]:
    source = question.source
    answers = [visitor.answers[source.id] for visitor in visitors if source.id in visitor.answers]
    return {
        "id": question.id,
        "kind": source.kind,
        "text": {LANGUAGE: source.text},
        "required": source.required,
        "settings": CONVERSIONS[source.kind].settings(question, answers),
    }


def _submission(visitor: Visitor, questions: Sequence[CodedQuestion]) -> Submission:
    fields: list[Field] = []
    for question in questions:
        try:
            fields += [(question.id, value) for value in _values(question, visitor.answers)]
        except ValueError as error:
            where = f"Line {visitor.line} of responses.jsonl, question {question.source.id}"
            raise DatasetProblem(f"{where}: {error}") from error
    return Submission(visitor.line, tuple(fields))


def _values(question: CodedQuestion, answers: Mapping[str, Any]) -> list[str]:
    if question.source.id in answers:
        return CONVERSIONS[question.source.kind].values(question, answers[question.source.id])
    if question.source.required:
        raise ValueError("a required question is left open.")
    return []


def _choice_settings(question: CodedQuestion, answers: Sequence[Any]) -> dict[str, Any]:
    labels = question.source.labels
    return {
        "options": [
            {"id": question.option_ids[label], "text": {LANGUAGE: shown_label(label, labels)}} for label in labels
        ]
    }


def _choice_values(question: CodedQuestion, answer: Any) -> list[str]:
    if not isinstance(answer, str) or answer not in question.option_ids:
        raise ValueError(f"{answer!r} is not among the options.")
    return [question.option_ids[answer]]


def _text_settings(question: CodedQuestion, answers: Sequence[Any]) -> dict[str, Any]:
    return {"longest": min(LONGEST_TEXT, max([1, *(len(str(answer)) for answer in answers)]))}


def _text_values(question: CodedQuestion, answer: Any) -> list[str]:
    text = str(answer)
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"the text has {len(text)} characters, more than {LONGEST_TEXT}.")
    return [text]


CONVERSIONS: dict[str, Conversion] = {
    "single_choice": Conversion(_choice_settings, _choice_values),
    "short_text": Conversion(_text_settings, _text_values),
}
