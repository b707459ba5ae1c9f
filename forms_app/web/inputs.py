"""The one bridge between kinds and WTForms: a field that shows a question and has no rules of its own."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import wtforms
from flask import current_app
from markupsafe import Markup

from forms_app.domain.definitions import Definition, Question
from forms_app.domain.piping import Find, filled
from forms_app.domain.piping_checks import finder
from forms_app.web.condition_words import condition_sentence
from forms_app.web.languages import Worded, reworded, spoken_as, worded
from forms_app.web.markdown import rendered, with_answers

TEXTS = ("text", "yes", "no", "low", "high", "na", "unit", "label", "labels")  # settings that are maps by language


class QuestionInput(wtforms.Field):
    """Keeps what was sent as lists of strings; its face is templates/fields/<kind>/ask.html."""

    def __init__(self, definition: Definition, question: Question, language: str, find: Find, **kwargs: Any) -> None:
        words = worded(question.text, language)
        super().__init__(label=reworded(filled(words, find), words.language), **kwargs)
        self.question = question
        self.required = question.required
        self.help = help_face(worded(question.help, language), find) if question.help else None
        self.personal = question.personal
        self.purpose = worded(question.personal.purpose, language) if question.personal else None
        self.settings = settings_in(question, language)
        self.condition = condition_sentence(definition, question, language)
        self.show_if = question.show_if.model_dump_json(exclude_none=True) if question.show_if else None
        self.templates = [f"fields/{question.kind}/ask.html", "fields/_default/ask.html"]
        self.scripts = [f"fields/{question.kind}/scripts.txt", "fields/_default/scripts.txt"]
        self.raw: Sequence[str] = []
        self.parts: Mapping[str, str] = {}
        self.problem: str | None = None

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take what the question's own input and those of its parts sent."""
        if formdata is not None:
            self.raw = formdata.getlist(self.name)
            named = {part: name for name, part in self.question.input_names.items() if part is not None}
            self.parts = {part: formdata.get(name, "") for part, name in named.items()}

    def widget(self, field: "QuestionInput", **_kwargs: Any) -> Markup:
        template = current_app.jinja_env.get_or_select_template(self.templates)
        return Markup(template.render(input=Face(field)))


class Face:
    """What a template sees of an input."""

    def __init__(self, field: QuestionInput) -> None:
        self.id, self.name, self.label = field.id, field.name, field.label.text
        self.help, self.required, self.settings = field.help, field.required, field.settings
        self.raw, self.problem = list(field.raw), field.problem
        self.condition, self.show_if, self.purpose = field.condition, field.show_if, field.purpose
        self.autocomplete = field.personal.autocomplete if field.personal else None
        self.delete_after = field.personal.delete_after if field.personal else None
        self._parts = field.parts

    def part(self, name: str) -> str:
        """What the input of this part sent."""
        return self._parts.get(name, "")


def make_inputs(
    definition: Definition,
    questions: Iterable[Question],
    language: str,
    sent: Any,
    problems: Mapping[str, str],
    values: Mapping[str, Any],
) -> wtforms.Form:
    """The inputs of these questions with what was sent and the sentence of each problem; values are put into texts."""
    find = finder(definition, values, language)
    fields = {q.id: QuestionInput(definition, q, language, find) for q in questions}
    made = type("Inputs", (wtforms.Form,), fields)(sent)
    for question_id, sentence in problems.items():
        if question_id in made:
            made[question_id].problem = sentence
    return made


def help_face(words: Worded, find: Find) -> Markup:
    """Help with answers put in, in a block that says its language where the page speaks another."""
    shown, attributes = with_answers(rendered(words), find), spoken_as(words)
    return Markup("<div%s>%s</div>") % (attributes, shown) if attributes else shown


def settings_in(question: Question, language: str) -> Any:
    """A question's settings with every text in one language."""
    return _plain(question.settings.model_dump(), language)


def _plain(value: Any, language: str) -> Any:
    if isinstance(value, dict):
        return {key: _plain_setting(key, inner, language) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, language) for item in value]
    return value


def _plain_setting(key: str, value: Any, language: str) -> Any:
    if key in TEXTS and isinstance(value, dict):
        return worded(value, language)
    if key in TEXTS and isinstance(value, list | tuple):
        return [worded(text, language) for text in value]
    return _plain(value, language)
