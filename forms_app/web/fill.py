"""The visitor's page of a form: asked, sent, thanked, or given back with what needs another look."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import gettext as _

from forms_app.domain import answers, receipts, tokens
from forms_app.domain.definitions import Definition
from forms_app.domain.errors import AlreadySent, NotOpen, NotReady, Refused, TokenExpired, TokenRefused, Unavailable
from forms_app.domain.forms import Form
from forms_app.domain.texts import choose_language, in_language
from forms_app.services import forms, submissions
from forms_app.web import current
from forms_app.web.guards import public
from forms_app.web.inputs import make_inputs, pages_of

pages = Blueprint("fill", __name__)


@pages.get("/f/<slug>")
@public
def ask(slug: str) -> Any:
    form, definition = _find(slug)
    if not form.is_open(current.now()):
        return _show_not_open(form, definition)
    return _show(form, definition, sent=None)


@pages.post("/f/<slug>")
@public
def send(slug: str) -> Any:
    form, definition = _find(slug)
    request.max_content_length = answers.body_limit(definition)
    try:
        code = submissions.receive(
            form=form,
            definition=definition,
            token=request.form.get("token", ""),
            raw=request.form.to_dict(flat=False),
            now=current.now(),
            lifetime=timedelta(seconds=current.settings().token_lifetime),
        )
    except Refused as refused:
        problems = {id_: _(problem.sentence, **problem.values) for id_, problem in refused.problems.items()}
        return _give_back(form, definition, 422, token=request.form["token"], problems=problems)
    except TokenRefused:
        return _give_back(form, definition, 422, notice=_("Please check your answers and send them again."))
    except TokenExpired as expired:
        notice = _("This page was open for a long time. Please check your answers and send them again.")
        return _give_back(form, definition, 422, notice=notice, nonce=expired.nonce)
    except AlreadySent:
        notice = _("This page was already sent. To send these answers as well, press the button again.")
        return _give_back(form, definition, 409, notice=notice)
    except NotOpen:
        return _give_back(form, definition, 409, notice=_("This form no longer takes answers. Nothing was stored."))
    except NotReady:
        return _give_back(form, definition, 503, notice=_("This form is being opened. Please send again in a moment."))
    except Unavailable:
        notice = _("The site is busy and nothing was stored. Your answers are kept below; please send again.")
        return _give_back(form, definition, 503, notice=notice, token=request.form.get("token"))
    return _thank(form, definition, code)


def _find(slug: str) -> tuple[Form, Definition]:
    form = forms.get_form(slug=slug)
    if form.version is None:
        abort(404)
    return form, forms.get_version(form_id=form.id, number=form.version).definition


def _give_back(form: Form, definition: Definition, status: int, **shown: Any) -> tuple[str, int]:
    return _show(form, definition, sent=request.form, **shown), status


def _show(
    form: Form,
    definition: Definition,
    *,
    sent: Any,
    problems: Mapping[str, str] | None = None,
    notice: str | None = None,
    nonce: bytes | None = None,
    token: str | None = None,
) -> str:
    language = _language(definition)
    inputs = make_inputs(definition, language, sent, problems or {})
    fresh = nonce or secrets.token_bytes(tokens.NONCE_BYTES)
    return render_template(
        "fill/form.html",
        form=_words(definition, language),
        language=language,
        action=url_for("fill.send", slug=form.slug),
        pages=pages_of(definition, inputs, language),
        token=token or submissions.issue_token(form=form, nonce=fresh, now=current.now()),
        problems=[_summary(inputs[id_]) for id_ in problems or {}],
        notice=notice,
        receipt=definition.receipt == "withdraw",
        open_until=_day(form),
        locked_down=False,
    )


def _summary(field: Any) -> SimpleNamespace:
    return SimpleNamespace(anchor=field.id, label=field.label.text, sentence=field.problem)


def _thank(form: Form, definition: Definition, code: str) -> str:
    language = _language(definition)
    shown = receipts.grouped(code) if definition.receipt == "withdraw" else None
    words = _words(definition, language)
    return render_template("fill/thanks.html", form=words, language=language, code=shown, withdraw_until=_day(form))


def _show_not_open(form: Form, definition: Definition) -> tuple[str, int]:
    language = _language(definition)
    heading, sentence = _("Not open yet"), _("This form opens later. Please come back.")
    if form.has_closed(current.now()):
        heading, sentence = _("Closed"), _("This form no longer takes answers. Thank you for your interest.")
    words = _words(definition, language)
    return render_template("fill/message.html", form=words, language=language, heading=heading, sentence=sentence), 200


def _words(definition: Definition, language: str) -> SimpleNamespace:
    intro = in_language(definition.intro, language) if definition.intro else None
    return SimpleNamespace(title=in_language(definition.title, language), intro=intro)


def _language(definition: Definition) -> str:
    return choose_language([request.args.get("lang", "")], definition.languages)


def _day(form: Form) -> str | None:
    return form.closes_at.date().isoformat() if form.closes_at else None
