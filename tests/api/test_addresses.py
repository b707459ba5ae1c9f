"""Promises that hold for every address: who may ask, in which words it refuses, and that it is described."""

import json
from itertools import product

import pytest

from forms_app.api import problems
from forms_app.domain.api_tokens import SCOPES
from forms_app.domain.roles import DEEDS, ROLES, may
from forms_app.services import accounts, activity, teams
from forms_app.services.activity import Wanted
from forms_app.web.guards import PUBLIC, guard_of
from tests import make
from tests.api.programs import account_id, bearing, change, program, token_of
from tests.contests import story
from tests.web.staff_pages import on_sqlite

PATHS = {"slug": "flavours", "number": 1}


def rules(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("api.")]


def ask(app, client, rule, headers):
    address = rule.build({name: PATHS[name] for name in rule.arguments}, append_unknown=False)[1]
    method = "POST" if "POST" in rule.methods else "GET"
    body = {"json": {}} if method == "POST" else {}
    return client.open(address, method=method, headers=headers, **body)


@on_sqlite
def test_every_address_is_public_or_has_the_scope_of_its_deed(app):
    found = {rule.endpoint: (guard_of(app, rule.endpoint), scope_of(app, rule)) for rule in rules(app)}
    assert found == {
        "api.list_forms": ("make forms", "forms"),
        "api.show_form": (PUBLIC, None),
        "api.enter": (PUBLIC, None),
        "api.send_answers": (PUBLIC, None),
        "api.redeem": ("redeem vouchers", "redeem"),
        "api.list_results": ("see results", "results"),
        "api.show_results": ("see results", "results"),
        "api.show_contest": (PUBLIC, None),
    }


def scope_of(app, rule):
    return getattr(app.view_functions[rule.endpoint], "scope", None)


@on_sqlite
def test_who_may_ask_is_what_scope_and_role_say_together(app, client):
    """Every address × the scope of the token × the role that its account has by then."""
    make.counted(make.definition())
    make.account(app, email="boss@example.org", role="administrator")
    make.account(app, role="staff")
    change(app, accounts.grant, email="m@example.org", role="manager")
    me = account_id(app, "m@example.org")
    tokens = {scope: bearing(token_of(me, scope, name=scope)) for scope in SCOPES}
    for role in ("staff", "manager", *(set(ROLES) - {"staff", "manager"})):
        change(app, accounts.set_roles, email="m@example.org", roles=[role])
        for rule, scope in product(rules(app), SCOPES):
            needed = scope_of(app, rule)
            status = ask(app, client, rule, tokens[scope]).status_code
            allowed = needed is None or (needed == scope and may(SCOPES[scope].deed, [role]))
            assert (status == 403) is not allowed, (rule.endpoint, scope, role, status)
            assert status != 401


@on_sqlite
def test_without_a_token_only_public_addresses_answer(app, client):
    asked = {rule.endpoint: ask(app, client, rule, {}).status_code for rule in rules(app)}
    public = {rule.endpoint for rule in rules(app) if scope_of(app, rule) is None}
    assert {endpoint for endpoint, status in asked.items() if status != 401} == public


@on_sqlite
def test_a_form_of_another_team_is_not_listed_and_its_results_are_refused(app, client):
    make.counted(make.definition())
    headers = program(app, "manager", "results")
    assert [one["slug"] for one in client.get("/api/v1/results", headers=headers).json] == ["flavours"]
    make.account(app, email="owner@example.org", role="staff")
    with app.app_context():
        teams.choose(slug="flavours", members={account_id(app, "owner@example.org"): "owner"})
    assert client.get("/api/v1/results", headers=headers).json == []
    refused = client.get("/api/v1/results/flavours/1", headers=headers)
    assert (refused.status_code, refused.json["code"]) == (403, "team")


@on_sqlite
def test_results_are_the_file_of_the_page(app, client):
    make.counted(make.definition())
    headers = program(app, "manager", "results")
    by_program = client.get("/api/v1/results/flavours/1", headers=headers)
    browser = make.sign_in(app, make.account(app, email="other@example.org"))
    assert by_program.data == browser.get("/staff/results/flavours/1/results.json").data
    (listed,) = client.get("/api/v1/results", headers=headers).json
    printed = json.loads(by_program.data)["reports"][0]
    assert (listed["slug"], listed["number"], listed["people"]) == ("flavours", 1, printed["n"])
    exported = activity.list_entries(wanted=Wanted(account_id=account_id(app, "m@example.org")), before=None, most=9)
    assert [entry.deed for entry in exported][:1] == ["results exported"]
    assert client.get("/api/v1/results/flavours/2", headers=headers).status_code == 404


@on_sqlite
def test_forms_are_listed_with_their_state(app, client):
    make.open_form()
    headers = program(app, "staff", "forms")
    (listed,) = client.get("/api/v1/forms", headers=headers).json
    assert (listed["slug"], listed["state"], listed["page"]) == ("flavours", "open", "http://localhost/f/flavours")


@on_sqlite
def test_a_contest_is_told_as_its_page_tells_it(app, client):
    story.open_now()
    told = client.get(f"/api/v1/contests/{story.SLUG}").json
    rules_file = client.get(told["rules"])
    assert (told["phase"], told["draws"], rules_file.status_code) == ("open", [], 200)
    assert client.get("/api/v1/contests/nothing").status_code == 404


@on_sqlite
@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"data": "{", "content_type": "application/json"}, 400, "not-json"),
        ({"data": b"\xff", "content_type": "application/json"}, 400, "not-json"),
        ({"data": b'{"token": "\\ud800"}', "content_type": "application/json"}, 400, "not-json"),
        ({"data": b'{"token": NaN}', "content_type": "application/json"}, 400, "not-json"),
        ({"data": b'{"token": ' + b"9" * 5_000 + b"}", "content_type": "application/json"}, 400, "not-json"),
        ({"data": "{}".encode("utf-16"), "content_type": "application/json"}, 400, "not-json"),
        ({"data": "[" * 50_000, "content_type": "application/json"}, 400, "not-json"),
        ({"data": "x" * 2_000_000, "content_type": "application/json"}, 413, "too-long"),
        ({"data": {"token": "x"}}, 415, "media-type"),
        ({"json": []}, 422, "body"),
        ({"json": {"token": "x", "answers": {"q1bars": None}}}, 422, "body"),
        ({"json": {"token": "x", "answers": {"q9none": "1"}}}, 422, "unknown-inputs"),
        ({"json": {"token": "x", "answers": {}}}, 422, "token"),
        ({"json": {}, "headers": {"Sec-Fetch-Site": "cross-site"}}, 403, "other-site"),
    ],
    ids=str,
)
def test_what_cannot_be_taken_is_refused_in_a_sentence(app, client, given, status, code):
    slug = make.open_form()
    answer = client.post(f"/api/v1/forms/{slug}/answers", **given)
    assert (answer.status_code, answer.json["code"], answer.mimetype) == (status, code, problems.TYPE)
    assert answer.json["detail"].endswith(".")


@on_sqlite
def test_other_methods_and_addresses_are_refused_in_the_same_way(app, client):
    wrong = client.delete("/api/v1/forms/flavours")
    assert (wrong.status_code, wrong.json["code"], "GET" in wrong.headers["Allow"]) == (405, "method", True)
    assert client.get("/api/v2/nothing").json["code"] == "not-found"
    assert client.get("/api/v1/forms/nothing").json["code"] == "not-found"


def test_every_refusal_has_a_code_of_its_own_and_a_sentence():
    said = [*problems.REFUSALS.values(), *problems.BY_STATUS.values(), problems.FAULT]
    by_code: dict[str, set[int]] = {}
    for one in said:
        by_code.setdefault(one.code, set()).add(one.status)
    assert all(len(statuses) == 1 for statuses in by_code.values())
    assert all(one.sentence.endswith(".") for one in said)


@pytest.mark.parametrize("settings", [{"FORMS_RATE_LIMIT": "on"}], indirect=True)
@on_sqlite
def test_a_token_asks_so_often_and_is_told_how_long_to_wait(app, client):
    headers = program(app, "staff", "forms")
    asked = [client.get("/api/v1/forms", headers=headers) for _ in range(61)]
    assert [answer.status_code for answer in asked] == [200] * 60 + [429]
    assert 1 <= int(asked[-1].headers["Retry-After"]) <= 61
    assert asked[-1].json["code"] == "too-many"
    other = program(app, "staff", "forms", email="other@example.org")
    assert client.get("/api/v1/forms", headers=other).status_code == 200


@pytest.mark.parametrize("settings", [{"FORMS_RATE_LIMIT": "on"}], indirect=True)
@on_sqlite
def test_answers_are_limited_as_those_of_the_page_and_the_page_says_how_long_to_wait(app, client):
    slug = make.open_form()
    asked = [client.post(f"/api/v1/forms/{slug}/answers", json={}).status_code for _ in range(61)]
    assert asked == [422] * 60 + [429]
    pages = [client.post(f"/f/{slug}", data={}) for _ in range(61)]
    assert (pages[-1].status_code, 1 <= int(pages[-1].headers["Retry-After"]) <= 61) == (429, True)


@on_sqlite
def test_no_address_opens_itself_to_pages_of_other_sites(app, client):
    slug = make.open_form()
    answer = client.get(f"/api/v1/forms/{slug}", headers={"Origin": "https://elsewhere.example"})
    assert not [name for name, _value in answer.headers if name.startswith("Access-Control")]


@on_sqlite
def test_the_description_names_every_address_and_its_scope(app, client):
    described = client.get("/api/v1/openapi.json").json
    found = {
        (path, method): operation["security"]
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
        if method in ("get", "post")
    }
    assert len(found) == len(rules(app))
    scopes = {scope for security in found.values() for one in security for scope in one["token"]}
    assert scopes == set(SCOPES)
    assert {SCOPES[scope].deed for scope in scopes} <= DEEDS.keys()
