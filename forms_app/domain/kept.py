"""What is kept one by one where a form says so before its first question: read by staff, or as rows without names."""

from collections.abc import Iterator, Mapping
from typing import Any

from forms_app.domain.addresses import find_mailbox
from forms_app.domain.answers import Answers
from forms_app.domain.definitions import Definition

FIXED = "What is kept one by one, and until when, stays as it was when the form opened: visitors were told."


def keep_problems(definition: Definition) -> Iterator[str]:
    """Why this form may not keep submissions as it says, in plain sentences; nothing where it keeps none."""
    if definition.is_read and definition.gives_rows:
        yield "Choose one: staff read each submission, or researchers get rows without names."
    if definition.is_read:
        yield from _read_problems(definition)
    if definition.gives_rows:
        yield from _row_problems(definition)
    if definition.keep_days is not None and not (definition.is_read or definition.gives_rows):
        yield "It says how long submissions are kept (keep_days), but keeps none."


def _read_problems(definition: Definition) -> Iterator[str]:
    if definition.draws_prizes:
        yield "A form whose submissions staff read draws no prizes: an address in both would join entry and answers."
    if definition.receipt == "none" and not definition.kiosk:
        yield "With the receipt code people read the answer and erase what they sent: switch it on."
    for question in definition.details:
        if question.personal and question.personal.delete_after < definition.kept_days:
            yield (
                f"“{question.heading}” promises deletion after {question.personal.delete_after} days, but what is sent "
                f"is kept for {definition.kept_days}: choose the same for both."
            )


def _row_problems(definition: Definition) -> Iterator[str]:
    if definition.rhythm != "close":
        yield "Rows for researchers are made once, when the form closes: count its answers then and not before."
    if definition.audience == "employees":
        yield "Rows for researchers are not for employees: who knows them could recognise them."
    if not any(question.settings.tables() for question in definition.answered):
        yield "Rows for researchers hold what is counted, and nothing here is: ask for a choice, or take the rows away."


def fixed_problem(old: Definition, new: Definition) -> str | None:
    """Why this definition may not follow one that was opened; None where it may."""
    both = [(one.is_read, one.gives_rows, one.keep_days) for one in (old, new)]
    return None if both[0] == both[1] else FIXED


def lines_of(definition: Definition, given: Answers) -> list[tuple[str, str]]:
    """A submission as staff read it: each question that was answered, in the form's order, and its answer in words."""
    language, stored = definition.languages[0], _all(given)
    asked = [question for question in definition.questions if question.id in stored]
    return [(definition.name_of(q, language), q.settings.said(q.settings.load(stored[q.id]), language)) for q in asked]


def address_in(definition: Definition, given: Answers) -> str:
    """The first e-mail address that was left to be answered at; empty: none was."""
    found = (given.details.get(q.id) for q in definition.details if q.settings.name == "email")
    return next((find_mailbox(one) or "" for one in found if isinstance(one, str)), "")


def _all(given: Answers) -> Mapping[str, Any]:
    return given.counted | given.details | given.texts
