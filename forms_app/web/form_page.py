"""The visitor's page of a form, one step at a time: what was sent elsewhere travels along as hidden inputs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from forms_app.domain import answers, machines
from forms_app.domain.definitions import Definition, Question
from forms_app.domain.forms import Form
from forms_app.domain.steps import DETAILS, REVIEW, Step, find_step, steps_of
from forms_app.domain.texts import in_language
from forms_app.web.inputs import make_inputs, settings_in
from forms_app.web.promise import promise_of, uses_of

Sent = MultiDict[str, str]


def render_step(
    form: Form,
    definition: Definition,
    language: str,
    *,
    token: str,
    sent: Sent | None = None,
    at: str = "",
    problems: Mapping[str, str] | None = None,
    notice: str | None = None,
    left: Sequence[SimpleNamespace] = (),
    corrected_on: date | None = None,
) -> str:
    """The step called `at`, or the first one with a problem; without either, the first."""
    sent = MultiDict() if sent is None else sent
    problems = problems or {}
    reading = answers.read(definition, sent.to_dict(flat=False))
    steps = steps_of(definition, reading)
    index = _first_with_problem(steps, problems) if problems else find_step(steps, at)
    step = steps[index]
    inputs = make_inputs(definition, step.questions, language, sent, problems)
    return render_template(
        "fill/form.html",
        **_head(form, definition, language),
        step=_step_face(step, index, len(steps), language),
        inputs=list(inputs),
        review=list(_review(definition, steps, reading, language, sent)) if step.id == REVIEW else [],
        carried=list(_carried(definition, step, sent)),
        token=token,
        trap=machines.TRAP,
        uses=uses_of(step.questions, language) if step.id == DETAILS else [],
        problems=[_summary(inputs[q.id]) for q in step.questions if q.id in problems],
        notice=notice,
        left=left,
        corrected_on=corrected_on,
        promise=promise_of(form, definition, language) if index == 0 else None,
    )


def render_too_late(form: Form, definition: Definition, language: str, *, sent: Sent) -> str:
    """The page for answers to a form that closed meanwhile: nothing was stored, everything can be copied."""
    reading = answers.read(definition, sent.to_dict(flat=False))
    steps = steps_of(definition, reading)
    review = list(_review(definition, steps, reading, language, sent))
    return render_template("fill/too_late.html", form=words_of(definition, language), language=language, review=review)


def words_of(definition: Definition, language: str) -> SimpleNamespace:
    intro = in_language(definition.intro, language) if definition.intro else None
    return SimpleNamespace(title=in_language(definition.title, language), intro=intro)


def _head(form: Form, definition: Definition, language: str) -> dict[str, Any]:
    """What every step says of the form, and where it is sent to."""
    given = {"slug": form.slug, "lang": _asked_for(definition, language)}
    return {
        "form": words_of(definition, language),
        "language": language,
        "action": url_for("fill.send", **given),
        "about": url_for("about.show", **given),
        "receipt": definition.gives_receipt,
    }


def _asked_for(definition: Definition, language: str) -> str | None:
    """What the address must say so that the next page speaks this language too."""
    return language if language != definition.languages[0] else None


def _first_with_problem(steps: list[Step], problems: Mapping[str, str]) -> int:
    return next(index for index, step in enumerate(steps) if any(q.id in problems for q in step.questions))


def _step_face(step: Step, index: int, count: int, language: str) -> SimpleNamespace:
    return SimpleNamespace(
        id=step.id,
        heading=_step_heading(step, language),
        number=index + 1,
        count=count,
        is_last=index == count - 1,
        is_details=step.id == DETAILS,
        is_review=step.id == REVIEW,
        has_conditions=any(q.show_if for q in step.questions),
    )


def _step_heading(step: Step, language: str) -> str | None:
    if step.id == DETAILS:
        return _("Separate from your answers")
    if step.id == REVIEW:
        return _("Check your answers")
    return in_language(step.title, language) if step.title else None


def _carried(definition: Definition, step: Step, sent: Sent) -> Iterator[tuple[str, str]]:
    """Names and texts of everything that was sent on other steps."""
    here = {question.id for question in step.questions}
    for question in definition.questions:
        if question.id not in here:
            for name in question.input_names:
                yield from ((name, text) for text in sent.getlist(name))


def _review(
    definition: Definition, steps: list[Step], reading: answers.Reading, language: str, sent: Sent
) -> Iterator[SimpleNamespace]:
    """Every step but the review itself, with its answers as they will be stored."""
    for index, step in enumerate(steps):
        asked = [q for q in step.questions if q.settings.asks and q.id in reading.shown]
        if asked:
            heading = _step_heading(step, language) or _("Page %(number)d", number=index + 1)
            rows = [answer_face(question, reading, language, sent) for question in asked]
            yield SimpleNamespace(id=step.id, heading=heading, rows=rows)


def answer_face(question: Question, reading: answers.Reading, language: str, sent: Sent) -> SimpleNamespace:
    """An answer as its kind shows it; what cannot be read as one is shown as it was typed."""
    value = reading.values.get(question.id)
    typed = [text for name in question.input_names for text in sent.getlist(name) if text.strip()]
    return SimpleNamespace(
        label=in_language(question.text, language),
        answer=None if value is None else question.settings.store(value),
        typed=" / ".join(typed) if value is None else "",
        settings=settings_in(question, language),
        templates=[f"fields/{question.kind}/summary.html", "fields/_default/summary.html"],
    )


def _summary(field: Any) -> SimpleNamespace:
    return SimpleNamespace(anchor=field.id, label=field.label.text, sentence=field.problem)
