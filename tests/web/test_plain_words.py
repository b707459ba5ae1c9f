"""Pages that refuse or promise say what is true and what helps, in plain words."""

import pytest

from tests import make

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
WRONG = "The e-mail address or the password is not right."


def sign_out(browser):
    return browser.post("/staff/sign-out", data={"csrf_token": make.csrf_in(browser.get("/staff"))})


def test_signing_out_deletes_the_cookie_and_the_page_after_it_sets_none(app):
    browser = make.sign_in(app, make.account(app))
    left = sign_out(browser)
    assert browser.get_cookie("staff", path="/staff") is None
    shown = browser.get(left.location)
    assert (shown.status_code, "Signed out" in shown.text) == (200, True)
    assert browser.get_cookie("staff", path="/staff") is None


def test_pages_say_when_a_cookie_is_set(client):
    assert "This site sets no cookie unless staff open the sign-in page." in client.get("/").text
    assert "This page sets the one cookie that signing in needs." in client.get("/staff/sign-in").text


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("x@example.org", "not this one", WRONG),
        ("m@example.org", "not this one", WRONG),
        ("", "not this one", WRONG),
        ("m@example.org", "", WRONG),
    ],
)
def test_a_refused_sign_in_says_one_plain_sentence(app, email, password, sentence):
    make.account(app)
    browser = app.test_client()
    page = browser.get("/staff/sign-in")
    typed = {"email": email, "password": password, "csrf_token": make.csrf_in(page)}
    assert browser.post("/staff/sign-in", data=typed).text.count(sentence) == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"password": "not this one"}, "This is not your password."),
        ({"password": ""}, "Please type your password."),
        ({"new_password_confirm": "another row of words"}, "The two new passwords are not the same."),
        ({"new_password": None, "new_password_confirm": None}, "This is the password you have now."),
    ],
)
def test_a_refused_change_of_password_says_a_plain_sentence(app, changes, sentence):
    who = make.account(app)
    browser = make.sign_in(app, who)
    typed = {"password": who["password"], "new_password": "four words in a row"}
    typed |= {"new_password_confirm": "four words in a row"} | changes
    typed = {name: who["password"] if text is None else text for name, text in typed.items()}
    token = make.csrf_in(browser.get("/staff/password"))
    assert sentence in browser.post("/staff/password", data={**typed, "csrf_token": token}).text


def test_a_changed_password_is_said_in_a_plain_sentence(app):
    who = make.account(app)
    browser = make.sign_in(app, who)
    new = "four words in a row"
    typed = {"password": who["password"], "new_password": new, "new_password_confirm": new}
    browser.post("/staff/password", data={**typed, "csrf_token": make.csrf_in(browser.get("/staff/password"))})
    assert "Your password is changed." in browser.get("/staff").text


def test_signing_in_without_cookies_says_that_one_is_needed(client):
    page = client.get("/staff/sign-in")
    typed = {"email": "m@example.org", "password": "x", "csrf_token": make.csrf_in(page)}
    refused = client.post("/staff/sign-in", data=typed)
    assert (refused.status_code, "Signing in needs one cookie" in refused.text) == (400, True)


def test_a_lost_mark_with_the_cookie_there_asks_to_reload(app):
    browser = app.test_client()
    browser.get("/staff/sign-in")
    refused = browser.post("/staff/sign-in", data={"email": "m@example.org"})
    assert (refused.status_code, "reload the page" in refused.text) == (400, True)


def test_what_is_too_long_may_still_be_behind_the_back_button(client):
    slug = make.open_form()
    refused = client.post(f"/f/{slug}", data={"token": "x" * 900_000})
    assert (refused.status_code, "Back button" in refused.text) == (413, True)


def test_the_two_causes_of_a_refusal_are_told_apart(app, client):
    slug = make.open_form()
    elsewhere = client.post(f"/f/{slug}", headers={"Sec-Fetch-Site": "cross-site"})
    not_theirs = make.sign_in(app, make.account(app, role="staff")).get("/staff/results")
    assert (elsewhere.status_code, not_theirs.status_code) == (403, 403)
    assert ("another site" in elsewhere.text, "this account" in elsewhere.text) == (True, False)
    assert ("another site" in not_theirs.text, "this account" in not_theirs.text) == (False, True)


@pytest.mark.parametrize(("role", "leads"), [("manager", True), ("staff", False)])
def test_the_navigation_shows_only_what_the_account_may_open(app, role, leads):
    page = make.sign_in(app, make.account(app, role=role)).get("/staff/password")
    assert ('href="/staff/results"' in page.text, 'href="/staff/password"' in page.text) == (leads, True)


def test_a_code_that_does_not_fit_is_said_with_its_signs(client):
    said = "A receipt code has 25 letters, digits and signs; this one does not fit. Please look at it again."
    assert said in client.post("/receipt", data={"code": "ABCD-EFGH"}).text
