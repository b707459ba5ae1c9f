"""Refusals for programs: problem details (RFC 9457), each with a plain sentence, from one table."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_limiter import RateLimitExceeded
from limits.errors import StorageError
from werkzeug.exceptions import HTTPException

from forms_app.domain import errors
from forms_app.domain.sentences import N_
from forms_app.web import entering, offered
from forms_app.web.guards import FromElsewhere, NotInTeam, OutOfScope
from forms_app.web.throttle import seconds_to_wait

TYPE = "application/problem+json"
POINTERS = {  # of what is no question
    entering.ELIGIBLE: "/draw/may_enter",
    entering.ADDRESS: "/draw/address",
    offered.ADDRESS: "/newsletters/address",
}


@dataclass(frozen=True)
class Said:
    status: int
    code: str  # by which programs tell one refusal from another
    sentence: str


class WrongPassword(errors.FormsError):
    """The form's password is another."""


class UnknownVoucher(errors.FormsError):
    """Nobody holds a voucher of this code."""


class VoucherOver(errors.FormsError):
    """Its last day is past."""


@dataclass
class SendAgain(errors.FormsError):
    """A refusal of answers that may be sent again with another token."""

    cause: errors.FormsError
    token: str


@dataclass
class UnknownInputs(errors.FormsError):
    """Answers to what the form does not ask."""

    names: list[str] = field(default_factory=list)


REFUSALS: Mapping[type[Exception], Said] = {
    errors.Refused: Said(422, "answers", N_("Some answers need another look. Nothing was stored.")),
    UnknownInputs: Said(422, "unknown-inputs", N_("The form does not ask this. Nothing was stored.")),
    errors.TokenRefused: Said(422, "token", N_("This token is none of this form, or it is too old. Use the new one.")),
    errors.TokenExpired: Said(422, "token-expired", N_("This token grew old. Check the answers and use the new one.")),
    errors.LooksAutomatic: Said(422, "too-fast", N_("Nothing was stored yet: wait two seconds and send it again.")),
    errors.CodeRefused: Said(422, "code", N_("This code is not valid, or it was used already.")),
    WrongPassword: Said(422, "password", N_("This is not the password.")),
    errors.PasswordNeeded: Said(403, "password-needed", N_("This form is for those who know its password.")),
    errors.AlreadySent: Said(409, "already-sent", N_("This token was used for other answers. Use the new one.")),
    errors.FormChanged: Said(409, "form-changed", N_("The questions have changed. Fetch the form again.")),
    errors.NotOpen: Said(409, "not-open", N_("The form takes no answers now.")),
    errors.Full: Said(409, "full", N_("The form has as many answers as it takes.")),
    errors.NoVoucher: Said(409, "no-voucher", N_("No voucher is left, so no answers are taken.")),
    errors.NotReady: Said(503, "being-opened", N_("The form is being opened. Send it again in a moment.")),
    errors.AlreadyUsed: Said(409, "already-redeemed", N_("This voucher was redeemed before.")),
    UnknownVoucher: Said(404, "unknown-voucher", N_("Nobody has been given a voucher with this code.")),
    VoucherOver: Said(409, "no-longer-valid", N_("This voucher is no longer valid.")),
    errors.Gone: Said(410, "deleted", N_("The form was deleted.")),
    errors.NotFound: Said(404, "not-found", N_("There is nothing at this address.")),
    errors.Unavailable: Said(503, "busy", N_("The site is busy. Please try again in a minute.")),
    StorageError: Said(503, "busy", N_("The site is busy. Please try again in a minute.")),
    OutOfScope: Said(403, "scope", N_("The token was not made for this. Make one that may do it.")),
    NotInTeam: Said(403, "team", N_("Other people work on this form. Ask its owner to take you into the team.")),
    FromElsewhere: Said(403, "other-site", N_("Pages of other sites may not send this.")),
    RateLimitExceeded: Said(429, "too-many", N_("Too many requests. Please wait and try again.")),
}
BY_STATUS = {
    400: Said(400, "not-json", N_("The body is not JSON in UTF-8.")),
    401: Said(401, "no-token", N_("Send a token that is valid, as “Authorization: Bearer …”.")),
    403: Said(403, "role", N_("The account of this token may not do this.")),
    404: Said(404, "not-found", N_("There is nothing at this address.")),
    405: Said(405, "method", N_("This address does not take this method.")),
    413: Said(413, "too-long", N_("The body is longer than this address takes. Nothing was stored.")),
    415: Said(415, "media-type", N_("Send JSON, as “Content-Type: application/json”.")),
    422: Said(422, "body", N_("The body has not the shape that this address takes.")),
    503: Said(503, "busy", N_("The site is busy. Please try again in a minute.")),
}
FAULT = Said(500, "fault", N_("Something went wrong. If it stays, tell the people who run this site."))
WAIT = "60"  # seconds until one tries again where the site is busy


def answer(error: Exception) -> Any:
    if isinstance(error, HTTPException) and (error.code or 500) < 400:
        return error
    more: dict[str, Any] = {}
    if isinstance(error, SendAgain):
        more["token"] = error.token
        error = error.cause
    said = _said(error)
    if listed := list(_errors(error)):
        more["errors"] = listed
    body = {"type": "about:blank", "title": HTTPStatus(said.status).phrase, "status": said.status}
    return Response(
        json.dumps(body | {"detail": _(said.sentence), "code": said.code} | more, ensure_ascii=False) + "\n",
        said.status,
        content_type=TYPE,
        headers=_headers(error, said.status),
    )


def _said(error: Exception) -> Said:
    for kind in type(error).__mro__:
        if kind in REFUSALS:
            return REFUSALS[kind]
    return BY_STATUS.get(getattr(error, "code", None) or 500, FAULT)


def _headers(error: Exception, status: int) -> dict[str, str]:
    if isinstance(error, RateLimitExceeded):
        return {"Retry-After": seconds_to_wait()}
    if status == 503:
        return {"Retry-After": WAIT}
    kept = ("WWW-Authenticate", "Allow")
    found = error.get_headers() if isinstance(error, HTTPException) else []
    return {name: value for name, value in found if name in kept}


def _errors(error: Exception) -> Iterator[dict[str, str]]:
    """What is wrong with each field, by JSON pointer (RFC 6901)."""
    if isinstance(error, errors.Refused):
        for name, problem in error.problems.items():
            pointer = POINTERS.get(name, f"/answers/{name}")
            yield {"pointer": pointer, "detail": _(problem.sentence, **problem.values)}
    elif isinstance(error, UnknownInputs):
        yield from ({"pointer": f"/answers/{_escaped(name)}", "detail": _("Not asked.")} for name in error.names)
    else:
        yield from _flat(getattr(error, "data", {}).get("messages", {}).get("json", {}), "")


def _flat(messages: Any, pointer: str) -> Iterator[dict[str, str]]:
    """The messages of marshmallow, which nest as the body does."""
    if isinstance(messages, Mapping):
        for name, inner in messages.items():
            at = pointer if name in ("_schema", "key", "value") else f"{pointer}/{_escaped(str(name))}"
            yield from _flat(inner, at)
    else:
        yield from ({"pointer": pointer, "detail": str(message)} for message in messages)


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
