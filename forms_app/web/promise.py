"""What a form does with answers, made from its definition, so that the page cannot promise anything else."""

from collections.abc import Iterable
from types import SimpleNamespace

from flask_babel import gettext as _

from forms_app.domain import periods
from forms_app.domain.definitions import Definition, Question
from forms_app.domain.forms import Form
from forms_app.domain.roles import ROLES
from forms_app.services import vouchers
from forms_app.web import current
from forms_app.web.languages import worded


def promise_of(form: Form, definition: Definition, language: str) -> SimpleNamespace:
    """The facts that templates/parts/promise.html puts into words."""
    return SimpleNamespace(
        poll=definition.poll,
        is_read=definition.is_read,
        gives_rows=definition.gives_rows,
        kept_days=definition.kept_days,
        counts=bool(definition.answered),
        closes_at_home=_closing_words(definition),
        has_comments=any(q.settings.may_hold_text() for q in definition.answered),
        uses=uses_of(definition.details, language),
        receipt=definition.gives_receipt,
        kiosk=definition.kiosk,
        gives_vouchers=vouchers.is_given(definition),
        confirms_mailbox=vouchers.confirms_mailbox(form=form, definition=definition),
        rhythm=definition.rhythm,
        counted_on=definition.day_of(periods.counted_at(definition, form, current.now())),
        changes_on=definition.day_of(form.changes_at),
        closes_on=definition.day_of(form.closes_at),
        given_up_on=definition.day_of(periods.given_up_at(definition, form)),
        may_be_moved=periods.may_be_extended(definition, form),
        who=form.admission.who,
        cap=form.admission.cap,
        locked_down=current.keys_out_of_reach(),
    )


def _closing_words(definition: Definition) -> str | None:
    """The closing time by the clock where the form is at home."""
    if definition.schedule is None or definition.schedule.closes is None:
        return None
    return f"{definition.schedule.closes:%H:%M} ({definition.schedule.zone})"


def uses_of(questions: Iterable[Question], language: str) -> list[SimpleNamespace]:
    """What details are for, who sees them and when they go, each purpose once with everything asked for it."""
    uses: dict[tuple[str, int, str], list[str]] = {}
    for question in questions:
        if question.personal:
            roles = ", ".join(_(ROLES[name]).lower() for name in question.personal.seen_by)
            purpose = worded(question.personal.purpose, language)
            texts = uses.setdefault((purpose, question.personal.delete_after, roles), [])
            texts.append(worded(question.text, language))
    return [
        SimpleNamespace(purpose=purpose, delete_after=days, seen_by=roles, texts=texts)
        for (purpose, days, roles), texts in uses.items()
    ]
