"""Public polls, the one announced exception to rounded figures: what a poll may be, and when it is exact."""

from collections.abc import Iterator

from forms_app.domain.definitions import Definition, Question

EXACT_FROM = 50  # votes; with fewer, numbers are rounded like those of every form


def is_exact(definition: Definition, people: int) -> bool:
    """Whether the numbers of so many people are printed as they are."""
    return definition.poll and people >= EXACT_FROM


def poll_problems(definition: Definition) -> Iterator[str]:
    """Why this public poll may not be opened, in plain sentences; nothing where it is none."""
    if not definition.poll:
        return
    if len(definition.questions) > 1:
        yield "A public poll asks one question; take the others away."
    for question in definition.questions:
        yield from _question_problems(question)
    yield from _setting_problems(definition)


def _question_problems(question: Question) -> Iterator[str]:
    if question.personal:
        yield f"“{question.heading}” is a personal detail; a public poll asks for none."
    if not question.settings.may_be_polled:
        yield f"“{question.heading}” is no single choice; a public poll asks nothing else."
    elif question.settings.may_hold_text():
        yield f"“{question.heading}” takes own words; a public poll takes none, so take “other” away."
    elif not question.required and not question.personal:
        yield f"“{question.heading}” may be left open; a vote is a choice, so make it required."


def _setting_problems(definition: Definition) -> Iterator[str]:
    if definition.audience == "employees":
        yield "A public poll is not for employees: its exact numbers could show how each of them voted."
    if definition.schedule is None or definition.schedule.closes is None:
        yield "A public poll needs a closing time, which is fixed once it is open."
    if definition.rhythm != "close":
        yield "A public poll is counted once, when it closes; it has no other rhythm."
    if definition.breakdowns:
        yield "A public poll has no groups to compare."
    if definition.receipt != "none":
        yield "A public poll gives no receipt codes: votes cannot be withdrawn, so set “receipt” to “none”."
    for switch in definition.switches:
        if switch != "count":
            yield f"A public poll is counted and nothing else; take the switch “{switch}” away."


def moving_problem(definition: Definition, slug: str) -> str | None:
    """Why the form's close may be moved by nobody, neither earlier nor later; None where it may."""
    is_fixed = definition.poll or definition.draws_prizes
    if not is_fixed or definition.schedule is None or definition.schedule.closes is None:
        return None
    shown = f"{definition.schedule.closes:%Y-%m-%d %H:%M}, {definition.schedule.zone}"
    if definition.draws_prizes:
        return f"{slug} has a prize draw: it closes when its rules say ({shown}), neither earlier nor later."
    return f"{slug} is a public poll: it closes when voters were told it does ({shown}), neither earlier nor later."


def conversion_problem(opened: Definition, given: Definition, slug: str) -> str | None:
    """Why this definition may not follow one that was opened: voters were told which of the two it is."""
    if opened.poll == given.poll:
        return None
    if opened.poll:
        return f"{slug} was opened as a public poll and stays one; import the new form under another link name."
    return f"{slug} was opened with rounded numbers and never becomes a public poll; choose another link name for one."
