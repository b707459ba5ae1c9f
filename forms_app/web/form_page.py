"""The visitor's page of a form, one step at a time: what was sent elsewhere travels along as hidden inputs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from forms_app.domain import answers, machines
from forms_app.domain.definitions import Definition, Question
from forms_app.domain.forms import Form
from forms_app.domain.piping import filled
from forms_app.domain.piping_checks import finder
from forms_app.domain.steps import DETAILS, REVIEW, Step, find_step, steps_of
from forms_app.domain.texts import OWN_LANGUAGE, choose_language
from forms_app.web import claiming, entering, framing, offered
from forms_app.web.inputs import make_inputs, settings_in
from forms_app.web.languages import Worded, own_name, reworded, speak, worded
from forms_app.web.markdown import rendered
from forms_app.web.promise import promise_of, uses_of

Sent = MultiDict[str, str]
ENTRY = "entry"  # the input for the code of somebody who may answer once
GRANT = "grant"  # says that the form's password was typed


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
    template: str = "fill/form.html",
    more: Mapping[str, Any] | None = None,
) -> str:
    """The step called `at`, or the first with a problem, or the first; `more` wins over what every step says."""
    is_first_look, sent = sent is None, MultiDict() if sent is None else sent
    speak(language)
    problems = problems or {}
    reading = answers.read(definition, sent.to_dict(flat=False))
    steps = steps_of(definition, reading)
    index = _first_with_problem(steps, problems) if problems else find_step(steps, at)
    step, is_last = steps[index], index == len(steps) - 1
    inputs = make_inputs(definition, step.questions, language, sent, problems, reading.values)
    return render_template(
        template,
        **_head(form, definition, language) | dict(more or {}),
        step=_step_face(step, index, len(steps), language),
        is_first_look=is_first_look,
        inputs=list(inputs),
        review=list(_review(definition, steps, reading, language, sent)) if step.id == REVIEW else [],
        **_beside(form, definition, step, language, sent, is_first=index == 0, is_last=is_last),
        **_offer(form, definition, language, sent, problems, is_last=is_last),
        token=token,
        **_problem_faces(step, inputs, problems),
        notice=notice,
        left=left,
        corrected_on=corrected_on,
        promise=promise_of(form, definition, language) if index == 0 else None,
    )


def render_too_late(
    form: Form,
    definition: Definition,
    language: str,
    *,
    sent: Sent,
    is_full: bool = False,
    words: tuple[str, str] | None = None,
) -> str:
    """For answers to a form that closed or became full meanwhile: nothing was stored, everything can be copied.

    `words` are another heading and reason.
    """
    reading = answers.read(definition, sent.to_dict(flat=False))
    steps = steps_of(definition, reading)
    review = list(_review(definition, steps, reading, language, sent))
    return render_template(
        "fill/too_late.html",
        form=words_of(definition, language),
        review=review,
        is_full=is_full,
        words=words,
    )


def language_of(definition: Definition) -> str:
    return choose_language([request.args.get("lang", "")], definition.languages)


def words_of(definition: Definition, language: str) -> SimpleNamespace:
    intro = worded(definition.intro, language) if definition.intro else None
    return SimpleNamespace(
        title=worded(definition.title, language), intro=rendered(intro) if intro else None, intro_words=intro
    )


def _head(form: Form, definition: Definition, language: str) -> dict[str, Any]:
    """What every step says of the form, and where it is sent to."""
    given = {"slug": form.slug, "lang": _asked_for(definition, language)}
    return {
        "form": words_of(definition, language),
        "language": language,
        "action": framing.address("fill.send", **given),
        "about": framing.address("about.show", **given),
        "asks_code": form.admission.asks_code,
        "receipt": definition.gives_receipt,
        "is_read": definition.is_read,
        "switch": switch_of(definition, "fill.ask", slug=form.slug),
    }


def switch_of(definition: Definition, endpoint: str, **where: Any) -> list[SimpleNamespace]:
    """The form's languages by their own names, each with its address; none where there is one only."""
    if len(definition.languages) == 1:
        return []
    return [
        SimpleNamespace(
            code=code, name=own_name(code), href=framing.address(endpoint, **where, lang=_asked_for(definition, code))
        )
        for code in definition.languages
    ]


def _beside(
    form: Form, definition: Definition, step: Step, language: str, sent: Sent, *, is_first: bool, is_last: bool
) -> dict[str, Any]:
    """What travels along with the questions of a step, and what its details are used for."""
    apart = () if is_last else wishes(definition, sent)
    return {
        "carried": [*_carried(definition, step, sent), *_carried_keys(form, is_first, sent), *apart],
        "entry": sent.get(ENTRY, ""),
        "trap": machines.TRAP,
        "uses": uses_of(step.questions, language),
        "first_detail": next((q.id for q in step.questions if q.personal and step.id != DETAILS), None),
    }


def wishes(definition: Definition, sent: Sent) -> Iterator[tuple[str, str]]:
    """What was typed for newsletters, a draw and a voucher, beside the answers."""
    for apart in (offered, entering, claiming):
        yield from apart.carried(definition, sent)


def _offer(
    form: Form, definition: Definition, language: str, sent: Sent, problems: Mapping[str, str], *, is_last: bool
) -> dict[str, Any]:
    """The newsletters, the prize draw and the mailbox for a voucher, on the last step."""
    if not is_last:
        return {"newsletters": None, "draw": None, "claim": None}
    newsletters = offered.offer_face(offered.list_offered(definition), sent, problems.get(offered.ADDRESS))
    return {
        "newsletters": newsletters,
        "draw": entering.draw_face(form, definition, language, sent, problems),
        "claim": claiming.claim_face(form, definition, sent, problems),
    }


def _asked_for(definition: Definition, language: str) -> str | None:
    """What the address must say so that the next page speaks this language too."""
    return language if language != definition.languages[0] else None


def _first_with_problem(steps: list[Step], problems: Mapping[str, str]) -> int:
    """The last one where the problem is with no question of them."""
    if ENTRY in problems:
        return 0
    found = (index for index, step in enumerate(steps) if any(q.id in problems for q in step.questions))
    return next(found, len(steps) - 1)


def _problem_faces(step: Step, inputs: Any, problems: Mapping[str, str]) -> dict[str, Any]:
    found = [_summary(inputs[q.id]) for q in step.questions if q.id in problems]
    if ENTRY in problems:
        found.insert(0, SimpleNamespace(anchor=ENTRY, label=_("Your code"), sentence=problems[ENTRY]))
    return {
        "problems": found + offered.summary(problems) + entering.summary(problems) + claiming.summary(problems),
        "code_problem": problems.get(ENTRY),
    }


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


def _step_heading(step: Step, language: str) -> Worded | None:
    if step.id == DETAILS:
        return reworded(_("Separate from your answers"), OWN_LANGUAGE)
    if step.id == REVIEW:
        return reworded(_("Check your answers"), OWN_LANGUAGE)
    return worded(step.title, language) if step.title else None


def _carried(definition: Definition, step: Step, sent: Sent) -> Iterator[tuple[str, str]]:
    """Names and texts of everything that was sent on other steps."""
    here = {question.id for question in step.questions}
    for question in definition.questions:
        if question.id not in here:
            for name in question.input_names:
                yield from ((name, text) for text in sent.getlist(name))


def _carried_keys(form: Form, is_first: bool, sent: Sent) -> Iterator[tuple[str, str]]:
    """What lets its bearer answer: the code, typed on the first step, and the proof of the password."""
    if form.admission.asks_code and not is_first:
        yield ENTRY, sent.get(ENTRY, "")
    if form.admission.asks_password:
        yield GRANT, sent.get(GRANT, "")


def _review(
    definition: Definition, steps: list[Step], reading: answers.Reading, language: str, sent: Sent
) -> Iterator[SimpleNamespace]:
    """Every step but the review itself, with its answers as they will be stored."""
    for index, step in enumerate(steps):
        asked = [q for q in step.questions if q.settings.asks and q.id in reading.shown]
        if asked:
            heading = _step_heading(step, language) or reworded(_("Page %(number)d", number=index + 1), OWN_LANGUAGE)
            rows = [answer_face(definition, question, reading, language, sent) for question in asked]
            yield SimpleNamespace(id=step.id, heading=heading, rows=rows)


def answer_face(
    definition: Definition, question: Question, reading: answers.Reading, language: str, sent: Sent
) -> SimpleNamespace:
    """An answer as its kind shows it; what cannot be read as one is shown as it was typed."""
    value = reading.values.get(question.id)
    typed = [text for name in question.input_names for text in sent.getlist(name) if text.strip()]
    words = worded(question.text, language)
    return SimpleNamespace(
        label=reworded(filled(words, finder(definition, reading.values, language)), words.language),
        answer=None if value is None else question.settings.store(value),
        typed=" / ".join(typed) if value is None else "",
        settings=settings_in(question, language),
        templates=[f"fields/{question.kind}/summary.html", "fields/_default/summary.html"],
    )


def _summary(field: Any) -> SimpleNamespace:
    return SimpleNamespace(anchor=field.id, label=field.label.text, sentence=field.problem)
