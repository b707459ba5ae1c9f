"""Details that visitors volunteered to a form that counts: who of the staff sees which, and from when."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from forms_app.domain.definitions import Definition, Question
from forms_app.domain.texts import in_language

SHOWN = 50  # people on a page


@dataclass(frozen=True)
class Given:
    """What one person left, as far as somebody may see it."""

    words: Mapping[str, str]  # by question, in the order of the form
    delete_on: date  # the last of its days


@dataclass(frozen=True)
class Seen:
    """The details of a form that somebody with some roles may see, by question."""

    title: str  # of the form
    questions: Mapping[str, Question]
    labels: Mapping[str, str]
    kept: Mapping[str, frozenset[int]]  # days after sending on which they go; versions may differ


def seen_by(roles: Collection[str], versions: Sequence[Definition]) -> Seen:
    """Of versions newest first; a question keeps its readers, or loses some, from version to version."""
    questions: dict[str, Question] = {}
    labels: dict[str, str] = {}
    kept: dict[str, frozenset[int]] = {}
    for definition in versions:
        for question in definition.details:
            if question.personal is None:
                continue
            kept[question.id] = kept.get(question.id, frozenset()) | {question.personal.delete_after}
            if question.id not in labels:
                labels[question.id] = definition.name_of(question, definition.languages[0])
                if set(question.personal.seen_by) & set(roles):
                    questions[question.id] = question
    title = in_language(versions[0].title, versions[0].languages[0]) if versions else ""
    return Seen(title, questions, labels, kept)


def may_be_of_today(seen: Seen, question_id: str, delete_on: date, today: date) -> bool:
    """What came today is shown tomorrow: else staff could see by it who is answering now.

    A row says when it goes and not when it came, so every version's term is tried.
    """
    return any(delete_on - timedelta(days=days) == today for days in seen.kept[question_id])


def words_of(question: Question, stored: Any) -> str:
    kind = question.settings
    return ", ".join(cell for cell in kind.cells(kind.load(stored)) if cell)
