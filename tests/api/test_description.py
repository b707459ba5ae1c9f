"""Whatever a program sends, the answer is one that the description names: schemathesis sends much of it."""

import hypothesis
import pytest
import schemathesis
from flask import current_app
from hypothesis import given
from hypothesis.strategies import booleans, sampled_from
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

from forms_app.domain.api_tokens import SCOPES
from forms_app.services import accounts
from tests import make
from tests.api.programs import account_id, bearing, change, token_of
from tests.contests import story
from tests.web.staff_pages import on_sqlite

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
    checks.negative_data_rejection,
]
EXAMPLES = 60  # of each address and way, half a minute in all
QUESTIONS = ("q1bars", "q2idea")
SLUGS = ("flavours", "codes", story.SLUG, "nothing")
UNHURRIED = hypothesis.settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)


@pytest.fixture
def headers(app):
    """Of a token that may do everything."""
    make.account(app, email="m@example.org", role="staff")
    change(app, accounts.grant, email="m@example.org", role="manager")
    return bearing(token_of(account_id(app, "m@example.org"), *SCOPES))


@pytest.mark.slow
@on_sqlite
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_every_answer_is_one_that_the_description_names(app, headers, mode):
    story.open_now()
    make.open_form()
    make.counted(make.definition(id="other1"), slug="codes")
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) == 8
    for operation in operations:
        if mode is GenerationMode.POSITIVE or operation.body:  # what takes no body cannot be sent a wrong one
            send_much(operation, headers, mode)


def send_much(operation, headers, mode):
    """As it is generated, and as well with what there is: a form's name, a report's number, a token and a question."""

    @UNHURRIED
    @given(case=operation.as_strategy(generation_mode=mode), slug=sampled_from(SLUGS), exists=booleans())
    def send(case, slug, exists):
        if exists:
            made_real(case, slug)
        case.validate_response(case.call(headers=headers), checks=CHECKS)

    send()


def made_real(case, slug):
    if "slug" in (case.path_parameters or {}):
        case.path_parameters["slug"] = slug
    if "number" in (case.path_parameters or {}):
        case.path_parameters["number"] = 1
    if isinstance(case.body, dict) and isinstance(case.body.get("answers"), dict):
        shown = current_app.test_client().get("/api/v1/forms/flavours").json
        answered = list(case.body["answers"].values())
        case.body |= {"token": shown["token"], "answers": dict(zip(QUESTIONS, answered, strict=False))}
