"""A page whose questions were replaced while somebody answered them: what fits is kept, the rest can be copied."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from types import SimpleNamespace

from flask import request
from werkzeug.datastructures import MultiDict

from forms_app.domain import answers
from forms_app.domain.definitions import Definition, Question
from forms_app.domain.forms import Form
from forms_app.services import submissions, versions
from forms_app.web.form_page import ENTRY, GRANT, answer_face, render_step, wishes

LATE = 2  # versions before the one in force whose pages may still be open


@dataclass(frozen=True)
class Sent:
    """A page that was sent: the questions it asked, and those that are asked now."""

    form: Form
    definition: Definition
    in_force: Definition
    version: int  # of the questions it asked

    @property
    def is_old(self) -> bool:
        return self.definition is not self.in_force


def sent_to(form: Form, in_force: Definition, token: str) -> Sent:
    """What the page asked, as its token says."""
    number = submissions.find_version(form=form, token=token) or form.version
    if number is None or number == form.version or form.version is None or number > form.version:
        return Sent(form, in_force, in_force, form.version or 0)
    return Sent(form, versions.get_version(form=form, number=number).definition, in_force, number)


def longest_body(form: Form, in_force: Definition) -> int:
    """Bytes a page of this form may have, which is not read yet: as many as the longest of those still open."""
    newest = form.version or 1
    older = [versions.get_version(form=form, number=number) for number in range(max(1, newest - LATE), newest)]
    return max(answers.body_limit(each) for each in (in_force, *(version.definition for version in older)))


def render_changed(sent: Sent, language: str, *, token: str, notice: str | None) -> str:
    """The first page of the questions that are asked now, with the answers that fit them."""
    old, new = sent.definition, sent.in_force
    kept = MultiDict(
        (name, text)
        for question in new.questions
        if question.id in old.by_id and old.by_id[question.id].kind == question.kind
        for name in question.input_names
        for text in request.form.getlist(name)
    )
    for name in (ENTRY, GRANT):
        kept[name] = request.form.get(name, "")
    for name, text in wishes(new, request.form):
        kept.add(name, text)
    fitting = answers.read(new, kept.to_dict(flat=False)).values
    left = list(_left(old, fitting.keys(), language))
    return render_step(sent.form, new, language, token=token, sent=kept, notice=notice, left=left)


def _left(old: Definition, fitting: Set[str], language: str) -> Iterator[SimpleNamespace]:
    reading = answers.read(old, request.form.to_dict(flat=False))
    for question in old.questions:
        if question.settings.asks and _is_answered(question) and question.id not in fitting:
            yield answer_face(old, question, reading, language, request.form)


def _is_answered(question: Question) -> bool:
    return any(text.strip() for name in question.input_names for text in request.form.getlist(name))
