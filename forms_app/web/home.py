"""The main page: who asks, the forms that are open, and in one line what becomes of answers."""

from types import SimpleNamespace

from flask import Blueprint, render_template
from flask_babel import gettext as _

from forms_app.domain.definitions import Definition
from forms_app.domain.forms import Form
from forms_app.domain.texts import in_language
from forms_app.services import accounts, forms, topics, vouchers
from forms_app.web import current, privacy, reward
from forms_app.web.guards import public
from forms_app.web.markdown import plain

pages = Blueprint("home", __name__)


@pages.get("/")
@public
def index() -> str:
    opened = forms.list_open(now=current.now())
    is_new = not opened and current.site().revision == 0 and not accounts.has_accounts()
    return render_template(
        "home/index.html",
        forms=[_face(form, d) for form, d in opened],
        is_new=is_new,
        newsletters=topics.list_offered(),
        policy_change=privacy.notice(),
    )


def _face(form: Form, definition: Definition) -> SimpleNamespace:
    language = definition.languages[0]
    return SimpleNamespace(
        slug=form.slug,
        language=language,
        title=in_language(definition.title, language),
        intro=plain(in_language(definition.intro, language)) if definition.intro else None,
        marks=_marks(form, definition),
        poll=definition.poll,
        is_read=definition.is_read,
        kept_days=definition.kept_days,
        gives_rows=definition.gives_rows,
        is_counted_only=not (definition.poll or definition.is_read or definition.gives_rows),
        has_details=bool(definition.details) or "subscribe" in definition.switches,
        closes_on=definition.day_of(form.closes_at),
    )


def _marks(form: Form, definition: Definition) -> list[str]:
    """What taking part gives, or why it gives nothing at the moment."""
    marks = [_("With a prize draw")] if definition.draws_prizes else []
    if vouchers.is_given(definition):
        against = reward.words_against(form, definition)
        marks.append(against[0] if against else _("You get a voucher"))
    return marks
