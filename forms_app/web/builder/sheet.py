"""A form on paper for whoever must agree to it: an ethics board, a works council, a data-protection officer."""

from types import SimpleNamespace

from flask import Blueprint, render_template

from forms_app.domain.definitions import Definition, Question
from forms_app.domain.texts import in_language
from forms_app.services import builder
from forms_app.web.builder import frame
from forms_app.web.condition_words import condition_sentence
from forms_app.web.guards import may
from forms_app.web.kind_words import kind_word
from forms_app.web.promise import promise_of

pages = Blueprint("builder_sheet", __name__)
MOST_OPTIONS = 12


@pages.get("/staff/forms/<slug>/data-protection")
@may("make forms")
def show(slug: str) -> str:
    """Of an open form as it is asked, of a draft as it stands."""
    draft = builder.get_draft(slug=slug)
    definition = draft.version.definition if draft.version else draft.reading.finished
    language = frame.language_of(draft.document)
    return render_template(
        "staff/builder/data_protection.html",
        slug=slug,
        language=language,
        title=in_language(definition.title, language) or frame.title_of(draft.document),
        promise=promise_of(draft.form, definition, language),
        questions=[_face(definition, question, language) for question in definition.questions],
        breakdowns=[in_language(one.text, language) for one in definition.breakdowns],
        for_employees=definition.audience == "employees",
        is_opened=draft.version is not None,
        people=draft.people,
    )


def _face(definition: Definition, question: Question, language: str) -> SimpleNamespace:
    return SimpleNamespace(
        text=question.heading,
        kind=kind_word(question.kind),
        options=_options(question, language),
        is_personal=question.personal is not None,
        condition=condition_sentence(definition, question, language),
    )


def _options(question: Question, language: str) -> list[str]:
    """The answers to choose from, as far as a line of a sheet holds them."""
    offered = getattr(question.settings, "options", None) or ()
    words = [in_language(option.text, language) for option in offered]
    return words if len(words) <= MOST_OPTIONS else [*words[:MOST_OPTIONS], "…"]
