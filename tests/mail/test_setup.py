"""The mail page: a test message to whoever looks after the site, and in plain words what keeps mail from going."""

from html import unescape

import pytest

from forms_app.services import mail_setup
from tests import make

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


@pytest.fixture
def browser(app):
    return make.sign_in(app, make.account(app, "admin@shop.example", "administrator"))


def post(browser, path):
    return browser.post(path, data={"csrf_token": make.csrf_in(browser.get("/staff/mail"))})


def test_a_test_message_goes_to_the_signed_in_person_and_turns_mail_on(app, browser, peer):
    assert "Until one is, nothing else is sent." in browser.get("/staff/mail").text
    assert post(browser, "/staff/mail/test").status_code == 303
    page = browser.get("/staff/mail").text
    assert ("Mail is on." in page, "admin@shop.example" in page, "Look at the records" in page) == (True, True, True)
    (mail,) = peer.mails
    assert (mail["To"], mail["From"]) == ("admin@shop.example", "Marlowe Lane <news@shop.example>")
    assert mail.get_body(("plain",)).get_content().startswith("This is the test message you asked for.")
    assert "<h1>Mail works</h1>" in mail.get_body(("html",)).get_content()


def test_other_settings_want_another_test(app, browser):
    post(browser, "/staff/mail/test")
    assert mail_setup.find_obstacle() is None
    app.extensions["settings"].__dict__["mail_sender"] = "other@shop.example"
    assert mail_setup.find_obstacle() is not None


@pytest.mark.parametrize(
    ("answers", "sentence", "advice"),
    [
        ({"admin@shop.example": "550 5.7.1 relaying denied"}, "refuses the address of the recipient", "550 5.7.1"),
        ({}, "refuses the message", "554 5.7.0 no"),
    ],
)
def test_what_the_server_refuses_is_said_with_its_answer(browser, peer, answers, sentence, advice):
    peer.rcpt, peer.data = answers, ["554 5.7.0 no"]
    refused = post(browser, "/staff/mail/test")
    shown = unescape(refused.text)
    assert (refused.status_code, sentence in shown, advice in shown) == (422, True, True)
    assert mail_setup.find_obstacle() is not None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"mail_port": 1}, "The mail server does not answer."),
        ({"mail_tls": "starttls"}, "could not be encrypted"),
        ({"mail_tls": "tls"}, "could not be encrypted"),
    ],
)
def test_what_is_wrong_with_the_connection_is_said(app, browser, changes, sentence):
    app.extensions["settings"].__dict__.update(changes)
    assert sentence in post(browser, "/staff/mail/test").text


def test_only_who_looks_after_the_site_sees_it(app):
    browser = make.sign_in(app, make.account(app, role="staff"))
    assert [browser.get(path).status_code for path in ("/staff/mail", "/staff/outbox")] == [403, 403]
