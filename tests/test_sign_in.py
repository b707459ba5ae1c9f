"""Signing in: nothing told to strangers, no way off the site, one cookie for the staff pages only."""

import re
import runpy
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from flask_security.utils import hash_password

from forms_app import create_app
from forms_app.gateways import password_hashes
from tests import make

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
production = pytest.mark.parametrize(
    "settings", [{"FORMS_MODE": "production", "FORMS_TRUSTED_HOSTS": "localhost"}], indirect=True
)
ELSEWHERE = [
    "https://elsewhere.example",
    "http://elsewhere.example/staff",
    "//elsewhere.example",
    "///elsewhere.example",
    "/\\elsewhere.example",
    "\\\\elsewhere.example",
    "/\t/elsewhere.example",
    "\t//elsewhere.example",
    " //elsewhere.example",
    "https:elsewhere.example",
    "https:///elsewhere.example",
    "http://localhost@elsewhere.example/",
    "http://localhost:80@elsewhere.example/",
    "http://localhost.elsewhere.example/",
    "javascript:alert(1)",
    "data:text/html,x",
]


@pytest.fixture
def manager(app):
    return make.account(app)


def post(app, who, query="", base_url="http://localhost", headers=None, **more):
    browser = app.test_client()
    page = browser.get(f"/staff/sign-in{query}", base_url=base_url)
    data = {**who, **more, "csrf_token": make.csrf_in(page)}
    return browser.post(f"/staff/sign-in{query}", data=data, base_url=base_url, headers=headers)


def without_tokens(page):
    return re.sub(r'name="csrf_token"[^>]*value="[^"]+"', "", page.text)


def host_after(answer):
    """Where a browser goes, which reads backslashes as slashes."""
    location = (answer.location or "").replace("\\", "/")
    return urlsplit(urljoin("http://localhost/staff/sign-in", location)).netloc


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_never_leads_off_the_site(app, manager, target):
    by_field = post(app, manager, next=target)
    by_address = post(app, manager, query=f"?{urlencode({'next': target})}")
    assert [host_after(by_field), host_after(by_address)] == ["localhost", "localhost"]


def test_signing_in_leads_back_to_the_page_that_was_asked_for(app, manager):
    asked = app.test_client().get("/staff/results")
    assert asked.location == "/staff/sign-in?next=/staff/results"
    assert post(app, manager, query="?next=/staff/results").location == "/staff/results"


def test_an_unknown_account_a_wrong_password_and_a_deactivated_account_get_the_same_answer(app, manager):
    make.account(app, "gone@example.org")
    app.test_cli_runner().invoke(args=["accounts", "deactivate", "gone@example.org"])
    shown = {}
    for email in ("m@example.org", "x@example.org", "gone@example.org"):
        page = post(app, {"email": email, "password": "not the password 1"})
        shown[email] = (page.status_code, without_tokens(page).replace(email, ""))
    assert shown["x@example.org"][0] == 200
    assert shown["x@example.org"] == shown["m@example.org"] == shown["gone@example.org"]


def test_the_session_cookie_stays_under_staff(app, manager):
    cookies = post(app, manager, remember="y").headers.getlist("Set-Cookie")
    assert [re.sub("=[^;]+;", "=...;", cookie, count=1) for cookie in cookies] == [
        "staff=...; HttpOnly; Path=/staff; SameSite=Lax"
    ]


@production
def test_in_production_the_cookie_is_secure_by_name_and_flag(app, manager):
    cookies = post(app, manager, base_url="https://localhost").headers.getlist("Set-Cookie")
    assert [re.sub("=[^;]+;", "=...;", cookie, count=1) for cookie in cookies] == [
        "__Secure-staff=...; Secure; HttpOnly; Path=/staff; SameSite=Lax"
    ]


def test_a_public_page_ignores_a_session_cookie_and_does_not_renew_it(app, manager):
    browser = make.sign_in(app, manager)
    cookie = {"Cookie": f"staff={browser.get_cookie('staff', path='/staff').value}"}
    stranger = app.test_client(use_cookies=False)
    slug = make.open_form()
    assert stranger.get("/staff", headers=cookie).status_code == 200
    for path in ("/", f"/f/{slug}", "/receipt", "/healthz", "/nothing"):
        without, sent = stranger.get(path), stranger.get(path, headers=cookie)
        assert "Set-Cookie" not in sent.headers
        assert "Cookie" not in sent.headers.get("Vary", "")
        assert "m@example.org" not in sent.text
        assert sent.status_code == without.status_code


def test_signing_in_hands_out_no_token_and_no_token_signs_in(app, manager):
    answer = post(app, manager, query="?include_auth_token=1", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.mimetype) == (302, "text/html")
    with app.test_request_context("/staff"):
        token = app.extensions["accounts"].find_user(email="m@example.org").get_auth_token()
    stranger = app.test_client()
    assert stranger.get("/staff", headers={"Authentication-Token": token}).status_code == 303
    assert stranger.get(f"/staff?auth_token={token}").status_code == 303


def test_only_a_form_signs_in(app, manager):
    browser = app.test_client()
    csrf = {"X-CSRFToken": make.csrf_in(browser.get("/staff/sign-in"))}
    assert browser.post("/staff/sign-in", json=manager, headers=csrf).status_code == 415
    assert browser.get("/staff").status_code == 303


def test_a_password_is_costly_to_guess(app, monkeypatch):
    """The tests sign in with quicker hashes than a site does; the library's own are not what a site asked for."""
    as_shipped = runpy.run_path(password_hashes.__file__)["ACCOUNTS"]
    slower = {**as_shipped, "argon2__rounds": 4}
    for asked, said in ((as_shipped, "m=65536,t=3,p=4"), (slower, "m=65536,t=4,p=4")):
        monkeypatch.setattr(password_hashes, "ACCOUNTS", asked)
        with create_app(app.extensions["settings"]).app_context():
            assert hash_password("four words in a row").startswith(f"$argon2id$v=19${said}$")
