"""The first start: a link good once and only while nobody has an account; then a site, or a demo by itself."""

import json

import pytest

from forms_app import create_app
from forms_app.gateways import demo as demo_folder
from forms_app.gateways import first_start as first_start_link
from forms_app.services import accounts, demo, first_start
from forms_app.settings import SettingError, from_environment
from tests import make

PASSWORD = "four words in a row"
TYPED = {
    "name": "Marlowe Lane Chocolate",
    "zone": "Europe/London",
    "account": "me@example.org",
    "password": PASSWORD,
    "again": PASSWORD,
}
only_files = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
public = pytest.mark.parametrize("settings", [{"FORMS_TRUSTED_HOSTS": "localhost"}], indirect=True)


@pytest.fixture
def token(settings, app):
    return first_start.make_token(instance=settings.instance)


def post(app, path, **data):
    browser = app.test_client()
    page = browser.get(path)
    return browser.post(path, data={**data, "csrf_token": make.csrf_in(page)}) if page.status_code == 200 else page


def set_up(app, token, **changes):
    return post(app, f"/staff/set-up/{token}/site", **{**TYPED, **changes})


def choose_demo(app, token):
    browser = app.test_client()
    mark = make.csrf_in(browser.get(f"/staff/set-up/{token}/site"))
    return browser.post(f"/staff/set-up/{token}/demo", data={"csrf_token": mark})


def test_the_link_sets_the_site_up_and_its_account_may_do_everything(app, client, token):
    done = set_up(app, token)
    assert (done.status_code, done.location) == (303, "/staff/sign-in")
    browser = make.sign_in(app, {"email": "me@example.org", "password": PASSWORD})
    assert "What to do next" in browser.get("/staff").text
    assert [browser.get(path).status_code for path in ("/staff/site", "/staff/results")] == [200, 200]
    assert accounts.list_accounts() == [
        ("me@example.org", ["administrator", "inbox", "manager", "reader", "staff", "till"], True)
    ]
    assert "Marlowe Lane Chocolate" in client.get("/").text


def test_setting_up_signs_nobody_in(app, token):
    browser = app.test_client()
    mark = make.csrf_in(browser.get(f"/staff/set-up/{token}/site"))
    browser.post(f"/staff/set-up/{token}/site", data={**TYPED, "csrf_token": mark})
    assert browser.get("/staff").location == "/staff/sign-in?next=/staff"


def test_the_link_works_once(app, token):
    set_up(app, token)
    assert set_up(app, token, account="thief@example.org").status_code == 404
    for path in ("", "/site", "/demo"):
        assert app.test_client().get(f"/staff/set-up/{token}{path}").status_code == 404
    assert [email for email, _roles, _active in accounts.list_accounts()] == ["me@example.org"]


def test_of_two_who_send_it_at_once_one_sets_up(app, settings, token):
    first, second = app.test_client(), app.test_client()
    path = f"/staff/set-up/{token}/site"
    marks = [make.csrf_in(browser.get(path)) for browser in (first, second)]
    sent = [
        browser.post(path, data={**TYPED, "account": f"{number}@example.org", "csrf_token": mark}).status_code
        for number, (browser, mark) in enumerate(zip((first, second), marks, strict=True))
    ]
    assert (sent, len(accounts.list_accounts())) == ([303, 404], 1)


def test_once_there_is_an_account_no_link_is_made_and_an_old_one_is_worth_nothing(app, settings, token):
    make.account(app)
    assert app.test_client().get(f"/staff/set-up/{token}").status_code == 404
    assert first_start.make_token(instance=settings.instance) is None


def test_a_new_start_makes_the_link_before_it_worthless(app, settings, token):
    newer = first_start.make_token(instance=settings.instance)
    statuses = [app.test_client().get(f"/staff/set-up/{each}").status_code for each in (token, newer)]
    assert statuses == [404, 200]


@pytest.mark.parametrize("guess", ["x", "%00", "é", "%ff", "x" * 5_000])
def test_a_guessed_link_is_not_there(app, token, guess):
    assert app.test_client().get(f"/staff/set-up/{guess}").status_code == 404
    assert set_up(app, guess).status_code == 404


@only_files
def test_the_link_itself_is_kept_nowhere(settings, token):
    kept = [path.read_bytes() for path in settings.instance.rglob("*") if path.is_file()]
    assert [content for content in kept if token.encode() in content] == []
    assert (settings.instance / "first-start").stat().st_mode & 0o777 == 0o600


def test_without_the_mark_of_its_page_nothing_is_sent(app, token):
    for path in ("site", "demo"):
        assert app.test_client().post(f"/staff/set-up/{token}/{path}", data=TYPED).status_code == 400
    assert accounts.list_accounts() == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Please write the name that visitors know you by."),
        ({"account": "me"}, "Please write an e-mail address"),
        ({"account": ""}, "Please write an e-mail address"),
        ({"password": "short", "again": "short"}, "Please use at least 15 characters."),
        ({"password": "me@example.orgme@example.org", "again": ""}, "This password is easy to guess."),
        ({"again": "other"}, "The two passwords are not the same."),
    ],
)
def test_what_cannot_be_taken_is_said_and_the_rest_given_back_but_for_passwords(app, token, changes, sentence):
    refused = set_up(app, token, telephone="+44 20 7946 0123", **changes)
    assert (refused.status_code, sentence in refused.text) == (422, True)
    assert "+44 20 7946 0123" in refused.text
    assert PASSWORD not in refused.text
    assert accounts.list_accounts() == []
    assert set_up(app, token).status_code == 303


@only_files
def test_choosing_the_demo_is_noted_for_the_one_who_serves_and_the_page_waits_by_itself(app, settings, token):
    done = choose_demo(app, token)
    assert (done.status_code, done.location) == (303, f"/staff/set-up/{token}/demo")
    assert demo.is_wanted(instance=settings.instance)
    demo_folder.tell(settings.instance / "demo", "March 2026")
    waiting = app.test_client().get(done.location)
    assert (waiting.headers["Refresh"], "March 2026" in waiting.text) == ("2", True)
    assert app.test_client().get(f"/staff/set-up/{token}").location == done.location
    assert set_up(app, token).status_code == 404 or accounts.list_accounts() == []


@only_files
@public
def test_a_site_with_a_public_name_offers_no_demo_and_makes_none(app, settings, token):
    assert "Look around a demo" not in app.test_client().get(f"/staff/set-up/{token}").text
    assert choose_demo(app, token).status_code == 404
    assert not demo.is_wanted(instance=settings.instance)


def a_demo(tmp_path, **given):
    """An application in a folder that says it is a demo, made by whoever had the link t0ken."""
    demo.want(instance=tmp_path, token="t0ken")
    demo.finish(folder=tmp_path / "demo", accounts=[{"role": "manager", "email": "m@example.org", "password": "xyz"}])
    return create_app(from_environment({"FORMS_INSTANCE": str(tmp_path / "demo"), **given}))


@only_files
@pytest.mark.parametrize("hosts", ["forms.example.org", "127.0.0.1"])
def test_a_demo_is_not_started_once_trusted_hosts_are_set(app, tmp_path, hosts):
    with pytest.raises(SettingError, match="FORMS_TRUSTED_HOSTS"):
        a_demo(tmp_path, FORMS_TRUSTED_HOSTS=hosts)


@only_files
def test_the_passwords_of_a_demo_are_for_its_owner_only(app, tmp_path):
    a_demo(tmp_path)
    folder = tmp_path / "demo"
    assert (folder / "demo.json").stat().st_mode & 0o777 == 0o600
    assert "t0ken" not in (folder / "demo.json").read_text()
    assert [account["password"] for account in demo.find_accounts(folder=folder, token="t0ken")] == ["xyz"]
    assert demo.find_accounts(folder=folder, token="other") is None
    assert json.loads((folder / "demo.json").read_text())["accounts"][0]["role"] == "manager"


def as_demo(app):
    """This very application, told that its folder is a demo."""
    app.extensions["is_demo"] = True
    app.extensions.pop("first_pages", None)


@only_files
def test_every_page_of_a_demo_says_so_and_no_other_does(app, client):
    slug = make.open_form()
    paths = ("/", f"/f/{slug}", "/receipt", "/accessibility", "/staff/sign-in", "/nothing")
    said = "Demo: an invented business with invented answers."
    assert [said in client.get(path).text for path in paths] == [False] * 6
    as_demo(app)
    assert [said in client.get(path).text for path in paths] == [True] * 6


@only_files
def test_removing_the_demo_is_asked_for_by_its_administrator_and_leads_to_the_first_page(app, settings):
    browser = make.sign_in(app, make.account(app, role="administrator"))
    manager = make.sign_in(app, make.account(app, "other@example.org"))
    assert browser.get("/staff/demo").status_code == 404
    as_demo(app)
    assert manager.get("/staff/demo").status_code == 403
    mark = make.csrf_in(browser.get("/staff/demo"))
    assert not demo.is_leaving(folder=settings.instance)
    gone = browser.post("/staff/demo", data={"csrf_token": mark})
    assert (gone.status_code, demo.is_leaving(folder=settings.instance)) == (303, True)
    waiting = app.test_client().get(gone.location)
    assert (waiting.headers["Refresh"], "being removed" in waiting.text) == ("2", True)
    link, token = settings.instance.parent / "first-start", gone.location.rsplit("/", 1)[1]
    assert first_start_link.is_token(link.parent, token)
    link.unlink()


@only_files
def test_the_main_page_of_a_new_installation_says_where_the_link_is_until_it_was_used(app, client, token):
    said = "This site has just been installed"
    assert said in client.get("/").text
    set_up(app, token)
    assert said not in client.get("/").text
    assert "No form is open at the moment" in client.get("/").text
