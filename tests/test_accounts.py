"""Accounts: roles open pages, commands change them, and what ends a session ends every one of them."""

import pytest

from tests import make

PASSWORD = "a long enough phrase 1"


@pytest.fixture
def manager(app):
    return make.account(app)


def run(app, *words):
    return app.test_cli_runner().invoke(args=["accounts", *words])


def change_password(browser, old, new):
    token = make.csrf_in(browser.get("/staff/password"))
    data = {"password": old, "new_password": new, "new_password_confirm": new, "csrf_token": token}
    return browser.post("/staff/password", data=data)


def test_a_manager_sees_results_and_another_role_does_not(app, manager):
    browser = make.sign_in(app, manager)
    assert browser.get("/staff/results").status_code == 200
    run(app, "revoke", "m@example.org", "--role", "manager")
    run(app, "grant", "m@example.org", "--role", "staff")
    assert browser.get("/staff/results").status_code == 403


def test_signing_out_ends_the_other_sessions_of_the_account_too(app, manager):
    here, there = make.sign_in(app, manager), make.sign_in(app, manager)
    token = make.csrf_in(here.get("/staff"))
    assert here.post("/staff/sign-out", data={"csrf_token": token}).status_code in (302, 303)
    assert there.get("/staff").status_code == 303


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(app, manager):
    browser = make.sign_in(app, manager)
    stolen = browser.get_cookie("staff", path="/staff").value
    browser.post("/staff/sign-out", data={"csrf_token": make.csrf_in(browser.get("/staff"))})
    thief = app.test_client(use_cookies=False)
    assert thief.get("/staff", headers={"Cookie": f"staff={stolen}"}).status_code == 303


def test_signing_out_without_the_csrf_token_is_refused(app, manager):
    assert make.sign_in(app, manager).post("/staff/sign-out").status_code == 400


def test_a_new_password_ends_the_other_sessions_and_replaces_the_old_one(app, manager):
    here, there = make.sign_in(app, manager), make.sign_in(app, manager)
    changed = change_password(here, manager["password"], PASSWORD)
    assert (changed.status_code, changed.location) == (302, "/staff")
    assert [here.get("/staff").status_code, there.get("/staff").status_code] == [200, 303]
    assert make.sign_in(app, manager).get("/staff").status_code == 303
    assert make.sign_in(app, {**manager, "password": PASSWORD}).get("/staff").status_code == 200


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ("short", "Please use at least 15 characters."),
        ("x7 Gm!pq" * 16 + "y", "Please use at most 128 characters."),
        ("m@example.orgpassword", "This password is easy to guess. Please choose other words."),
    ],
)
def test_a_bad_new_password_is_refused_with_its_sentence_and_not_shown(app, manager, new, sentence):
    browser = make.sign_in(app, manager)
    refused = change_password(browser, manager["password"], new)
    assert sentence in refused.text
    assert new not in refused.text
    assert make.sign_in(app, manager).get("/staff").status_code == 200


def test_a_password_of_128_characters_beyond_latin_opens_the_account(app, manager):
    long = ("жук ёлка 🦊 é " * 10)[:128]
    assert change_password(make.sign_in(app, manager), manager["password"], long).status_code == 302
    assert make.sign_in(app, {**manager, "password": long}).get("/staff").status_code == 200


def test_deactivating_ends_every_session_for_good_and_activating_lets_sign_in_again(app, manager):
    other = make.sign_in(app, make.account(app, "other@example.org"))
    browser = make.sign_in(app, manager)
    assert run(app, "deactivate", "m@example.org").output == "m@example.org is deactivated.\n"
    assert browser.get("/staff").status_code == 303
    assert make.sign_in(app, manager).get("/staff").status_code == 303
    assert run(app, "list").output == "m@example.org: manager (deactivated)\nother@example.org: manager\n"
    assert run(app, "activate", "m@example.org").output == "m@example.org is active.\n"
    assert browser.get("/staff").status_code == 303
    assert make.sign_in(app, manager).get("/staff").status_code == 200
    assert other.get("/staff").status_code == 200


@pytest.mark.parametrize("word", ["deactivate", "activate"])
def test_an_account_that_is_not_there_is_said_plainly(app, word):
    done = run(app, word, "nobody@example.org")
    assert (done.exit_code, done.output) == (1, "Error: There is no such account nobody@example.org.\n")


@pytest.mark.parametrize(
    "typed", ["m", "m@", "@example.org", "m@example", "m@example.org\nBcc: x@example.org", "m m@x.org"]
)
def test_what_is_no_e_mail_address_gets_no_account(app, typed):
    done = run(app, "create", typed, "--role", "staff")
    assert (done.exit_code, done.output) == (1, f"Error: {typed} is not an e-mail address.\n")
    assert run(app, "list").output == ""


def test_another_spelling_of_an_address_is_the_same_account(app, manager):
    assert run(app, "create", "M@Example.org", "--role", "staff").exit_code == 1
    assert make.sign_in(app, {**manager, "email": "M@EXAMPLE.org"}).get("/staff").status_code == 200
