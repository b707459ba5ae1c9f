"""The password of a form: asked for before its first page, answered with that page; no cookie is set."""

from types import SimpleNamespace
from typing import Any

from flask import Blueprint, g, render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from forms_app.domain import machines
from forms_app.domain.definitions import Definition
from forms_app.domain.forms import Form
from forms_app.services import admission, forms
from forms_app.web import current, framing, page_cache
from forms_app.web.changed import longest_body, sent_to
from forms_app.web.form_page import GRANT, language_of, render_step, words_of
from forms_app.web.guards import public
from forms_app.web.languages import speak

pages = Blueprint("gate", __name__)
NOT_CARRIED = ("password", GRANT, machines.TRAP)


@pages.post("/f/<slug>/enter")
@public
def enter(slug: str) -> Any:
    form, definition = forms.get_published(slug=slug)
    framing.note(form)
    request.max_content_length = longest_body(form, definition)
    sent = sent_to(form, definition, request.form.get("token", ""))
    language = language_of(sent.definition)
    given = admission.grant(form=form, password=request.form.get("password", ""), now=current.now())
    if given is None:
        note_wrong()
        return render_again(form, sent.definition, language, problem=_("This is not the password. Try again.")), 422
    kept = MultiDict((name, text) for name, text in request.form.items(multi=True) if name not in NOT_CARRIED)
    kept[GRANT] = given
    token, at = request.form.get("token", "") or page_cache.fresh_token(form), request.form.get("step", "")
    return render_step(form, sent.definition, language, token=token, sent=kept, at=at)


def render(form: Form, definition: Definition, language: str, *, token: str) -> str:
    """Before anything was typed."""
    return _page(form, definition, language, carried=[("token", token)], problem="", is_again=False)


def render_again(form: Form, definition: Definition, language: str, *, problem: str = "") -> str:
    """With everything that was sent going along: once the password is right, it stands on its page again."""
    carried = [(name, text) for name, text in request.form.items(multi=True) if name not in NOT_CARRIED]
    return _page(form, definition, language, carried=carried, problem=problem, is_again=True)


def note_wrong() -> None:
    """What web/throttle.py counts: guesses, and no honest answer."""
    g.was_wrong = True


def wrong_code() -> str:
    """One sentence for every code that is not taken, so that it tells nothing of others."""
    return _("This code is not valid, or it was used already. Please check it; everything else you typed is kept.")


def _page(
    form: Form, definition: Definition, language: str, *, carried: list[tuple[str, str]], problem: str, is_again: bool
) -> str:
    speak(language)
    given = {"slug": form.slug, "lang": language if language != definition.languages[0] else None}
    return render_template(
        "fill/gate.html",
        form=words_of(definition, language),
        language=language,
        action=framing.address("gate.enter", **given),
        about=framing.address("about.show", **given),
        carried=[SimpleNamespace(name=name, value=text) for name, text in carried],
        problem=problem,
        has_answers=is_again and len(carried) > 1,
    )
