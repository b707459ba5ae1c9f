"""Accounts in the browser: made, given roles, stopped; never without somebody who looks after the site."""

import re

import pytest

from forms_app.services import accounts
from tests import make

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
NEW = "new@shop.example"


@pytest.fixture
def administrator(app):
    return make.sign_in(app, make.account(app, "ad@shop.example", "administrator"))


def post(browser, address="/staff/accounts", **data):
    page = browser.get("/staff/accounts")
    return browser.post(address, data={"csrf_token": make.csrf_in(page), **data})


def sign_in(app, password):
    return make.sign_in(app, {"email": NEW, "password": password})


def id_of(email):
    return next(one.id for one in accounts.list_colleagues() if one.email == email)


def password_in(answer):
    return re.search(r"<code>([\w-]+)</code>", answer.text)[1]


def roles_of(email):
    return sorted(next(one.roles for one in accounts.list_colleagues() if one.email == email))


def test_an_account_is_made_and_works(app, administrator):
    made = post(administrator, email=NEW, roles=["staff", "reader"])
    browser = sign_in(app, password_in(made))
    assert (made.status_code, made.headers["Cache-Control"]) == (200, "no-store")
    pages = {"/staff/forms": 200, "/staff/comments": 200, "/staff/results": 403}
    assert {path: browser.get(path).status_code for path in pages} == pages
    again = post(administrator, email=NEW.upper(), roles=["staff"])
    assert (again.status_code, "there is an account with it already" in again.text) == (422, True)


def test_what_is_missing_is_said_and_nothing_is_lost(administrator):
    for typed, roles, said in (("nobody", ["staff"], "no e-mail address"), (NEW, [], "at least one role")):
        refused = post(administrator, email=typed, roles=roles)
        assert (refused.status_code, said in refused.text, f'value="{typed}"' in refused.text) == (422, True, True)


def test_roles_are_changed_a_password_is_renewed_and_an_account_stopped(app, administrator):
    first = password_in(post(administrator, email=NEW, roles=["staff"]))
    browser, number = sign_in(app, first), id_of(NEW)
    assert post(administrator, f"/staff/accounts/{number}/roles", roles=["manager"]).status_code == 303
    assert [browser.get(path).status_code for path in ("/staff/forms", "/staff/results")] == [403, 200]
    second = password_in(post(administrator, f"/staff/accounts/{number}/password"))
    assert browser.get("/staff/results").status_code == 303
    browser = sign_in(app, second)
    assert post(administrator, f"/staff/accounts/{number}/stop").status_code == 303
    assert browser.get("/staff/results").status_code == 303
    assert post(administrator, f"/staff/accounts/{number}/start").status_code == 303
    assert sign_in(app, second).get("/staff/results").status_code == 200


def test_somebody_always_looks_after_the_site(administrator):
    own = id_of("ad@shop.example")
    for path, data in (("roles", {"roles": ["staff"]}), ("stop", {})):
        refused = post(administrator, f"/staff/accounts/{own}/{path}", **data)
        assert (refused.status_code, "Nobody else looks after the site" in refused.text) == (422, True)
    assert roles_of("ad@shop.example") == ["administrator"]
    post(administrator, email=NEW, roles=["administrator"])
    assert post(administrator, f"/staff/accounts/{own}/roles", roles=["staff"]).status_code == 303
    assert administrator.get("/staff/accounts").status_code == 403


def test_others_see_nothing_of_it(app, client, administrator):
    staff = make.sign_in(app, make.account(app, "staff@shop.example", "staff"))
    for path in ("", "/1/roles", "/1/stop", "/1/start", "/1/password"):
        data = {"csrf_token": make.csrf_in(staff.get("/staff")), "roles": ["administrator"], "email": NEW}
        assert staff.post(f"/staff/accounts{path}", data=data).status_code == 403
    assert (staff.get("/staff/accounts").status_code, client.get("/staff/accounts").status_code) == (403, 303)
    assert post(administrator, "/staff/accounts/999/stop").status_code == 404
