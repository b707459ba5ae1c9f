"""What a form does with answers, made from its definition, so that the page cannot promise anything else."""

from datetime import timedelta
from types import SimpleNamespace

from forms_app.domain.definitions import Definition, Question
from forms_app.domain.forms import Form
from forms_app.domain.texts import in_language
from forms_app.web import current

EXTENSION = timedelta(days=30)  # a form that closes under ten may be extended this long


def promise_of(form: Form, definition: Definition, language: str) -> SimpleNamespace:
    """The facts that templates/parts/promise.html puts into words."""
    return SimpleNamespace(
        has_comments=any(q.settings.may_hold_text() for q in definition.answered),
        details=[_detail(question, language) for question in definition.details],
        receipt=definition.gives_receipt,
        kiosk=definition.kiosk,
        closes_on=definition.day_of(form.closes_at),
        given_up_on=definition.day_of(form.closes_at and form.closes_at + EXTENSION),
        locked_down=current.keys_out_of_reach(),
    )


def _detail(question: Question, language: str) -> SimpleNamespace:
    if question.personal is None:
        raise ValueError(f"{question.id} is no detail of a person")
    return SimpleNamespace(
        text=in_language(question.text, language),
        purpose=in_language(question.personal.purpose, language),
        delete_after=question.personal.delete_after,
        seen_by=question.personal.seen_by,
    )
