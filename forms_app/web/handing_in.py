"""Details from an account for a form that was sent: offered on a page of their own, and handed in once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from forms_app.domain import answers
from forms_app.domain.definitions import Definition, Question
from forms_app.domain.errors import Conflict, NotFound, Problem, Unavailable
from forms_app.domain.forms import Form
from forms_app.domain.visitor_accounts import fitting, offered_of
from forms_app.services import forms, handing_in, versions
from forms_app.services.visitor_accounts import VisitorAccount
from forms_app.web import current, framing, visitor_sessions
from forms_app.web.form_page import language_of, words_of
from forms_app.web.guards import LARGEST_NUMBER, public
from forms_app.web.inputs import make_inputs
from forms_app.web.languages import speak
from forms_app.web.moments import day_in_words
from forms_app.web.promise import uses_of
from forms_app.web.visitor_faces import sign_in_page
from forms_app.web.visitor_sessions import only_where_wanted

LONGEST = 10  # digits of a number that a column holds
pages = Blueprint("handing_in", __name__)
pages.before_request(only_where_wanted)


@dataclass(frozen=True)
class Asked:
    """What a page with a permission was about."""

    form: Form
    version: int
    definition: Definition
    questions: tuple[Question, ...]


def offer(form: Form, definition: Definition, version: int, code: str) -> SimpleNamespace | None:
    """What the thanks need to lead here; the same for everybody, whether they have an account or not."""
    if framing.is_embedded() or not offered_of(definition) or not current.site().has_accounts:
        return None
    today = current.now().date()
    try:
        permission = handing_in.find_permission(
            form=form, definition=definition, version=version, code=code, today=today
        )  # fmt: skip
    except Unavailable:
        return None  # the answers are stored: that is what must be said now
    return SimpleNamespace(permission=permission, version=version) if permission else None


@pages.post("/account/form/<slug>")
@public
def show(slug: str) -> Any:
    account = visitor_sessions.find_account()
    if account is not None:
        return prefilled_page(slug, account)
    return _refusal(_find(slug)) or sign_in_page(slug=slug)


def prefilled_page(slug: str, account: VisitorAccount) -> Any:
    """With what the account has for the details that the form asks for; none of it is sent yet."""
    asked = _find(slug)
    return _refusal(asked) or _page(asked, MultiDict(_fitting(asked, account)))


@pages.post("/account/form/<slug>/details")
@public
def hand_in(slug: str) -> Any:
    """Who was signed out meanwhile typed these all the same; the permission alone counts, as on the form's page."""
    asked, today = _find(slug), current.now().date()
    values, problems = {}, {}
    for question in asked.questions:
        try:
            value = question.settings.check(answers.raw_of(question, request.form.to_dict(flat=False)))
        except Problem as problem:
            problems[question.id] = _(problem.sentence, **problem.values)
            continue
        if value is not None:
            values[question.id] = question.settings.store(value)
    try:
        id_ = handing_in.ensure_permitted(
            form=asked.form, version=asked.version, permission=_permission(), today=today
        )  # fmt: skip
        if problems:
            return _page(asked, request.form, problems), 422
        if values:
            handing_in.hand_in(id_=id_, definition=asked.definition, details=values, today=today)
    except (NotFound, Conflict):
        return _refusal(asked) or _too_late()
    return _said("handed_in", asked, is_empty=not values)


def _find(slug: str) -> Asked:
    form, definition = forms.get_published(slug=slug)
    typed = request.form.get("version", "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < LONGEST else LARGEST_NUMBER
    if number != form.version:
        definition = versions.get_version(form=form, number=number).definition
    return Asked(form, number, definition, offered_of(definition) or abort(404))


def _permission() -> str:
    return request.form.get("permission", "")


def _refusal(asked: Asked) -> Any:
    """The page that says why nothing can be handed in; None where it can."""
    today = current.now().date()
    try:
        handing_in.ensure_permitted(form=asked.form, version=asked.version, permission=_permission(), today=today)
    except Conflict:
        return _said("handed_in_before", asked), 409
    except NotFound:
        return _too_late()
    return None


def _too_late() -> tuple[str, int]:
    return render_template("account/form_too_late.html"), 404


def _said(template: str, asked: Asked, **more: Any) -> str:
    language = language_of(asked.definition)
    return render_template(
        f"account/{template}.html", form=words_of(asked.definition, language), spoken=language, **more
    )  # fmt: skip


def _fitting(asked: Asked, account: VisitorAccount) -> Iterator[tuple[str, str]]:
    for question in asked.questions:
        for part, text in fitting(question, address=account.address, details=account.details):
            yield f"{question.id}.{part}" if part else question.id, text


def _page(asked: Asked, sent: MultiDict[str, str], problems: Mapping[str, str] | None = None) -> str:
    language, problems, today = language_of(asked.definition), problems or {}, current.now().date()
    speak(language)
    inputs = make_inputs(asked.definition, asked.questions, language, sent, problems, {})
    for field in inputs:
        field.required = False  # here nothing is
    return render_template(
        "account/form.html",
        form=words_of(asked.definition, language),
        language=language,
        slug=asked.form.slug,
        lang=request.args.get("lang"),
        version=asked.version,
        permission=_permission(),
        gives_receipt=asked.definition.gives_receipt,
        inputs=list(inputs),
        uses=[
            SimpleNamespace(**vars(use), day=day_in_words(today + timedelta(days=use.delete_after)))
            for use in uses_of(asked.questions, language)
        ],
        problems=[
            SimpleNamespace(anchor=field.id, label=field.label.text, sentence=field.problem)
            for field in inputs
            if field.problem
        ],
    )
