"""What waits to be sent, on its page and by command, and the mails that are files while somebody tries it out."""

import pytest

from forms_app.services import sending
from tests import make
from tests.mail.test_outbox import NOW, mail, put, rows

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
FILES = pytest.mark.parametrize("settings", [{"FORMS_MAIL_HOST": ""}], indirect=True)


@pytest.fixture
def browser(app, mail_works):
    return make.sign_in(app, make.account(app, "admin@shop.example", "administrator"))


def post(browser, path, **data):
    return browser.post(path, data={**data, "csrf_token": make.csrf_in(browser.get("/staff/outbox"))})


def test_the_page_says_what_could_not_be_delivered_without_naming_anybody(app, browser, peer):
    peer.rcpt["gone@visitor.example"] = "550 no"
    put(mail("gone@visitor.example"))
    sending.run(now=NOW)
    page = browser.get("/staff/outbox").text
    assert ("Could not be delivered." in page, "(550)" in page, "gone@" in page) == (True, True, False)
    del peer.rcpt["gone@visitor.example"]
    post(browser, "/staff/outbox/retry")
    sending.run(now=NOW.replace(year=2030))
    assert (peer.recipients, rows(app)) == (["gone@visitor.example"], [])
    assert "Nothing waits." in browser.get("/staff/outbox").text


def test_one_mail_is_tried_again_or_deleted(app, browser):
    put(mail("a@visitor.example"), mail("b@visitor.example"))
    first, second = ((bytes(row.queue) + bytes(row.id)).hex() for row in rows(app))
    assert post(browser, "/staff/outbox/give-up", mail=first).status_code == 303
    assert [bytes(row.id).hex() for row in rows(app)] == [second[32:]]
    statuses = [post(browser, "/staff/outbox/give-up", mail=given).status_code for given in (first, "x", "")]
    assert statuses == [404, 404, 404]


def test_commands_list_try_again_and_send(app, peer, mail_works):
    run = app.test_cli_runner().invoke
    put(mail())
    assert "Confirmation e-mail: waits\n1 wait, 0 given up." in run(args=["outbox", "list"]).output
    assert run(args=["outbox", "send"]).output == "1 tried.\n"
    assert (len(peer.kept), rows(app)) == (1, [])
    assert run(args=["outbox", "retry", "zz"]).exit_code == 2
    assert run(args=["outbox", "retry"]).output == "0 tried again by the worker.\n"


@FILES
def test_without_a_mail_server_mails_are_files_that_only_this_machine_shows(app, client, mail_works):
    put(mail("a@visitor.example", "Look here"))
    sending.run(now=NOW)
    (path,) = (app.extensions["settings"].instance / "outbox").glob("*.eml")
    assert ("Look here" in client.get("/mail").text, rows(app)) == (True, [])
    shown = client.get(f"/mail/{path.stem}")
    assert ("Good day." in shown.text, "sandbox" in shown.headers["Content-Security-Policy"]) == (True, True)
    assert "Subject: Look here" in client.get(f"/mail/{path.stem}/source").text
    elsewhere = {"environ_base": {"REMOTE_ADDR": "203.0.113.9"}}
    assert [client.get(p, **elsewhere).status_code for p in ("/mail", f"/mail/{path.stem}")] == [404, 404]
    assert client.get("/mail/..%2fkeys").status_code == 404


def test_with_a_mail_server_there_is_no_such_page(client):
    assert client.get("/mail").status_code == 404
