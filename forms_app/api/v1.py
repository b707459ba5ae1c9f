"""What every address under /api/v1 shares: how bodies are read and bounded, and the description of all of them."""

import json
from collections.abc import Callable
from typing import Any

import marshmallow as ma
from flask import request
from flask_smorest import Api, Blueprint
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from forms_app.api import problems
from forms_app.domain.errors import FormsError
from forms_app.web import guards
from forms_app.web.guards import View

PATH = "/api/v1"
LONGEST = 16_384  # bytes of a body, where the address says nothing else
ABOUT = (
    "Forms for programs: read and answer them, redeem vouchers, read results and draws. Refusals are problem documents "
    "(RFC 9457) with a sentence for people and a `code` for programs."
)
CONFIG = {
    "API_TITLE": "Forms",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "API_SPEC_OPTIONS": {"info": {"description": ABOUT}},
    "OPENAPI_URL_PREFIX": PATH,
    "OPENAPI_JSON_PATH": "openapi.json",
}
TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "description": "A token that somebody of the staff made on the page “Tokens for programs”.",
}


class FieldProblem(ma.Schema):
    pointer = ma.fields.String(required=True, metadata={"description": "JSON pointer into the body that was sent"})
    detail = ma.fields.String(required=True, metadata={"description": "What to do, as visitors read it"})


class Problem(ma.Schema):
    """Problem details (RFC 9457)."""

    type = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    status = ma.fields.Integer(required=True)
    detail = ma.fields.String(required=True, metadata={"description": "A sentence for people"})
    code = ma.fields.String(required=True, metadata={"description": "A word for programs"})
    errors = ma.fields.List(ma.fields.Nested(FieldProblem))
    token = ma.fields.String(metadata={"description": "With which the answers may be sent again"})


class Described(Api):
    """Flask-smorest, with our own refusals."""

    ERROR_SCHEMA = Problem  # type: ignore[assignment]

    def _register_error_handlers(self) -> None:
        """None of its own: web/errors.py asks problems.py."""

    def _register_responses(self) -> None:
        usual, self.DEFAULT_RESPONSE_CONTENT_TYPE = self.DEFAULT_RESPONSE_CONTENT_TYPE, problems.TYPE
        super()._register_responses()
        self.DEFAULT_RESPONSE_CONTENT_TYPE = usual


class JsonBodies(FlaskParser):
    """Reads bodies as strictly as they are described."""

    def load_json(self, req: Any, schema: Any) -> Any:
        if req.mimetype != "application/json":
            raise UnsupportedMediaType
        return read_json(req.get_data(cache=True))


class Addresses(Blueprint):
    ARGUMENTS_PARSER = JsonBodies()


addresses = Addresses("api", __name__, url_prefix=PATH, description="What programs may ask.")
addresses.register_error_handler(FormsError, problems.answer)
REFUSALS_OF_GUARDS = {401: "UNAUTHORIZED", 403: "FORBIDDEN", 429: "TOO_MANY_REQUESTS"}
BODIES: dict[str, Callable[..., int]] = {}  # bytes that an address takes, by endpoint, from what stands in its path


@addresses.before_request
def _bound_body() -> None:
    longest = BODIES.get(request.endpoint or "")
    request.max_content_length = longest(**(request.view_args or {})) if longest else LONGEST


def read_json(body: bytes) -> Any:
    """Raises BadRequest for what is no JSON, too deep, or holds what UTF-8 cannot."""
    try:
        found = json.loads(body.decode(), parse_constant=_refuse)
        json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise BadRequest from None
    return found


def _refuse(name: str) -> None:
    raise ValueError(name)


def public(view: View) -> View:
    return guards.public(addresses.doc(security=[])(view))


def scoped(scope: str) -> Callable[[View], View]:
    """For a token of this scope, whose account may do it at this moment."""

    def mark(view: View) -> View:
        described = addresses.doc(security=[{"token": [scope]}])(view)
        for status, refusal in REFUSALS_OF_GUARDS.items():
            described = addresses.alt_response(status, response=refusal)(described)
        return guards.scoped(scope)(described)

    return mark
