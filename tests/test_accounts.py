"""Accounts: roles open pages, signing out ends every session."""

import re

import pytest

PASSWORD = "a long enough password 1"


@pytest.fixture
def manager(app):
    made = app.test_cli_runner().invoke(args=["accounts", "create", "m@example.org", "--role", "manager"])
    return {"email": "m@example.org", "password": made.output.split()[-1]}


def sign_in(app, who):
    client = app.test_client()
    page = client.get("/staff/sign-in")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]
    return client, client.post("/staff/sign-in", data={**who, "csrf_token": token})


def test_a_manager_sees_results_and_another_role_does_not(app, manager):
    client, _ = sign_in(app, manager)
    assert client.get("/staff/results").status_code == 200
    app.test_cli_runner().invoke(args=["accounts", "revoke", "m@example.org", "--role", "manager"])
    app.test_cli_runner().invoke(args=["accounts", "grant", "m@example.org", "--role", "staff"])
    assert client.get("/staff/results").status_code == 403


def test_the_session_cookie_stays_under_staff(app, manager):
    _, answer = sign_in(app, manager)
    assert "Path=/staff" in answer.headers["Set-Cookie"]
    assert "HttpOnly" in answer.headers["Set-Cookie"]


def test_a_wrong_password_opens_nothing(app, manager):
    client, _ = sign_in(app, {**manager, "password": PASSWORD})
    assert client.get("/staff/results").status_code == 303


def test_signing_out_ends_the_other_sessions_of_the_account_too(app, manager):
    here, _ = sign_in(app, manager)
    there, _ = sign_in(app, manager)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', here.get("/staff").text)[1]
    assert here.post("/staff/sign-out", data={"csrf_token": token}).status_code in (302, 303)
    assert there.get("/staff").status_code == 303


def test_signing_out_without_the_csrf_token_is_refused(app, manager):
    client, _ = sign_in(app, manager)
    assert client.post("/staff/sign-out").status_code == 400
