"""Accounts of visitors: by a real mailbox, with a cookie of their own pages, joined to no answer, gone in one step."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from forms_app.domain.errors import NotFound
from forms_app.domain.visitor_accounts import last_day
from forms_app.services import activity, backups, sending, site, submissions, topics, upkeep, visitor_accounts
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


def test_an_account_goes_its_whole_way(app, peer):
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
        "form opened",
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
def test_forms_are_the_same_signed_in_or_not_and_no_cookie_leaves_the_account(app, peer):
    slug = make.open_form("raffle", FORM)
    browser, stranger = opened(app, peer), app.test_client()
    pages = [re.sub(r'(name="token" value=")[^"]+', r"\1", one.get(f"/f/{slug}").text) for one in (browser, stranger)]
    assert pages[0] == pages[1]
    thanks = [answer(one, slug) for one in (browser, stranger)]
    token = make.token_in(stranger.get(f"/f/{slug}"))
    again = [stranger.post(f"/f/{slug}", data={"token": token, "quest1": "yes000"}) for _time in range(2)]
    assert again[0].text == again[1].text
    marks = [re.sub(r'value="[^"]+"|<span>[^<]+</span>', "", page.text) for page in thanks]
    assert marks[0] == marks[1]
    for path in ("/", f"/f/{slug}", "/account", "/account/link", "/privacy", "/subscribe"):
        answered = stranger.get(path)
        assert "Set-Cookie" not in answered.headers
        assert "Cookie" not in answered.headers.get("Vary", "")
    assert stranger.post("/account/sign-in", data={"email": ADA, "password": "x"}).headers.get("Set-Cookie") is None
    cookie = signed_in(app).get_cookie("account", path="/account")
    assert (cookie.path, cookie.http_only, cookie.same_site, cookie.secure) == ("/account", True, "Strict", False)
    assert cookie.max_age is None
    assert browser.get_cookie("staff", path="/staff") is None
    browser.set_cookie("staff", cookie.value, path="/staff")
    assert browser.get("/staff").status_code == 303  # it opens nothing of staff


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
def test_who_signs_in_on_the_way_to_a_form_goes_on_to_it(app, peer):
    slug = make.open_form("raffle", FORM)
    opened(app, peer).post("/account/details", data=DETAILS)
    stranger = app.test_client()
    thanks = answer(stranger, slug)
    page = stranger.post(f"/account/form/{slug}", data=permission(thanks))
    kept = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    page = stranger.post("/account/sign-in", data={**kept, "email": ADA, "password": PASSWORD})
    assert 'value="Ada Lovelace"' in page.text
    wrong = {**permission(page), "phone1": "none", "name01": "Ada"}
    page = stranger.post(f"/account/form/{slug}/details", data=wrong)
    assert (page.status_code, 'value="none"' in page.text) == (422, True)
    assert rows(app, "contact") == {"contact": []}
    assert "nothing was kept" in stranger.post(f"/account/form/{slug}/details", data=permission(page)).text
    assert rows(app, "contact") == {"contact": []}


@on_sqlite
def test_a_permission_is_for_one_sending_and_ends_with_it(app, peer):
    slug, other = make.open_form("raffle", FORM), make.open_form("other", FORM.model_copy(update={"id": "form02"}))
    browser = opened(app, peer)
    thanks = answer(browser, slug)
    given = permission(thanks)
    assert browser.post(f"/account/form/{other}", data=given).status_code == 404
    assert browser.post(f"/account/form/{slug}", data={**given, "version": "2"}).status_code == 404
    assert browser.post(f"/account/form/{slug}", data={**given, "permission": "x"}).status_code == 404
    submissions.withdraw(code=make.code_in(thanks).replace("-", ""))
    handed = {**given, "name01": "Ada"}
    assert browser.post(f"/account/form/{slug}/details", data=handed).status_code == 409
    assert rows(app, "contact") == {"contact": []}

    thanks = answer(browser, slug)
    browser.post(f"/account/form/{slug}/details", data={**permission(thanks), "name01": "Ada"})
    assert len(rows(app, "contact")["contact"]) == 1
    submissions.withdraw(code=make.code_in(thanks).replace("-", ""))
    assert rows(app, "contact") == {"contact": []}
    assert 'name="permission"' not in answer(browser, slug, email1=ADA).text  # they came with the answers


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
def test_without_mail_no_account_is_opened_and_thanks_are_said_even_without_people(app, client):
    app.extensions["settings"].__dict__["mail_sender"] = "untried@shop.example"
    assert "sends no mail at the moment" in client.get("/account/link").text
    assert client.post("/account/link", data={"email": ADA}).status_code == 503
    slug = make.open_form("raffle", FORM)
    token = make.token_in(client.get(f"/f/{slug}"))
    with app.extensions["databases"]["people"].begin() as connection:
        connection.exec_driver_sql("ALTER TABLE contact RENAME TO away")
    thanks = client.post(f"/f/{slug}", data={"token": token, "quest1": "yes000"})
    assert (thanks.status_code, 'name="permission"' in thanks.text) == (200, False)


@on_sqlite
def test_no_file_holds_a_word_of_an_account_and_nothing_in_it_is_beside_an_answer(app, peer):
    slug = make.open_form("raffle", FORM)
    browser = app.test_client()
    browser.post("/account/link", data={"email": ADA})
    link = linked(peer)
    browser.post(link, data={"password": PASSWORD, "again": PASSWORD})
    browser.post("/account/details", data=DETAILS)
    given = permission(answer(browser, slug))
    browser.post(f"/account/form/{slug}/details", data={**given, "name01": "Ada Lovelace"})
    session = browser.get_cookie("account", path="/account").value
    words = [ADA, "Lovelace", PASSWORD, "argon2", link.rpartition("/")[2], session, given["permission"]]
    files = [path for path in app.extensions["settings"].instance.rglob("*") if path.is_file()]
    assert len(files) > 6
    assert [path.name for path in files if any(word.encode() in path.read_bytes() for word in words)] == []

    (account,) = held(app)["visitor_account"]
    of_account = {bytes(value) for value in account if isinstance(value, bytes)}
    others = {
        value for name, found in held(app).items() if name in ("contact", "outbox") for row in found for value in row
    }
    with app.extensions["databases"]["ballots"].connect() as connection:
        for table in METADATA["ballots"].sorted_tables:
            others |= {value for row in connection.execute(table.select()) for value in row}
    assert of_account & {value for value in others if isinstance(value, bytes)} == set()
    assert [value.day for value in account if isinstance(value, date)] == [1]  # no day on which somebody was here


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
