"""Accounts of visitors: by a real mailbox, with a cookie of their own pages, joined to no answer, gone in one step."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from forms_app.domain.errors import NotFound
from forms_app.domain.visitor_accounts import last_day
from forms_app.services import activity, backups, sending, site, topics, upkeep, visitor_accounts
from forms_app.services.activity import Wanted
from forms_app.services.subscriptions import subject_of
from forms_app.storage.database import METADATA
from forms_app.web import visitor_sessions
from tests import make
from tests.mail.test_subscribing import deliver, rows
from tests.web.staff_pages import on_sqlite, said

ADA, PASSWORD, OTHER = "ada@visitor.example", "seven quiet otters swim", "nine loud herons wade here"
DETAILS = {"name00.given": "Ada", "name00.family": "Lovelace", "phone0": "020 7946 0123", "postal.city": "Anytown"}
HTTPS = {"FORMS_MODE": "production", "FORMS_TRUSTED_HOSTS": "forms.shop.example"}
FORM = make.form(
    make.question("quest1"),
    make.detail(),
    make.detail("name01", "name", text="Your name"),
    make.detail("phone1", "phone", text="Your telephone"),
    make.detail("where1", "postal_address", text="Where you live"),
)


@pytest.fixture(autouse=True)
def wanted(app, mail_works):
    site.set_accounts(wanted=True)


def opened(app, peer, address=ADA, password=PASSWORD):
    """A browser that opened an account and is signed in."""
    browser = app.test_client()
    assert browser.post("/account/link", data={"email": address}).status_code == 200
    done = browser.post(linked(peer), data={"password": password, "again": password})
    assert (done.status_code, done.location) == (303, "/account")
    return browser


def linked(peer):
    return deliver(peer)["account/password"]


def sent(peer, now):
    """What the link of a mail of this instant carries."""
    visitor_accounts.send_link(address=ADA, now=now)
    while sending.run(now=now).tried:
        pass
    return re.search(r"/account/password/(\S+)", peer.mails[-1].get_body(("plain",)).get_content())[1]


def account_of(peer, now):
    return visitor_accounts.choose_password(token=sent(peer, now), password=PASSWORD, now=now)


def signed_in(app, address=ADA, password=PASSWORD):
    browser = app.test_client()
    browser.post("/account/sign-in", data={"email": address, "password": password})
    return browser


def is_in(browser):
    return "Signed in as" in browser.get("/account").text


def answer(browser, slug, **given):
    token = make.token_in(browser.get(f"/f/{slug}"))
    return browser.post(f"/f/{slug}", data={"token": token, "quest1": "yes000", **given})


def permission(page):
    return {name: re.search(rf'name="{name}" value="([^"]+)"', page.text)[1] for name in ("permission", "version")}


def held(app):
    """Every row of people, by table."""
    with app.extensions["databases"]["people"].connect() as connection:
        tables = METADATA["people"].sorted_tables
        return {table.name: [tuple(row) for row in connection.execute(table.select())] for table in tables}


def test_an_account_is_opened_filled_and_hands_details_in(app, peer):
    topic = topics.make_topic(values={"name": "New bars", "description": "What is next.", "frequency": "monthly"})
    slug = make.open_form("raffle", FORM)
    browser = opened(app, peer)
    assert browser.post("/account/details", data=DETAILS).status_code == 200
    page = browser.post("/account/newsletters", data={"topic": topic.key})
    assert "a confirmation e-mail is on its way" in page.text
    browser.post(deliver(peer)["subscribe/confirm"])
    page = said(browser.get("/account"))
    assert "Confirmed" in page
    assert "New bars" in page
    assert "What you agreed to and refused" in page

    before = held(app)["visitor_account"]
    thanks = answer(browser, slug)
    given = permission(thanks)
    page = browser.post(f"/account/form/{slug}", data=given)
    for value in ('value="Ada Lovelace"', 'value="020 7946 0123"', f'value="{ADA}"', 'value="Anytown"'):
        assert value in page.text
    handed = {**given, "name01": "Ada Lovelace", "email1": "", "phone1": "", "where1.city": "Anytown"}
    assert "are kept, apart from your answers" in said(browser.post(f"/account/form/{slug}/details", data=handed))
    assert browser.post(f"/account/form/{slug}/details", data=handed).status_code == 409
    assert browser.post(f"/account/form/{slug}", data=given).status_code == 409
    assert held(app)["visitor_account"] == before  # nothing of it is noted there
    assert len(rows(app, "contact")["contact"]) == 1
    assert "raffle" not in browser.get("/account").text


def test_an_account_changes_its_password_is_taken_away_as_a_file_and_is_erased(app, peer):
    topic = topics.make_topic(values={"name": "New bars", "description": "What is next.", "frequency": "monthly"})
    browser = opened(app, peer)
    browser.post("/account/details", data=DETAILS)
    browser.post("/account/newsletters", data={"topic": topic.key})
    browser.post(deliver(peer)["subscribe/confirm"])
    changed = {"current": PASSWORD, "password": OTHER, "again": OTHER}
    assert "Your password is changed" in browser.post("/account/new-password", data=changed).text
    assert (is_in(signed_in(app)), is_in(signed_in(app, password=OTHER)), is_in(browser)) == (False, True, True)
    taken = browser.post("/account/file", data={"format": "json"}).json
    names = {section["name"] for section in taken["sections"]}
    assert {"Your account", "Newsletters you get"} <= names
    assert "Lovelace" in browser.post("/account/file", data={"format": "csv"}).text
    assert "Answers" not in str(names)

    assert browser.post("/account/erase", data={"address": "other@visitor.example"}).status_code == 422
    done = browser.post("/account/erase", data={"address": ADA.upper()})
    assert "Everything is erased" in done.text
    assert (is_in(browser), is_in(signed_in(app, password=OTHER))) == (False, False)
    assert [entry.deed for entry in activity.list_entries(wanted=Wanted(), before=None, most=9)] == [
        "newsletter made",
        "visitor accounts switched on",
    ]


@on_sqlite
def test_erasing_leaves_nothing_of_a_person_but_keyed_hashes(app, peer):
    slug = make.open_form("raffle", FORM)
    topic = topics.make_topic(values={"name": "New bars", "description": "What is next.", "frequency": "monthly"})
    browser, other = opened(app, peer), opened(app, peer, "bob@visitor.example")
    browser.post("/account/newsletters", data={"topic": topic.key})
    browser.post(deliver(peer)["subscribe/confirm"])
    browser.post("/account/details", data=DETAILS)
    handed = {**permission(answer(browser, slug)), "email1": ADA, "name01": "Ada"}
    browser.post(f"/account/form/{slug}/details", data=handed)
    browser.post("/write", data={"token": make.token_in(browser.get("/write")), "words": "Hello", "email": ADA})
    backup = app.extensions["settings"].instance / "backup"
    phrase = app.extensions["settings"].instance / "phrase"
    phrase.write_text("a long passphrase")
    backups.create(path=backup, passphrase_file=phrase, now=datetime.now(UTC))
    browser.post("/account/erase", data={"address": ADA})
    deliver(peer)
    subject = subject_of(ADA)
    left = {table for table, found in held(app).items() if any(subject in row for row in found)}
    assert left == {"suppression", "consent_event"}
    assert not [table for table in ("contact", "message", "subscriber", "outbox") if held(app)[table]]
    assert is_in(other)

    backups.restore(path=backup, passphrase_file=phrase, today=datetime.now(UTC).date())
    assert [bytes(row[0]) for row in held(app)["visitor_account"]] == [subject_of("bob@visitor.example")]
    assert not is_in(other)  # sessions do not come back
    assert is_in(signed_in(app, "bob@visitor.example"))


@on_sqlite
def test_nobody_learns_whose_mailbox_has_an_account(app, peer):
    opened(app, peer)
    asks = [app.test_client().post("/account/link", data={"email": who}) for who in (ADA, "nobody@visitor.example")]
    assert asks[0].data == asks[1].data
    tries = [
        app.test_client().post("/account/sign-in", data={"email": who, "password": "wrong words for both"})
        for who in ("ada@visitor.example", "bob@visitor.example")
    ]
    assert [one.status_code for one in tries] == [422, 422]
    assert tries[0].text.replace("ada@", "bob@") == tries[1].text
    mails = [mail for mail in peer.mails if mail["to"] == ADA]
    deliver(peer)
    words = [re.sub(r"https://\S+", "", mail.get_body(("plain",)).get_content()) for mail in peer.mails[-2:]]
    assert words[0] == words[1]
    assert {mail["subject"] for mail in peer.mails} == {mails[0]["subject"]}


@on_sqlite
def test_a_link_changes_nothing_when_opened_works_once_and_not_for_long(app, peer):
    browser, now = app.test_client(), datetime.now(UTC).replace(microsecond=0)
    browser.post("/account/link", data={"email": ADA})
    browser.post("/account/link", data={"email": ADA})
    assert len(rows(app, "outbox")["outbox"]) == 1  # mails to one mailbox keep apart
    link = linked(peer)
    assert held(app)["visitor_account"] == []
    assert ADA not in link
    for _time in range(3):
        assert browser.get(link).status_code == 200
    assert held(app)["visitor_account"] == []
    for typed in ({"password": "short", "again": "short"}, {"password": PASSWORD, "again": "other words altogether"}):
        assert browser.post(link, data=typed).status_code == 422
    assert browser.post(link, data={"password": PASSWORD, "again": PASSWORD}).status_code == 303
    assert is_in(browser)
    assert browser.get(link).status_code == 404
    assert browser.post(link, data={"password": OTHER, "again": OTHER}).status_code == 404

    token = sent(peer, now + timedelta(days=1))
    assert visitor_accounts.read_link(token=token, now=now + timedelta(days=1, hours=2)) == ADA
    folder = app.extensions["settings"].people_keys
    keys = sorted(folder.rglob("*.key"))
    with pytest.raises(NotFound):
        visitor_accounts.read_link(token=token, now=now + timedelta(days=1, hours=2, seconds=1))
    for wrong in (token[:-4] + "AAAA", "AAE" + token[3:], "AAAA", "é"):
        assert browser.get(f"/account/password/{wrong}").status_code == 404
    assert sorted(folder.rglob("*.key")) == keys  # what strangers send makes no key


@on_sqlite
@pytest.mark.parametrize("settings", [HTTPS], indirect=True)
def test_behind_https_the_cookie_is_secure_by_its_name_too(app, peer):
    account = account_of(peer, datetime.now(UTC))
    with app.test_request_context("/account", base_url="https://forms.shop.example"):
        line = visitor_sessions.begin("", account).headers["Set-Cookie"]
    assert line.startswith("__Secure-account=")
    assert {"Secure", "HttpOnly", "Path=/account", "SameSite=Strict"} <= set(line.split("; "))


@on_sqlite
def test_a_session_ends_by_itself_and_on_every_device_at_once(app, peer):
    now = datetime.now(UTC).replace(microsecond=0)
    account = account_of(peer, now)
    session = visitor_accounts.session_text(account, now=now)
    assert visitor_accounts.find_signed_in(text=session, now=now + timedelta(hours=12)).address == ADA
    assert visitor_accounts.find_signed_in(text=session, now=now + timedelta(hours=12, seconds=1)) is None
    assert visitor_accounts.find_signed_in(text=session[:-2] + "AA", now=now) is None
    one, two = signed_in(app), signed_in(app)
    old = one.get_cookie("account", path="/account").value
    assert "deleted" in one.post("/account/sign-out").text
    assert one.get_cookie("account", path="/account") is None
    one.set_cookie("account", old, path="/account")
    assert (is_in(one), is_in(two)) == (False, False)
    for path in ("details", "newsletters", "new-password", "file", "erase"):
        assert one.post(f"/account/{path}", data={"address": ADA}).status_code == 403
    page = one.post("/account/details", data=DETAILS)
    kept = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    page = one.post("/account/sign-in", data={**kept, "email": ADA, "password": PASSWORD})
    assert 'value="Lovelace"' in page.text  # what was typed is not lost
    assert visitor_accounts.find_account(subject=subject_of(ADA)).details == {}


@on_sqlite
def test_an_account_that_nobody_uses_is_told_and_erased(app, peer):
    now = datetime.now(UTC)
    account = account_of(peer, now)
    assert account.delete_on == last_day(now.date())
    assert (account.delete_on - now.date()).days >= 2 * 365
    soon = datetime.combine(account.delete_on, now.time(), UTC) - timedelta(days=30)
    upkeep.run(now=soon - timedelta(days=1))
    assert rows(app, "outbox") == {"outbox": []}
    for _round in range(2):
        upkeep.run(now=soon)
        while sending.run(now=soon).tried:
            pass
    assert [mail["subject"] for mail in peer.mails[1:]] == ["Your account at Our forms is about to be erased"]
    assert visitor_accounts.sign_in(address=ADA, password="wrong", now=soon) is None  # noqa: S106
    used = visitor_accounts.sign_in(address=ADA, password=PASSWORD, now=soon)
    assert used.delete_on == last_day(soon.date()) > account.delete_on
    upkeep.run(now=datetime.combine(account.delete_on, now.time(), UTC))
    assert visitor_accounts.find_account(subject=subject_of(ADA)) is not None
    upkeep.run(now=datetime.combine(used.delete_on, now.time(), UTC))
    assert held(app)["visitor_account"] == []


@on_sqlite
def test_without_the_setting_there_is_nothing_of_accounts(app, peer, client):
    slug = make.open_form("raffle", FORM)
    site.set_accounts(wanted=False)
    assert "/account" not in client.get("/").text + answer(client, slug).text
    gone = [client.get(path).status_code for path in ("/account", "/account/link", "/account/password/x")]
    gone += [client.post(path).status_code for path in ("/account/link", "/account/sign-in", f"/account/form/{slug}")]
    assert set(gone) == {404}
    boss = make.sign_in(app, make.account(app, role="administrator"))
    token = make.csrf_in(boss.get("/staff/site"))
    boss.post("/staff/site/accounts", data={"csrf_token": token, "has_accounts": "yes"})
    assert client.get("/account").status_code == 200
    assert "Your account" in client.get(f"/f/{slug}").text


@on_sqlite
@pytest.mark.parametrize("settings", [{"FORMS_RATE_LIMIT": "on"}], indirect=True)
def test_guesses_at_one_account_are_counted_wherever_they_come_from(app, peer):
    tries = [
        app.test_client().post(
            "/account/sign-in",
            data={"email": ADA, "password": "wrong words for all"},
            environ_base={"REMOTE_ADDR": f"203.0.113.{number}"},
        )
        for number in range(11)
    ]
    assert [one.status_code for one in tries] == [422] * 10 + [429]
