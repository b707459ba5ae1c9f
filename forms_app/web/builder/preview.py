"""The form as visitors will see it, to be tried: answers are checked as theirs are, and nothing is stored."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from forms_app.domain import answers
from forms_app.domain.definitions import Definition
from forms_app.domain.errors import Refused
from forms_app.domain.steps import find_step, steps_of
from forms_app.domain.texts import choose_language
from forms_app.services import builder
from forms_app.services.builder import Draft
from forms_app.web.builder import frame
from forms_app.web.form_page import render_step, switch_of, words_of
from forms_app.web.guards import may

pages = Blueprint("builder_preview", __name__)


@pages.get("/staff/forms/<slug>/preview")
@may("make forms")
def show(slug: str) -> str:
    draft = builder.get_draft(slug=slug)
    return _step(draft, draft.reading.finished)


@pages.post("/staff/forms/<slug>/preview")
@may("make forms")
def try_(slug: str) -> Any:
    """Walks like a visitor's page; at the end it says what would have been stored, and that nothing was."""
    draft = builder.get_draft(slug=slug)
    definition = draft.reading.finished
    raw = request.form.to_dict(flat=False)
    reading = answers.read(definition, raw)
    steps = steps_of(definition, reading)
    here, go = find_step(steps, request.form.get("step", "")), request.form.get("go", "send")
    asked = steps if go == "send" else steps[: here + 1]
    passed = {question.id for step in asked for question in step.questions}
    problems = {id_: one for id_, one in reading.problems.items() if id_ in passed}
    if problems and go in ("next", "send"):
        said = {id_: _(problem.sentence, **problem.values) for id_, problem in problems.items()}
        return _step(draft, definition, at=steps[here].id, problems=said), 422
    if go == "send":
        return _done(draft, definition, raw)
    places = {"next": min(here + 1, len(steps) - 1), "back": max(here - 1, 0)}
    return _step(draft, definition, at=steps[places.get(go, find_step(steps, go))].id)


def _done(draft: Draft, definition: Definition, raw: dict[str, list[str]]) -> Any:
    try:
        given = answers.check(definition, raw)
    except Refused as refused:
        said = {id_: _(problem.sentence, **problem.values) for id_, problem in refused.problems.items()}
        return _step(draft, definition, problems=said), 422
    count = len(given.counted) + len(given.details) + len(given.texts)
    return render_template("staff/builder/tried.html", count=count, **_banner(draft, definition))


def _step(draft: Draft, definition: Definition, **more: Any) -> str:
    return render_step(
        draft.form,
        definition,
        _language(definition),
        token="",
        sent=request.form if request.method == "POST" else None,
        template="staff/builder/preview.html",
        more=_banner(draft, definition),
        **more,
    )


def _banner(draft: Draft, definition: Definition) -> dict[str, Any]:
    width = "phone" if request.values.get("width") == "phone" else "wide"
    slug, lang = draft.form.slug, _language(definition)
    return {
        "slug": slug,
        "width": width,
        "language": lang,
        "switch": switch_of(definition, "builder_preview.show", slug=slug, width=width),
        "form": words_of(definition, lang),
        "gaps": draft.reading.gap_sentences(),
        "title": frame.title_of(draft.document),
        "action": url_for("builder_preview.try_", slug=slug, width=width, lang=lang),
        "about": url_for("builder_preview.show", slug=slug, width=width, lang=lang),
    }


def _language(definition: Definition) -> str:
    return choose_language([request.args.get("lang", "")], definition.languages)
