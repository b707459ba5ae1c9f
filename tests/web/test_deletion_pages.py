"""Deleting a form over HTTP: what is said before, what is refused, the certificate, and what visitors find after."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from forms_app.services import deletions, erasure, forms, releases
from tests import make
from tests.lived import answer, count, open_on, rows
from tests.web.staff_pages import on_sqlite, post, said, stamp

NOW = datetime.now(UTC)
DELETE = "/staff/forms/flavours/delete"
TITLE = "Which bar shall we make next?"
THREE = stamp(NOW - timedelta(days=3))


@pytest.fixture
def counted(app):
    """A form that was closed and counted, with comments and results."""
    open_on(THREE, "close")
    answer(THREE, 12, q1bars="o1salt", q2idea="Chilli")
    forms.close_form(slug="flavours", now=NOW - timedelta(days=2))
    count(stamp(NOW))


def send(browser, **typed):
    """The page is opened, filled in and sent."""
    page = browser.get(DELETE)
    nonce = re.search(r'name="nonce" value="([^"]+)"', page.text)[1]
    data = {"scope": "everything", "title": TITLE, "nonce": nonce, **typed}
    return browser.post(DELETE, data={"csrf_token": make.csrf_in(page), **data})


def work():
    releases.run(now=datetime.now(UTC))
    erasure.run(now=datetime.now(UTC))


def test_everything_is_deleted_certified_and_the_link_says_so(app, client, maker, counted):
    sent = send(maker, title="  which BAR shall we make next? ")
    going = maker.get(sent.location)
    assert (sent.status_code, going.headers["Refresh"]) == (303, f"3; url={sent.location}")
    assert "Refresh" not in maker.get(f"{sent.location}?still=yes").headers
    assert maker.get(f"{sent.location}/certificate.txt").status_code == 404
    work()
    page = maker.get(sent.location)
    certificate = said(page)
    assert ("Certificate of deletion" in certificate, TITLE in certificate, "Refresh" in page.headers) == (
        True,
        True,
        False,
    )
    assert "Comments and other texts: 10 or more, fewer than 20." in certificate
    assert "Published results: 1." in certificate
    for path in ("/f/flavours", "/f/flavours/about"):
        gone = client.get(path)
        assert (gone.status_code, "This form was deleted" in gone.text) == (410, True)
    assert [maker.get(path).status_code for path in ("/staff/forms/flavours", DELETE)] == [404, 404]


@on_sqlite
def test_the_certificate_is_a_file_that_names_nobody_and_counts_nobody_exactly(app, maker, counted):
    sent = send(maker)
    work()
    file = maker.get(f"{sent.location}/certificate.txt")
    assert file.mimetype == "text/plain"
    name = f'certificate-of-deletion-flavours-{NOW.date().isoformat()}.txt"'
    assert file.headers["Content-Disposition"].endswith(name)
    assert file.text.startswith("Certificate of deletion\n")
    assert re.findall(r"\b12\b|@|Chilli", file.text.replace(f"{NOW:%B} {NOW.day}", "")) == []


@on_sqlite
def test_words_sent_to_a_deleted_form_are_given_back_to_be_copied(app, client, maker, counted):
    send(maker)
    work()
    page = client.post("/f/flavours", data={"q2idea": "Chilli & <salt>", "q1bars": "o1salt"})
    assert (page.status_code, "Chilli &amp; &lt;salt&gt;" in page.text, "o1salt" in page.text) == (410, True, False)


@on_sqlite
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": "Another"}, "Please type the form's title as it stands above."),
        ({"title": ""}, "Please type the form's title as it stands above."),
        ({"scope": ""}, "Please choose one of these."),
        ({"scope": "details"}, "Please choose one of these."),
        ({"nonce": ""}, "Delete for good"),
    ],
)
def test_what_was_not_meant_deletes_nothing_and_keeps_what_was_typed(maker, counted, typed, sentence):
    refused = send(maker, **typed)
    assert (refused.status_code, sentence in said(refused), deletions.list_deletions()) == (422, True, [])
    assert f'value="{typed.get("title", TITLE)}"' in refused.text


def test_the_page_sent_twice_leads_to_the_same_certificate_also_when_the_form_is_gone(maker, counted):
    page = maker.get(DELETE)
    nonce = re.search(r'name="nonce" value="([^"]+)"', page.text)[1]
    data = {"csrf_token": make.csrf_in(page), "scope": "everything", "title": TITLE, "nonce": nonce}
    first = maker.post(DELETE, data=data)
    work()
    again = maker.post(DELETE, data=data)
    assert (again.status_code, again.location, len(deletions.list_deletions())) == (303, first.location, 1)
    assert maker.post(DELETE, data={**data, "nonce": "other"}).location == first.location


@pytest.mark.parametrize("scope", ["answers", "everything"])
def test_two_pages_at_once_give_one_certificate(maker, counted, scope):
    pages = [maker.get(DELETE) for _ in range(2)]
    nonces = [re.search(r'name="nonce" value="([^"]+)"', page.text)[1] for page in pages]
    data = {"csrf_token": make.csrf_in(pages[0]), "scope": scope, "title": TITLE}
    first = maker.post(DELETE, data={**data, "nonce": nonces[0]})
    waiting = maker.post(DELETE, data={**data, "nonce": nonces[1]})
    work()
    after = maker.post(DELETE, data={**data, "nonce": "third"})
    assert (waiting.location, after.location, len(deletions.list_deletions())) == (first.location, first.location, 1)


@on_sqlite
def test_commands_put_away_and_delete_with_a_certificate(app, counted):
    run = app.test_cli_runner().invoke
    assert run(args=["forms", "archive", "flavours"]).output == "flavours is in the archive.\n"
    refused = run(args=["forms", "delete", "flavours"], input="flavour\n")
    assert (refused.exit_code, "That is not flavours; nothing was deleted." in refused.output) == (1, True)
    assert run(args=["forms", "delete", "nobody", "--yes", "nobody"]).output == "Error: There is no such form.\n"
    done = run(args=["forms", "delete", "flavours"], input="flavours\n")
    assert (done.exit_code, forms.list_forms()) == (0, [])
    assert "Comments: 10 or more, fewer than 20." in done.output
    assert "Published results: 1." in done.output


@on_sqlite
def test_a_command_deletes_no_open_form_and_a_draft_at_once(app):
    make.open_form()
    run = app.test_cli_runner().invoke
    refused = run(args=["forms", "delete", "flavours", "--yes", "flavours"])
    assert (refused.exit_code, "flavours is open" in refused.output) == (1, True)
    forms.import_form(definition=make.form(make.VOTE), slug="draft")
    done = run(args=["forms", "delete", "draft", "--yes", "draft"])
    assert (done.exit_code, "It was never opened; there was only its draft." in done.output) == (0, True)


@on_sqlite
def test_an_open_form_leads_to_its_close_and_a_post_deletes_nothing(maker):
    make.open_form()
    page = maker.get(DELETE)
    assert ("So a form is closed first" in said(page), "/staff/forms/flavours/closing" in page.text) == (True, True)
    refused = post(maker, DELETE, scope="everything", title=TITLE, nonce="n")
    assert (refused.status_code, deletions.list_deletions()) == (422, [])


@on_sqlite
def test_an_open_poll_says_when_it_may_be_deleted(maker):
    forms.import_form(definition=make.poll(closes="2099-05-20T12:00"), slug="flavours")
    forms.open_form(slug="flavours", now=NOW)
    assert "A public poll closes when voters were told it does: May 20, 2099, 12:00." in said(maker.get(DELETE))


@on_sqlite
def test_a_draft_is_deleted_at_once_and_its_link_was_never_there(client, maker):
    forms.import_form(definition=make.definition(), slug="flavours")
    assert "answers" not in re.findall(r'name="scope" value="(\w+)"', maker.get(DELETE).text)
    sent = send(maker)
    assert "nobody could answer it" in said(maker.get(sent.location))
    assert (client.get("/f/flavours").status_code, forms.list_forms()) == (404, [])


def test_answers_deleted_leave_the_form_its_results_and_a_word_on_its_card(app, maker):
    closes = (NOW - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    open_on(THREE, "close", schedule={"zone": "UTC", "closes": closes})
    answer(THREE, 4)
    count(stamp(NOW))
    sent = send(maker, scope="answers")
    work()
    assert "Answers not counted yet: fewer than 10, unread." in said(maker.get(sent.location))
    card = said(maker.get("/staff/forms/flavours"))
    assert ("were deleted unread, as staff asked" in card, "later closing date" in card) == (True, False)
    assert rows(app, "ballots", "SELECT count(*) FROM ballot") == [(0,)]


@on_sqlite
@pytest.mark.parametrize("role", ["manager", "administrator", "reader"])
def test_others_delete_nothing_and_read_no_certificate(app, counted, role):
    asked = deletions.ask(slug="flavours", scope="answers", nonce="n", now=NOW)
    browser = make.sign_in(app, make.account(app, role=role))
    paths = (
        DELETE,
        "/staff/deletions",
        f"/staff/deletions/{asked.key}",
        f"/staff/deletions/{asked.key}/certificate.txt",
    )
    assert [browser.get(path).status_code for path in paths] == [403] * 4
    assert post(browser, DELETE, scope="everything", title=TITLE, nonce="n").status_code == 403


@on_sqlite
def test_all_deletions_are_listed_with_their_certificates(maker, counted):
    assert "Nothing was deleted so far." in said(maker.get("/staff/deletions"))
    asked = deletions.ask(slug="flavours", scope="answers", nonce="n", now=NOW)
    assert "not done yet" in said(maker.get("/staff/deletions"))
    work()
    assert (f"/staff/deletions/{asked.key}" in maker.get("/staff/deletions").text) is True
    assert "Done on" in said(maker.get("/staff/deletions"))
