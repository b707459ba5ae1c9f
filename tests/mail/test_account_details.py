"""Details from an account for a form that was sent: on a page of their own, once, and nothing leads to the answers."""

import re
from datetime import date

from forms_app.services import submissions
from forms_app.storage.database import METADATA
from tests import make
from tests.mail.test_subscribing import rows
from tests.mail.test_visitor_accounts import (
    ADA,
    DETAILS,
    FORM,
    PASSWORD,
    answer,
    held,
    linked,
    opened,
    permission,
    signed_in,
    wanted,
)
from tests.web.staff_pages import on_sqlite

__all__ = ["wanted"]


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
