"""Who sees results and wants it is told by mail when some are ready: once, with no figure and no form named."""

from datetime import UTC, date, datetime

import pytest

from forms_app.services import accounts, sending
from tests import make
from tests.mail.test_outbox import rows

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
NOW = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)


def publish(number):
    document = {**make.example("publication-1"), "number": number, "first_day": "2026-02-01"}
    make.published({**document, "last_day": date(2026, 2, 20 + number).isoformat()})


@pytest.fixture
def browser(app, mail_works):
    make.open_form()
    return make.sign_in(app, make.account(app, "manager@shop.example"))


def wish(browser, **data):
    return browser.post("/staff/notices/mail", data={**data, "csrf_token": make.csrf_in(browser.get("/staff"))})


def run():
    while sending.run(now=NOW).tried:
        pass


def test_one_mail_tells_of_all_that_is_new_and_nothing_of_it(app, browser, peer):
    make.account(app, "other@shop.example")
    assert wish(browser, wanted="yes").status_code == 303
    publish(1)
    publish(2)
    for _ in range(2):
        run()
    (mail,) = peer.mails
    text = mail.get_body(("plain",)).get_content()
    assert (mail["To"], "https://forms.shop.example/staff" in text) == ("manager@shop.example", True)
    assert not any(word in str(mail).lower() for word in ("flavours", "bar", "k3f9a2"))
    publish(3)
    run()
    assert (len(peer.kept), rows(app)) == (2, [])


def test_what_was_ready_before_is_not_told_and_nobody_is_told_who_stopped_or_left(app, browser, peer):
    publish(1)
    app.test_cli_runner()
    assert "Tell me by mail" in browser.get("/staff").text
    wish(browser, wanted="yes")
    assert "No more mails about results" in browser.get("/staff").text
    wish(browser)
    publish(2)
    run()
    wish(browser, wanted="yes")
    accounts.deactivate(email="manager@shop.example")
    publish(3)
    run()
    assert peer.kept == []


def test_before_a_test_message_was_sent_it_is_not_offered(app, browser):
    app.extensions["settings"].__dict__["mail_sender"] = "new@shop.example"
    assert "Tell me by mail" not in browser.get("/staff").text
