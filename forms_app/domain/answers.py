"""What was sent becomes values, or a problem for each question that needs another look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from forms_app.domain.conditions import holds
from forms_app.domain.definitions import Definition, Question
from forms_app.domain.errors import Problem, Refused

BODY_ALLOWANCE = 64 * 1024  # bytes for names, token and encoding
BYTES_SENT_PER_BYTE = 3  # a byte in a urlencoded body is %XX

Sent = Mapping[str, Sequence[str]]  # texts by input name


@dataclass(frozen=True)
class Answers:
    """Stored values by question id; what is hidden or was not answered is absent."""

    counted: dict[str, Any]  # into the ballot
    details: dict[str, Any]  # about the person, kept apart
    texts: dict[str, Any] = field(default_factory=dict)  # own words to staff who read each submission


@dataclass
class Reading:
    """What was sent, read question by question: values, problems, and which questions are shown."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, Problem] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)


def check(definition: Definition, sent: Sent) -> Answers:
    """The answers of a whole form; raises Refused with every problem."""
    reading = read(definition, sent)
    if reading.problems:
        raise Refused(reading.problems)
    stored = {id_: definition.kinds[id_].store(value) for id_, value in reading.values.items()}
    counted, details = definition.answered_ids, {q.id for q in definition.details}
    return Answers(
        counted={id_: value for id_, value in stored.items() if id_ in counted},
        details={id_: value for id_, value in stored.items() if id_ in details},
        texts={id_: value for id_, value in stored.items() if id_ not in counted | details},
    )


def read(definition: Definition, sent: Sent) -> Reading:
    """Values and problems of what is shown; what the conditions hide is dropped unread."""
    reading = Reading()
    for page in definition.pages:
        if not holds(page.show_if, reading.values, definition.kinds):
            continue
        for question in page.questions:
            if holds(question.show_if, reading.values, definition.kinds):
                reading.shown.add(question.id)
                _read_one(question, sent, reading)
    return reading


def drop_hidden(definition: Definition, values: Mapping[str, Any]) -> tuple[set[str], dict[str, Any]]:
    """The questions these values show, and the values of those questions alone."""
    shown: set[str] = set()
    kept: dict[str, Any] = {}
    for question in definition.questions:
        if all(holds(condition, kept, definition.kinds) for condition in definition.conditions_of(question)):
            shown.add(question.id)
            if question.id in values:
                kept[question.id] = values[question.id]
    return shown, kept


def _read_one(question: Question, sent: Sent, reading: Reading) -> None:
    if not question.settings.asks:
        return
    try:
        value = question.settings.check(raw_of(question, sent))
        if question.required:
            _ensure_whole(question, value)
    except Problem as problem:
        reading.problems[question.id] = problem
        return
    if value is not None:
        reading.values[question.id] = value


def _ensure_whole(question: Question, value: Any) -> None:
    if value is None:
        raise Problem("Please answer this question; it is required.")
    if gap := question.settings.gap(value):
        raise gap


def raw_of(question: Question, sent: Sent) -> list[str]:
    """What the inputs of a question sent, in the shape of Kind.check: a part's text follows its name and "="."""
    raw: list[str] = []
    for name, part in question.input_names.items():
        texts = sent.get(name, ())
        raw += texts if part is None else [f"{part}={text}" for text in texts]
    return raw


def sent_of(definition: Definition, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """What the inputs of a page would send for these values, by input name."""
    sent: dict[str, list[str]] = {}
    for id_, value in values.items():
        for part, text in definition.kinds[id_].sent(value):
            sent.setdefault(f"{id_}.{part}" if part else id_, []).append(text)
    return sent


def body_limit(definition: Definition) -> int:
    """Bytes a sent page of this form may have."""
    longest = sum(q.settings.longest_bytes() for q in definition.questions if q.settings.asks)
    return longest * BYTES_SENT_PER_BYTE + BODY_ALLOWANCE
