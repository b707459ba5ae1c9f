"""A survey as the application takes it: form/1 with derived ids, and the fields a browser would send."""

import hashlib
import string
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.replay.breakdowns import breakdowns_of
from bench.replay.coded import LANGUAGE, CodedQuestion, Field
from bench.replay.conditions import condition_of, definition_of, is_shown, looked_at
from bench.replay.conversions import CONVERSIONS
from bench.replay.dataset import Dataset, DatasetProblem, Question, Visitor, distinct_labels

ID_LETTERS = string.digits + string.ascii_lowercase
ID_LENGTH = 6
DETAIL = {"purpose": {LANGUAGE: "to rehearse this survey"}, "delete_after": 1}


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
    asked = {question.kind for question in dataset.questions}
    missing = sorted(asked - set(kinds))
    untaught = sorted(asked & set(kinds) - set(CONVERSIONS))
    return [
        *[f"kinds {', '.join(missing)}"] * bool(missing),
        *[f"a conversion of {kind} in bench/replay/conversions.py" for kind in untaught],
        *[f"a condition on a detail of a person ({id_})" for id_ in _personal_looked_at(dataset)],
    ]


def _personal_looked_at(dataset: Dataset) -> list[str]:
    personal = {question.id for question in dataset.questions if _is_personal(question)}
    looked = [id_ for question in dataset.questions for id_ in looked_at(question.given.get("show_if"))]
    return sorted(personal & set(looked))


def code(dataset: Dataset) -> Coded:
    """The survey with ids; raises DatasetProblem naming the question or the line that cannot be asked or sent."""
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
    return tuple(_coded_question(dataset, question, ids[question.id]) for question in dataset.questions)


def _coded_question(dataset: Dataset, question: Question, id_: str) -> CodedQuestion:
    """The question as the form asks it: a detail may be left out, and so may what somebody answered in part."""
    is_whole, is_personal = CONVERSIONS[question.kind].is_whole, _is_personal(question)
    whole = all(is_whole(question, answer) for answer in _answers_to(question.id, dataset.visitors))
    return CodedQuestion(
        source=question,
        id=id_,
        option_ids=derived_ids(f"{dataset.name}/{question.id}", _labels(question)),
        required=question.required and whole and not is_personal,
        is_personal=is_personal,
    )


def _is_personal(question: Question) -> bool:
    conversion = CONVERSIONS.get(question.kind)
    return bool(question.given.get("personal")) or (conversion is not None and conversion.is_personal)


def _answers_to(question_id: str, visitors: Sequence[Visitor]) -> list[Any]:
    return [visitor.answers[question_id] for visitor in visitors if question_id in visitor.answers]


def _labels(question: Question) -> list[str]:
    """Everything of a question that answers name: options, rows and columns, items."""
    parts = [distinct_labels(question.given.get(part) or ()) for part in ("options", "rows", "columns", "items")]
    return list(dict.fromkeys(label for labels in parts for label in labels))


def _definition(dataset: Dataset, questions: Sequence[CodedQuestion]) -> dict[str, Any]:
    page_id = derived_ids(dataset.name, [""])[""]
    by_source = {question.source.id: question for question in questions}
    return {
        "format": "form/1",
        "id": derived_ids("form", [dataset.name])[dataset.name],
        "languages": [LANGUAGE],
        "title": {LANGUAGE: dataset.title},
        "breakdowns": [question.id for question in breakdowns_of(dataset, questions)],
        "pages": [{"id": page_id, "questions": [_question(q, dataset.visitors, by_source) for q in questions]}],
    }


def _question(
    question: CodedQuestion, visitors: Sequence[Visitor], by_source: Mapping[str, CodedQuestion]
) -> dict[str, Any]:
    source, tree = question.source, condition_of(question)
    return {
        "id": question.id,
        "kind": source.kind,
        "text": {LANGUAGE: source.text},
        "required": question.required,
        **({"personal": DETAIL} if question.is_personal else {}),
        **({"show_if": definition_of(tree, by_source)} if tree else {}),
        "settings": _settings(question, _answers_to(source.id, visitors)),
    }


def _settings(question: CodedQuestion, answers: Sequence[Any]) -> dict[str, Any]:
    try:
        return CONVERSIONS[question.source.kind].settings(question, answers)
    except (ValueError, KeyError) as error:
        raise DatasetProblem(f"Question {question.source.id} of form.json cannot be asked: {error}") from error


def _submission(visitor: Visitor, questions: Sequence[CodedQuestion]) -> Submission:
    """What the page of this visitor sends; details of a person too, which are volunteered."""
    by_source = {question.source.id: question for question in questions}
    fields: list[Field] = []
    seen: dict[str, Any] = {}
    for question in questions:
        name = question.source.id
        try:
            fields += _fields(question, visitor.answers.get(name), is_asked=is_shown(question, by_source, seen))
        except ValueError as error:
            raise DatasetProblem(f"Line {visitor.line} of responses.jsonl, question {name}: {error}") from error
        if name in visitor.answers:
            seen[name] = visitor.answers[name]
    return Submission(visitor.line, tuple(fields))


def _fields(question: CodedQuestion, answer: Any, *, is_asked: bool) -> list[Field]:
    if answer is not None and not is_asked:
        raise ValueError("it is answered, but its condition hides it.")
    fields = [] if answer is None else CONVERSIONS[question.source.kind].fields(question, answer)
    if question.required and is_asked and not fields:
        raise ValueError("a required question is left open.")
    return fields
