"""When a form's questions may be replaced or its wording be corrected, and what a version says of itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from forms_app.domain.definitions import Definition, Schedule
from forms_app.domain.differences import differences, rewordings
from forms_app.domain.forms import Correction, Form, Version
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
        return "Its opening, closing date and time zone must stay: visitors were told until when answers are kept."
    if old == new:
        return "Nothing differs from what is asked now."
    return conversion_problem(old, new, form.slug) or _poll_problem(old)


def _poll_problem(old: Definition) -> str | None:
    return "A public poll asks the same question until it closes." if old.poll else None


def correction_problem(old: Definition, new: Definition) -> str | None:
    """Why this is no correction of the wording alone; None where it is."""
    found = differences(old, new)
    if found:
        lines = "\n".join(f"- {line}" for line in found)
        return f"More than the wording differs, so the questions must be replaced (flask forms replace):\n{lines}"
    return None if rewordings(old, new) else "Nothing differs from what is asked now."
