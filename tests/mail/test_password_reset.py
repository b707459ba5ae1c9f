"""A forgotten password: one answer for every address, a link that works once and not for long."""

import re
from datetime import timedelta

import pytest

from forms_app.domain.errors import NotFound
from forms_app.services import activity, password_resets
from forms_app.services.activity import Wanted
from tests import make
from tests.mail.test_issues import NOW, run
from tests.mail.test_subscribing import rows

PASSWORD = "four other words here"
pytestmark = pytest.mark.usefixtures("mail_works")


@pytest.fixture
def who(app):
    return make.account(app, "Boss@shop.example", "administrator")


def post(browser, path, page=None, **data):
    token = make.csrf_in(browser.get(page or path))
    return browser.post(path, data={**data, "csrf_token": token})


def link(peer, now=NOW):
    run(now)
    return re.search(r"https://\S+(/staff/new-password/\S+)", peer.mails[-1].get_body(("plain",)).get_content())[1]


def asked(app, address="boss@SHOP.example", now=NOW):
    password_resets.send_link(address=address, now=now)


def test_every_address_gets_one_answer_and_only_an_active_account_a_mail(app, peer, who):
    browser = app.test_client()
    known = post(browser, "/staff/forgotten", email="boss@shop.example")
    unknown = post(browser, "/staff/forgotten", email="nobody@shop.example")
    assert (known.status_code, known.data) == (unknown.status_code, unknown.data)
    assert post(browser, "/staff/forgotten", email="nobody").status_code == 422
    app.test_cli_runner().invoke(args=["accounts", "deactivate", who["email"]])
    asked(app, now=NOW + timedelta(days=400))
    run(NOW + timedelta(days=400))
    assert peer.recipients == ["Boss@shop.example"]
    assert rows(app, "outbox") == {"outbox": []}


def test_the_link_changes_nothing_when_opened_and_works_once(app, peer, who):
    before = make.sign_in(app, who)
    post(app.test_client(), "/staff/forgotten", email=who["email"])
    browser, path = app.test_client(), link(peer, now=NOW + timedelta(days=400))
    for _ in range(3):
        assert browser.get(path).status_code == 200
    assert before.get("/staff").status_code == 200
    assert post(browser, path, password="short", again="short").status_code == 422
    assert post(browser, path, password=PASSWORD, again="four words in a row").status_code == 422
    assert browser.post(path, data={"password": PASSWORD, "again": PASSWORD}).status_code == 400  # without its mark
    done = post(browser, path, password=PASSWORD, again=PASSWORD)
    assert (done.status_code, done.location) == (303, "/staff/sign-in")
    assert "Your password is changed." in browser.get("/staff/sign-in").text
    assert before.get("/staff").status_code == 303
    assert make.sign_in(app, {**who, "password": PASSWORD}).get("/staff").status_code == 200
    assert browser.get(path).status_code == 404
    assert post(browser, path, page="/staff/sign-in", password=PASSWORD, again=PASSWORD).status_code == 404
    newest = activity.list_entries(wanted=Wanted(), before=None, most=1)[0]
    assert (newest.deed, newest.account_id) == ("password renewed", newest.facts["account"])


def test_a_link_is_good_for_two_hours_and_not_for_another_purpose(app, peer, who):
    asked(app)
    token = link(peer).rpartition("/")[2]
    assert password_resets.find_account(token=token, now=NOW + timedelta(hours=2))[1] == "Boss@shop.example"
    for wrong, now in ((token, NOW + timedelta(hours=2, seconds=1)), (token[:-2] + "AA", NOW), ("x", NOW)):
        with pytest.raises(NotFound):
            password_resets.find_account(token=wrong, now=now)


def test_signing_out_everywhere_ends_the_link_too(app, peer, who):
    asked(app)
    token = link(peer).rpartition("/")[2]
    browser = make.sign_in(app, who)
    post(browser, "/staff/sign-out", page="/staff")
    with pytest.raises(NotFound):
        password_resets.find_account(token=token, now=NOW)


def test_nobody_is_flooded(app, peer, who):
    for minute in range(60):
        asked(app, now=NOW + timedelta(minutes=minute))
    run(NOW + timedelta(hours=1))
    assert len(peer.kept) == 3


@pytest.mark.parametrize("settings", [{"FORMS_MAIL_SENDER": "other@shop.example"}], indirect=True)
def test_while_mail_is_off_the_page_says_why_and_a_command_helps(app, who):
    app.extensions["settings"].__dict__["mail_sender"] = "changed@shop.example"
    browser = app.test_client()
    page = browser.get("/staff/forgotten").text
    assert ("flask accounts new-password" in page, 'name="email"' in page) == (True, False)
    assert post(browser, "/staff/forgotten", page="/staff/sign-in", email=who["email"]).status_code == 503
    made = app.test_cli_runner().invoke(args=["accounts", "new-password", who["email"]]).output.split()[-1]
    assert make.sign_in(app, {**who, "password": made}).get("/staff").status_code == 200
    assert make.sign_in(app, who).get("/staff").status_code == 303
