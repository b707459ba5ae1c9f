"""Tokens: made and withdrawn by their account, shown once, kept as hashes, and never worth more than their account."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import text

from forms_app.domain.api_tokens import MOST, SCOPES, scopes_for
from forms_app.domain.errors import NotFound, Unfit
from forms_app.domain.roles import DEEDS, ROLES
from forms_app.services import accounts, activity, api_tokens, holdings, upkeep
from forms_app.services.activity import Wanted
from forms_app.services.subscriptions import subject_of
from tests import make
from tests.api.programs import account_id, bearing, change, program, today, token_of

ME = "m@example.org"


def rows(app):
    with app.extensions["databases"]["people"].connect() as connection:
        return connection.execute(text("SELECT * FROM api_token")).mappings().all()


def post(browser, path, **data):
    return browser.post(path, data={"csrf_token": make.csrf_in(browser.get("/staff/tokens")), **data})


def redeem(client, headers):
    given = {"code": "0000-0000-0000", "reference": "1"}
    return client.post("/api/v1/vouchers/redeem", json=given, headers=headers).status_code


def test_the_roles_that_may_make_tokens_are_those_that_may_do_what_tokens_can():
    able = {role for role in ROLES if scopes_for([role])}
    assert able == DEEDS["make own tokens"]


def test_a_token_is_shown_once_and_no_database_or_log_has_it(app, caplog):
    browser = make.sign_in(app, make.account(app, role="staff"))
    page = post(browser, "/staff/tokens", name="Till 2", scopes=["redeem"], days="90")
    token = re.search(r"forms_[\w-]{43}", page.text)[0]
    assert token not in browser.get("/staff/tokens").text
    assert redeem(app.test_client(), bearing(token)) == 404
    kept = str(rows(app)) + str(activity.list_entries(wanted=Wanted(), before=None, most=100)) + caplog.text
    assert token.removeprefix("forms_") not in kept
    assert rows(app)[0]["used_on"] is not None


def test_sending_the_page_again_makes_no_second_token(app):
    browser = make.sign_in(app, make.account(app, role="staff"))
    sent = [post(browser, "/staff/tokens", name="Till 2", scopes=["redeem"], days="90") for _ in range(2)]
    assert ([answer.status_code for answer in sent], len(rows(app))) == ([200, 422], 1)


WRONG = [
    {"name": ""},
    {"name": "x" * 61},
    {"scopes": []},
    {"scopes": ["results"]},
    {"scopes": ["nothing"]},
    {"days": "0"},
    {"days": "366"},
    {"days": "x"},
    {"days": "٣" * 6},
    {"days": ""},
]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_what_no_token_can_be_is_refused_beside_its_field(app, wrong):
    browser = make.sign_in(app, make.account(app, role="staff"))
    page = post(browser, "/staff/tokens", **{"name": "Till", "scopes": ["redeem"], "days": "90", **wrong})
    assert (page.status_code, "aria-invalid" in page.text, rows(app)) == (422, True, [])


def test_an_account_has_so_many_tokens_and_no_more(app):
    make.account(app, role="staff")
    for number in range(MOST):
        token_of(1, "redeem", name=f"Till {number}")
    with pytest.raises(Unfit):
        token_of(1, "redeem", name="one more")


def test_it_is_withdrawn_by_its_own_account_alone_and_the_log_says_so(app, client):
    headers = program(app, "staff", "redeem")
    make.account(app, email="other@example.org", role="staff")
    key = rows(app)[0]["id"]
    with pytest.raises(NotFound):
        api_tokens.withdraw(account_id=account_id(app, "other@example.org"), id_=bytes(key))
    browser = make.sign_in(app, make.account(app, email="third@example.org", role="staff"))
    assert post(browser, f"/staff/tokens/{bytes(key).hex()}/withdraw").status_code == 404
    assert redeem(client, headers) == 404
    api_tokens.withdraw(account_id=account_id(app, ME), id_=bytes(key))
    assert redeem(client, headers) == 401
    found = activity.list_entries(wanted=Wanted(), before=None, most=100)
    of_tokens = [(entry.deed, dict(entry.facts)) for entry in found if "token" in entry.deed]
    assert of_tokens == [("token withdrawn", {}), ("token made", {"scopes": "redeem", "days": 90})]


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Bearer x", "Basic bTpw", "Bearer forms_" + "x" * 43, "Bearer forms_" + "é" * 43],
)
def test_without_a_token_that_is_valid_nothing_is_done(app, client, header):
    answer = client.post("/api/v1/vouchers/redeem", json={}, headers={"Authorization": header.encode()})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer realm=api")
    assert answer.json["code"] == "no-token"


def test_a_cookie_is_no_token(app):
    browser = make.sign_in(app, make.account(app, role="staff"))
    answer = browser.post("/api/v1/vouchers/redeem", json={"code": "0", "reference": "1"})
    assert (answer.status_code, "Set-Cookie" in answer.headers) == (401, False)


def test_it_ends_after_its_last_day_and_the_nightly_upkeep_deletes_it(app):
    make.account(app, role="staff")
    token, last = token_of(1, "redeem", days=7), today() + timedelta(days=7)
    assert api_tokens.find_bearer(text=token, today=last) is not None
    assert api_tokens.find_bearer(text=token, today=last + timedelta(days=1)) is None
    for day, left in ((last, 1), (last + timedelta(days=1), 0)):
        upkeep.run(now=datetime.combine(day, time(12), UTC))
        assert len(rows(app)) == left


def test_it_ends_with_its_account_and_with_its_password_and_stays_ended(app, client):
    headers = program(app, "staff", "redeem")
    make.account(app, email="boss@example.org", role="administrator")
    change(app, accounts.stop, email=ME)
    assert redeem(client, headers) == 401
    change(app, accounts.activate, email=ME)
    assert redeem(client, headers) == 401
    again = bearing(token_of(account_id(app, ME), "redeem"))
    assert redeem(client, again) == 404
    change(app, accounts.set_password, email=ME, password_hash="x")
    assert redeem(client, again) == 401


def test_it_can_no_more_than_its_account_at_that_moment(app, client):
    headers = program(app, "staff", "redeem")
    change(app, accounts.grant, email=ME, role="reader")
    change(app, accounts.revoke, email=ME, role="staff")
    answer = client.post("/api/v1/vouchers/redeem", json={"code": "0", "reference": "1"}, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (403, "role")
    change(app, accounts.grant, email=ME, role="staff")
    assert redeem(client, headers) == 404


def test_a_person_gets_their_tokens_with_their_data(app):
    program(app, "staff", "redeem")
    section = holdings.list_held(subject=subject_of(ME))[-1]
    assert (section.name, section.rows[0]["Name"]) == ("Your tokens for programs", "Till 2")
    assert holdings.list_held(subject=subject_of("other@example.org")) == []


def test_every_scope_is_a_deed_of_the_table():
    assert {scope.deed for scope in SCOPES.values()} <= DEEDS.keys()


@pytest.mark.parametrize(("ticked", "left"), [({"withdraw_tokens": "yes"}, 0), ({}, 1)])
def test_a_new_password_of_ones_own_withdraws_tokens_unless_unticked(app, ticked, left):
    who = make.account(app, ME, role="staff")
    browser = make.sign_in(app, who)
    assert "withdraw_tokens" not in browser.get("/staff/password").text
    post(browser, "/staff/tokens", name="Till 2", scopes=["redeem"], days="90")
    page = browser.get("/staff/password")
    assert ("Withdraw my 1 token for programs too" in page.text, 'value="yes" checked' in page.text) == (True, True)
    new = "four other words in a row"
    typed = {"csrf_token": make.csrf_in(page), "new_password": new, "new_password_confirm": new, **ticked}
    assert browser.post("/staff/password", data={**typed, "password": "wrong words here"}).status_code == 200
    assert len(api_tokens.list_tokens(account_id=account_id(app, ME))) == 1
    assert browser.post("/staff/password", data={**typed, "password": who["password"]}).status_code == 302
    assert len(api_tokens.list_tokens(account_id=account_id(app, ME))) == left
