"""The one bridge between kinds and WTForms: a field that shows a question and has no rules of its own."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import wtforms
from flask import current_app
from markupsafe import Markup

from forms_app.domain.definitions import Definition, Question
from forms_app.domain.texts import in_language


class QuestionInput(wtforms.Field):
    """Keeps what was sent as a list of strings; its face is templates/fields/<kind>/ask.html."""

    def __init__(self, question: Question, language: str, **kwargs: Any) -> None:
        super().__init__(label=in_language(question.text, language), **kwargs)
        self.required = question.required
        self.help = in_language(question.help, language) if question.help else None
        self.settings = _plain(question.settings.model_dump(), language)
        self.templates = [f"fields/{question.kind}/ask.html", "fields/_default/ask.html"]
        self.raw: Sequence[str] = []
        self.problem: str | None = None

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        self.raw = valuelist

    def widget(self, field: "QuestionInput", **_kwargs: Any) -> Markup:
        template = current_app.jinja_env.get_or_select_template(self.templates)
        return Markup(template.render(input=_Face(field)))


class _Face:
    """What a template sees of an input."""

    def __init__(self, field: QuestionInput) -> None:
        self.id, self.name, self.label = field.id, field.name, field.label.text
        self.help, self.required, self.settings = field.help, field.required, field.settings
        self.raw, self.problem = list(field.raw), field.problem


def input_class(definition: Definition, language: str) -> type[wtforms.Form]:
    """The WTForms class of a version in a language."""
    fields = {q.id: QuestionInput(q, language) for q in definition.questions}
    return type("Inputs", (wtforms.Form,), fields)


def make_inputs(definition: Definition, language: str, sent: Any, problems: Mapping[str, str]) -> wtforms.Form:
    """The inputs with what was sent and the sentence of each problem."""
    made = input_class(definition, language)(sent)
    for question_id, sentence in problems.items():
        made[question_id].problem = sentence
    return made


def pages_of(definition: Definition, inputs: wtforms.Form, language: str) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            title=in_language(page.title, language) if page.title else None,
            inputs=[inputs[question.id] for question in page.questions],
        )
        for page in definition.pages
    ]


def _plain(value: Any, language: str) -> Any:
    """Settings with every text in one language."""
    if isinstance(value, dict):
        return {k: in_language(v, language) if k == "text" else _plain(v, language) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, language) for item in value]
    return value
