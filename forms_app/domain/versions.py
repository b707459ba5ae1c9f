"""When a form's questions may be replaced or its wording be corrected, and what a version says of itself."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from forms_app.domain.definitions import Definition, Schedule
from forms_app.domain.differences import differences, rewordings
from forms_app.domain.forms import Correction, Form, Version
from forms_app.domain.kept import fixed_problem
from forms_app.domain.polls import conversion_problem


def as_corrected(first: Version, steps: Sequence[tuple[date, Definition]]) -> Version:
    """The version as it is worded after these corrections, oldest first."""
    found = first
    for day, definition in steps:
        correction = Correction(day, tuple(rewordings(found.definition, definition)))
        found = replace(found, definition=definition, corrections=(*found.corrections, correction))
    return found


def corrections_to_json(version: Version) -> list[dict[str, Any]]:
    """Every corrected text with its day, as publications hold it."""
    return [
        {"day": one.day.isoformat(), "question": text.question, "was": dict(text.was), "now": dict(text.now)}
        for one in version.corrections
        for text in one.texts
    ]


def change_problem(form: Form, now: datetime) -> str | None:
    """Why nothing of a form may change any more, or yet; None where it may."""
    if form.version is None:
        return f"{form.slug} was never opened."
    if form.has_closed(now):
        return f"{form.slug} is closed; its questions stay as they are."
    return None


def at_home(given: Definition, opened: Definition) -> Definition:
    """A definition that names no zone, in the one the form was opened in, which the site may have given it."""
    if given.schedule is not None or opened.schedule is None or opened.schedule != Schedule(zone=opened.schedule.zone):
        return given
    return given.model_copy(update={"schedule": opened.schedule})


def replacement_problem(form: Form, old: Definition, new: Definition) -> str | None:
    """Why these questions may not replace those; None where they may."""
    if form.changes_at is not None:
        return f"A change of {form.slug} is scheduled already; take it back first (flask forms take-back {form.slug})."
    if old.id != new.id:
        return f"This is another form: its id is {new.id}, not {old.id}."
    if old.schedule != new.schedule:
        return (
            "Its opening, closing date and time zone must stay: visitors were told until when answers are kept. Put "
            "the version that is asked now into the draft, and change that."
        )
    if old.contest != new.contest or old.draws_prizes != new.draws_prizes:
        return "The rules of the prize draw stay as they were when the form opened."
    if problem := fixed_problem(old, new):
        return problem
    if old == new:
        return "Nothing differs from what is asked now."
    return conversion_problem(old, new, form.slug) or _poll_problem(old) or _widening_problem(old, new)


def _widening_problem(old: Definition, new: Definition) -> str | None:
    """Details that were given are found by their question: it may not come to serve more than people were told."""
    for question in old.details:
        later = new.by_id.get(question.id)
        if question.personal is None or later is None or later.personal is None:
            continue
        was, now = question.personal, later.personal
        shared = was.purpose.keys() & now.purpose.keys()
        if any(was.purpose[one] != now.purpose[one] for one in shared) or not set(now.seen_by) <= set(was.seen_by):
            return (
                f"What people gave under “{question.heading}” was for another purpose or other readers, and stays so. "
                "Remove this question and add a new one, which asks for the new purpose."
            )
    return None


def _poll_problem(old: Definition) -> str | None:
    return "A public poll asks the same question until it closes." if old.poll else None


def correction_problem(old: Definition, new: Definition) -> str | None:
    """Why this is no correction of the wording alone; None where it is."""
    found = differences(old, new)
    if found:
        lines = "\n".join(f"- {line}" for line in found)
        return f"More than the wording differs, so the questions must be replaced (flask forms replace):\n{lines}"
    return None if rewordings(old, new) else "Nothing differs from what is asked now."


def quotable_questions(wordings: Iterable[Definition]) -> set[str]:
    """Ids of the questions of which everybody who could answer them was told that their words may be quoted."""
    asked = [question for definition in wordings for question in definition.questions]
    silent = {question.id for question in asked if question.personal or not question.settings.may_be_quoted()}
    return {question.id for question in asked} - silent
