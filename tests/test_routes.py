"""Promises that hold for every route."""

import pytest

from forms_app.domain.roles import DEEDS
from forms_app.web.guards import PUBLIC, guard_of
from tests import make


def test_every_route_has_a_guard_from_the_one_table(app):
    guards = {rule.endpoint: guard_of(app, rule.endpoint) for rule in app.url_map.iter_rules()}
    undecided = {endpoint for endpoint, deed in guards.items() if deed is None}
    library = {endpoint for endpoint in undecided if endpoint.startswith("security.")}
    assert undecided == library
    assert {deed for deed in guards.values() if deed not in (PUBLIC, None)} == set(DEEDS)


def test_library_routes_that_nobody_decided_are_not_there_for_strangers_and_for_staff(app, client):
    strangers_and_staff = [client, make.sign_in(app, make.account(app, role="administrator"))]
    undecided = [rule for rule in app.url_map.iter_rules() if guard_of(app, rule.endpoint) is None]
    statuses = {
        (rule.rule, method): browser.open(rule.rule.replace("<path:filename>", "x"), method=method).status_code
        for rule in undecided
        for method in rule.methods
        for browser in strangers_and_staff
    }
    assert {path for path, _ in statuses} == {"/staff/fs-static/<path:filename>", "/staff/verify"}
    assert set(statuses.values()) == {404}


PUBLIC_PAGES = [
    "/",
    "/f/flavours",
    "/receipt",
    "/accessibility",
    "/privacy",
    "/privacy/v/1",
    "/privacy/changes",
    "/privacy/changes.atom",
    "/contact",
    "/privacy/request",
    "/privacy/request/mine/x",
    "/privacy/deletions",
    "/robots.txt",
    "/.well-known/security.txt",
    "/.well-known/gpc.json",
    "/site.css",
    "/logo.png",
    "/nothing",
    "/healthz",
    "/mail",
    "/write",
    "/write/answer",
    "/subscribe",
    "/voucher",
    "/account",
    "/account/link",
    "/account/password/x",
    "/u/x",
    "/c/nothing",
    "/verify_draw.py",
    "/api/v1/openapi.json",
    "/api/v1/nothing",
    "/api/v1/forms/flavours",
    "/.well-known/sealed-draw-keys.json",
]


def test_public_pages_set_no_cookie_and_do_not_vary_by_one(app, client):
    make.open_form()
    for path in PUBLIC_PAGES:
        answer = client.get(path)
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert "ETag" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


STAFF_PAGES = [
    "/staff",
    "/staff/results",
    "/staff/results/flavours/1",
    "/staff/results/flavours/1/results.csv",
    "/staff/results/flavours/1/summary",
    "/staff/results/flavours/1/share",
    "/staff/results/flavours/all.xlsx",
    "/staff/password",
    "/staff/forms",
    "/staff/forms/flavours",
    "/staff/forms/flavours/closing",
    "/staff/forms/flavours/copy",
    "/staff/forms/flavours/delete",
    "/staff/new-form",
    "/staff/new-form/survey",
    "/staff/deletions",
    "/staff/deletions/nothing",
    "/staff/deletions/nothing/certificate.txt",
    "/staff/forms/flavours/questions",
    "/staff/forms/flavours/logic",
    "/staff/forms/flavours/settings",
    "/staff/forms/flavours/draw",
    "/staff/forms/flavours/contest",
    "/staff/forms/flavours/contest/evidence.zip",
    "/staff/forms/flavours/vouchers",
    "/staff/forms/flavours/details",
    "/staff/forms/flavours/versions",
    "/staff/forms/flavours/preview",
    "/staff/forms/flavours/data-protection",
    "/staff/site",
    "/staff/policies",
    "/staff/requests",
    "/staff/requests/nosuch/details",
    "/staff/policies/draft",
    "/staff/policies/draft/preview",
    "/staff/mail",
    "/staff/outbox",
    "/staff/webhooks",
    "/staff/newsletters",
    "/staff/moves",
    "/staff/moves/01020304",
    "/staff/newsletters/new",
    "/staff/newsletters/01020304",
    "/staff/newsletters/01020304/settings",
    "/staff/newsletters/01020304/people",
    "/staff/newsletters/01020304/issues/" + "00" * 16,
    "/staff/forms/flavours/sample",
    "/staff/activity",
    "/staff/inbox",
    "/staff/inbox/templates",
    "/staff/inbox/templates/nosuch",
    "/staff/inbox/nosuch",
    "/staff/comments",
    "/staff/till",
    "/staff/tokens",
    "/staff/comments/flavours/q2idea/1",
    "/staff/comments/flavours/q2idea/1/topics/count",
    "/staff/comments/flavours/q2idea/1/comment/nothing",
    "/staff/results/flavours/quotes",
]


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_staff_pages_ask_strangers_to_sign_in(app, client, path):
    answer = client.get(path)
    assert answer.status_code == 303
    assert answer.location.startswith("/staff/sign-in")


OTHER_SITES = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "null"},
    {"Origin": "https://elsewhere.example"},
]


@pytest.mark.parametrize("headers", OTHER_SITES)
def test_posts_from_other_sites_are_refused(app, client, headers):
    slug = make.open_form()
    data = {"token": make.token_in(client.get(f"/f/{slug}")), "q1bars": "o1salt"}
    assert client.post(f"/f/{slug}", data=data, headers=headers).status_code == 403
    assert client.post(f"/f/{slug}", data=data, headers={"Origin": "http://localhost"}).status_code == 200
