"""Forms: listed for their staff, and read by anybody as their page shows them."""

from datetime import datetime
from typing import Any

import marshmallow as ma
from flask import g, url_for
from marshmallow.validate import Length, OneOf

from forms_app.api.problems import WrongPassword
from forms_app.api.shapes import words
from forms_app.api.v1 import addresses, public, scoped
from forms_app.domain.admission import LONGEST_PASSWORD, WAYS
from forms_app.domain.definitions import Definition, Page, Question
from forms_app.domain.errors import NotOpen
from forms_app.domain.fields import KINDS
from forms_app.domain.forms import Form
from forms_app.services import admission, forms, status, teams, vouchers
from forms_app.web import current, gate, offered, page_cache

STATES = ("draft", "scheduled", "open", "closed")
BECOMES = ("counted", "read", "rows")
REASONS = ("full", "vouchers-gone", "vouchers-today", "vouchers-over")  # why an open form takes no answers


class Listed(ma.Schema):
    slug = ma.fields.String(required=True, metadata={"description": "The link name"})
    title = words(required=True)
    state = ma.fields.String(required=True, validate=OneOf(STATES))
    opens_at = ma.fields.DateTime(required=True, allow_none=True)
    closes_at = ma.fields.DateTime(required=True, allow_none=True)
    page = ma.fields.URL(required=True, metadata={"description": "Where visitors answer it"})


class AskedPersonal(ma.Schema):
    purpose = words("Completes “we use it only …”", required=True)
    delete_after = ma.fields.Integer(required=True, metadata={"description": "Days after sending"})


class Asked(ma.Schema):
    id = ma.fields.String(required=True)
    kind = ma.fields.String(required=True, validate=OneOf(sorted(KINDS)))
    text = words(required=True)
    help = words(required=True, allow_none=True)
    required = ma.fields.Boolean(required=True)
    personal = ma.fields.Nested(AskedPersonal, required=True, allow_none=True)
    show_if = ma.fields.Dict(required=True, allow_none=True, metadata={"description": "A condition, as in form/1"})
    settings = ma.fields.Dict(required=True, metadata={"description": "Of its kind, as in form/1"})
    inputs = ma.fields.List(
        ma.fields.String(), required=True, metadata={"description": "Names under which its answer is sent"}
    )


class AskedPage(ma.Schema):
    id = ma.fields.String(required=True)
    title = words(required=True, allow_none=True)
    show_if = ma.fields.Dict(required=True, allow_none=True)
    questions = ma.fields.List(ma.fields.Nested(Asked), required=True)


class AskedDraw(ma.Schema):
    eligibility = words("What who enters must state by `may_enter`", required=True, allow_none=True)
    needs_address = ma.fields.Boolean(required=True)
    contest = ma.fields.String(required=True, metadata={"description": "Where it stands, under this interface"})


class AskedReward(ma.Schema):
    offer = words("What a voucher is good for", required=True)
    valid_until = ma.fields.Date(required=True, allow_none=True)
    needs_address = ma.fields.Boolean(
        required=True, metadata={"description": "Each confirmed mailbox gets one voucher"}
    )


class OfferedNewsletter(ma.Schema):
    key = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    description = ma.fields.String(required=True)
    frequency = ma.fields.String(required=True)


class Questionnaire(ma.Schema):
    slug = ma.fields.String(required=True)
    title = words(required=True)
    intro = words(required=True, allow_none=True)
    languages = ma.fields.List(ma.fields.String(), required=True, metadata={"description": "The first is always there"})
    state = ma.fields.String(required=True, validate=OneOf((*STATES[1:], *REASONS)))
    opens_at = ma.fields.DateTime(required=True, allow_none=True)
    closes_at = ma.fields.DateTime(required=True, allow_none=True)
    admission = ma.fields.String(required=True, validate=OneOf(WAYS), metadata={"description": "Who may answer"})
    gives_receipt = ma.fields.Boolean(required=True)
    becomes = ma.fields.String(
        required=True,
        validate=OneOf(BECOMES),
        metadata={"description": "Of answers: counted together, read by staff one by one, or rows without names too"},
    )
    kept_days = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "How long what staff read, or rows, are kept"}
    )
    pages = ma.fields.List(
        ma.fields.Nested(AskedPage),
        required=True,
        allow_none=True,
        metadata={"description": "Null where the page shows no questions now: `state` or `admission` says why"},
    )
    draw = ma.fields.Nested(AskedDraw, required=True, allow_none=True)
    reward = ma.fields.Nested(AskedReward, required=True, allow_none=True)
    newsletters = ma.fields.List(ma.fields.Nested(OfferedNewsletter), required=True)
    token = ma.fields.String(
        required=True, allow_none=True, metadata={"description": "Sent with the answers; makes sending twice harmless"}
    )
    grant = ma.fields.String(metadata={"description": "Sent with the answers of a form that has a password"})


class Entering(ma.Schema):
    password = ma.fields.String(required=True, validate=Length(1, LONGEST_PASSWORD))


@addresses.route("/forms", tags=["forms"])
@scoped("forms")
@addresses.response(200, Listed(many=True))
def list_forms() -> list[dict[str, Any]]:
    """The forms that the account of this token may work on."""
    hidden = teams.hidden_from(account_id=g.bearer.token.account_id)
    found = [one for one in status.list_status(now=current.now()) if one.form.id not in hidden]
    return [
        {
            "slug": one.form.slug,
            "title": dict(one.definition.title),
            "state": one.state,
            "opens_at": one.form.opens_at,
            "closes_at": one.form.closes_at,
            "page": url_for("fill.ask", slug=one.form.slug, _external=True),
        }
        for one in sorted(found, key=lambda one: one.form.slug)
    ]


@addresses.route("/forms/<slug>", tags=["forms"])
@public
@addresses.response(200, Questionnaire)
@addresses.alt_response(404, response="NOT_FOUND")
@addresses.alt_response(410, response="GONE")
def show_form(slug: str) -> dict[str, Any]:
    """A form as its visitors may see it, with a token to answer it once."""
    form, definition = forms.get_published(slug=slug)
    return face_of(form, definition, is_let_in=not form.admission.asks_password)


@addresses.route("/forms/<slug>/enter", methods=["POST"], tags=["forms"])
@public
@addresses.arguments(Entering)
@addresses.response(200, Questionnaire)
@addresses.alt_response(404, response="NOT_FOUND")
@addresses.alt_response(409, response="CONFLICT")
@addresses.alt_response(410, response="GONE")
def enter(given: dict[str, str], slug: str) -> dict[str, Any]:
    """The questions of a form that has a password, for those who know it."""
    form, definition = forms.get_published(slug=slug)
    if not form.is_open(current.now()):
        raise NotOpen
    grant = admission.grant(form=form, password=given["password"], now=current.now())
    if form.admission.asks_password and grant is None:
        gate.note_wrong()
        raise WrongPassword
    return face_of(form, definition, is_let_in=True) | ({"grant": grant} if grant else {})


def face_of(form: Form, definition: Definition, *, is_let_in: bool) -> dict[str, Any]:
    state = state_of(form, definition, current.now())
    is_shown = state == "open" and is_let_in
    return {
        "slug": form.slug,
        "title": dict(definition.title),
        "intro": definition.intro and dict(definition.intro),
        "languages": definition.languages,
        "state": state,
        "opens_at": form.opens_at,
        "closes_at": form.closes_at,
        "admission": form.admission.who,
        "gives_receipt": definition.gives_receipt,
        **_becoming(definition),
        "pages": [_page(page) for page in definition.pages] if is_shown else None,
        "draw": _draw(form, definition),
        "reward": _reward(form, definition),
        "newsletters": offered.list_offered(definition) if is_shown else [],
        "token": page_cache.fresh_token(form) if state == "open" else None,
    }


def _becoming(definition: Definition) -> dict[str, Any]:
    """To be told to whoever is asked, before the first question."""
    becomes = "read" if definition.is_read else "rows" if definition.gives_rows else "counted"
    return {"becomes": becomes, "kept_days": None if becomes == "counted" else definition.kept_days}


def state_of(form: Form, definition: Definition, now: datetime) -> str:
    if not form.is_open(now):
        return form.state(now)
    if admission.is_full(form=form):
        return "full"
    reason = vouchers.find_reason(form=form, definition=definition, now=now)
    return f"vouchers-{reason}" if reason else "open"


def _page(page: Page) -> dict[str, Any]:
    return {
        "id": page.id,
        "title": page.title,
        "show_if": page.show_if and page.show_if.model_dump(mode="json", exclude_none=True),
        "questions": [_question(question) for question in page.questions],
    }


def _question(question: Question) -> dict[str, Any]:
    personal = question.personal
    return {
        "id": question.id,
        "kind": question.kind,
        "text": question.text,
        "help": question.help,
        "required": question.required,
        "personal": personal and {"purpose": personal.purpose, "delete_after": personal.delete_after},
        "show_if": question.show_if and question.show_if.model_dump(mode="json", exclude_none=True),
        "settings": question.settings.model_dump(mode="json"),
        "inputs": list(question.input_names) if question.settings.asks else [],
    }


def _reward(form: Form, definition: Definition) -> dict[str, Any] | None:
    promotion = vouchers.find_promotion(form=form) if vouchers.is_given(definition) else None
    if promotion is None:
        return None
    return {
        "offer": promotion.offer,
        "valid_until": promotion.valid_until,
        "needs_address": promotion.confirms_mailbox,
    }


def _draw(form: Form, definition: Definition) -> dict[str, Any] | None:
    contest = definition.contest
    if contest is None or not definition.draws_prizes:
        return None
    return {
        "eligibility": contest.eligibility,
        "needs_address": contest.entry == "mailbox",
        "contest": url_for("api.show_contest", slug=form.slug),
    }
