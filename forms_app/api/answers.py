"""Answers to a form, taken by the same reading and the same deeds as those from its page (web/taking.py)."""

from typing import Any

import marshmallow as ma
from marshmallow.validate import Length
from werkzeug.datastructures import MultiDict

from forms_app.api.problems import SendAgain, UnknownInputs
from forms_app.api.shapes import LONGEST_TOKEN, Answer
from forms_app.api.v1 import BODIES, addresses, public
from forms_app.domain import draws, receipts
from forms_app.domain.crockford import grouped
from forms_app.domain.definitions import Definition
from forms_app.domain.errors import (
    AlreadySent,
    CodeRefused,
    FormChanged,
    NotFound,
    PasswordNeeded,
    TokenExpired,
    TokenRefused,
)
from forms_app.domain.forms import Form
from forms_app.services import contests, forms, submissions
from forms_app.web import claiming, current, entering, gate, offered, reward
from forms_app.web.changed import Sent, longest_body, sent_to
from forms_app.web.form_page import ENTRY, GRANT, language_of
from forms_app.web.taking import is_let_in, take, token_after

WITH_ANOTHER = (TokenRefused, TokenExpired, FormChanged, AlreadySent)  # refusals that come with a new token
MOST_NEWSLETTERS = 100


class Draw(ma.Schema):
    may_enter = ma.fields.Boolean(metadata={"description": "States what the form asks of those who enter"})
    address = ma.fields.String(
        validate=Length(max=entering.LONGEST),
        metadata={"description": "An e-mail address; kept apart from the answers"},
    )


class Newsletters(ma.Schema):
    keys = ma.fields.List(
        ma.fields.String(validate=Length(max=100)), required=True, validate=Length(max=MOST_NEWSLETTERS)
    )
    address = ma.fields.String(required=True, validate=Length(max=offered.LONGEST))


class Reward(ma.Schema):
    address = ma.fields.String(
        required=True,
        validate=Length(max=claiming.LONGEST),
        metadata={"description": "An e-mail address; where each mailbox gets one voucher, there is none without it"},
    )


class Answers(ma.Schema):
    token = ma.fields.String(
        required=True, validate=Length(1, LONGEST_TOKEN), metadata={"description": "That came with the form"}
    )
    answers = ma.fields.Dict(
        keys=ma.fields.String(validate=Length(1, 100)),
        values=Answer(),
        required=True,
        metadata={"description": "By the names that `inputs` lists; what is left out is not answered"},
    )
    code = ma.fields.String(validate=Length(max=100), metadata={"description": "Where `admission` is `codes`"})
    grant = ma.fields.String(validate=Length(max=LONGEST_TOKEN), metadata={"description": "That came with `enter`"})
    draw = ma.fields.Nested(Draw)
    newsletters = ma.fields.Nested(Newsletters)
    reward = ma.fields.Nested(Reward)


class Ticket(ma.Schema):
    code = ma.fields.String(required=True, metadata={"description": "The private contest code, shown once"})
    ticket = ma.fields.String(required=True, metadata={"description": "By which winners are announced"})
    waits = ma.fields.Boolean(required=True, metadata={"description": "Until a link in a mail is opened"})


class Given(ma.Schema):
    voucher = ma.fields.String(required=True, allow_none=True, metadata={"description": "Null where none was left"})
    waits = ma.fields.Boolean(required=True, metadata={"description": "Until a link in a mail is opened"})
    offer = ma.fields.String(required=True, allow_none=True)
    valid_until = ma.fields.Date(required=True, allow_none=True)
    code = ma.fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "A private code that shows the voucher again; null where a link in a mail does"},
    )


class Thanks(ma.Schema):
    receipt_code = ma.fields.String(
        required=True, allow_none=True, metadata={"description": "Withdraws the answers until they are counted"}
    )
    contest = ma.fields.Nested(Ticket, required=True, allow_none=True)
    reward = ma.fields.Nested(Given, required=True, allow_none=True)
    newsletters_asked = ma.fields.Boolean(required=True)


@addresses.route("/forms/<slug>/answers", methods=["POST"], tags=["forms"])
@public
@addresses.arguments(Answers)
@addresses.response(200, Thanks)
@addresses.alt_response(403, response="FORBIDDEN")
@addresses.alt_response(404, response="NOT_FOUND")
@addresses.alt_response(409, response="CONFLICT")
@addresses.alt_response(410, response="GONE")
@addresses.alt_response(503, response="SERVICE_UNAVAILABLE")
def send_answers(given: dict[str, Any], slug: str) -> dict[str, Any]:
    """Answer a form, by the rules of its page; sent again with the same token, the same answers count once.

    Codes of the thanks are told here and kept nowhere. A refusal may hold a `token` with which to send again.
    """
    form, in_force = forms.get_published(slug=slug)
    sent = sent_to(form, in_force, given["token"])
    fields = _as_page(sent.definition, given)
    if not is_let_in(form, fields):
        raise PasswordNeeded
    try:
        code, has_asked = take(sent, fields)
    except WITH_ANOTHER as refusal:
        raise SendAgain(refusal, token_after(form, refusal, given["token"])) from refusal
    except CodeRefused:
        gate.note_wrong()
        raise
    return _thanks(sent, code, fields, has_asked)


BODIES["api.send_answers"] = lambda slug: longest_body(*forms.get_published(slug=slug))


def _as_page(definition: Definition, given: dict[str, Any]) -> MultiDict[str, str]:
    """What the page would send."""
    names = {name for question in definition.questions if question.settings.asks for name in question.input_names}
    if unknown := sorted(given["answers"].keys() - names):
        raise UnknownInputs(unknown)
    fields = MultiDict({"token": given["token"], ENTRY: given.get("code", ""), GRANT: given.get("grant", "")})
    for name, texts in given["answers"].items():
        fields.setlist(name, texts)
    draw, newsletters = given.get("draw", {}), given.get("newsletters", {})
    if draw.get("may_enter"):
        fields[entering.ELIGIBLE] = "yes"
    fields[entering.ADDRESS] = draw.get("address", "")
    fields[claiming.ADDRESS] = given.get("reward", {}).get("address", "")
    fields.setlist(offered.CHOSEN, newsletters.get("keys", []))
    fields[offered.ADDRESS] = newsletters.get("address", "")
    return fields


def _thanks(sent: Sent, code: str, fields: MultiDict[str, str], has_asked: bool) -> dict[str, Any]:
    definition, has_address = sent.definition, bool(fields[claiming.ADDRESS])
    return {
        "receipt_code": receipts.grouped(code) if definition.gives_receipt else None,
        "contest": _ticket(sent.form, fields["token"]) if definition.draws_prizes else None,
        "reward": _reward(sent, code, has_address=has_address),
        "newsletters_asked": has_asked,
    }


def _ticket(form: Form, token: str) -> dict[str, Any] | None:
    try:
        standing = contests.get_standing(slug=form.slug, now=current.now())
    except NotFound:
        return None
    code = submissions.contest_code(form=form, token=token)
    return {
        "code": grouped(code),
        "ticket": draws.ticket_name(draws.ticket_of(standing.held.contest_id, code)),
        "waits": not contests.has_entered(standing=standing, code=code),
    }


def _reward(sent: Sent, code: str, *, has_address: bool) -> dict[str, Any] | None:
    language = language_of(sent.definition)
    face = reward.thanks_face(sent.form, sent.definition, code, language, has_address=has_address)
    if face is None:
        return None
    return {
        "voucher": face.held and face.held.code,
        "waits": face.waits,
        "offer": face.held and face.held.offer,
        "valid_until": face.held and face.held.valid_until,
        "code": face.code,
    }
