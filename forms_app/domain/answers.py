"""What was sent becomes values, or a problem for each question that needs another look."""

from collections.abc import Mapping, Sequence
from typing import Any

from forms_app.domain.definitions import Definition, Question
from forms_app.domain.errors import Problem, Refused

BODY_ALLOWANCE = 64 * 1024  # bytes for names, token and encoding
BYTES_SENT_PER_BYTE = 3  # a byte in a urlencoded body is %XX


def check(definition: Definition, raw: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Stored values by question id, unanswered questions absent; raises Refused with every problem."""
    values, problems = {}, {}
    for question in definition.questions:
        try:
            value = _check_one(question, raw.get(question.id, ()))
        except Problem as problem:
            problems[question.id] = problem
            continue
        if value is not None:
            values[question.id] = question.settings.store(value)
    if problems:
        raise Refused(problems)
    return values


def _check_one(question: Question, raw: Sequence[str]) -> Any:
    value = question.settings.check(raw)
    if value is None and question.required:
        raise Problem("Please answer this question; it is required.")
    return value


def body_limit(definition: Definition) -> int:
    """Bytes a sent page of this form may have."""
    return sum(q.settings.longest_bytes() for q in definition.questions) * BYTES_SENT_PER_BYTE + BODY_ALLOWANCE
