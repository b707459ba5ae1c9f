"""The site's own face: said by those who look after it, shown on every page, kept by browsers until it changes."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

from forms_app.services import forms, versions
from tests import make
from tests.replaced import changed

SAID = {
    "name": "Marlowe Lane Chocolate",
    "address": "7 Marlowe Lane\nAnytown",
    "telephone": "+44 20 7946 0123",
    "email": "hello@example.org",
    "zone": "Europe/London",
    "accent": "#1d5c3a",
}


@pytest.fixture
def browser(app):
    return make.sign_in(app, make.account(app, role="administrator"))


def post(browser, path="/staff/site", **data):
    token = make.csrf_in(browser.get("/staff/site"))
    return browser.post(path, data={**data, "csrf_token": token})


def picture(size=(40, 20)):
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, "PNG")
    out.seek(0)
    return out


def test_every_page_says_whose_site_it_is(app, client, browser):
    slug = make.open_form()
    client.get(f"/f/{slug}")
    assert post(browser, **SAID).status_code == 303
    for path in ("/", f"/f/{slug}", "/receipt", "/accessibility", "/nothing", "/staff/sign-in"):
        page = client.get(path)
        assert "Our forms" not in page.text
        for shown in ("Marlowe Lane Chocolate", "7 Marlowe Lane\nAnytown", "tel:+442079460123", "mailto:hello@"):
            assert shown in page.text


def test_without_a_word_of_anybody_the_name_is_that_of_the_settings(client):
    assert "<title>Our forms</title>" in client.get("/").text


def test_what_cannot_be_kept_is_given_back_with_everything_typed_and_nothing_changes(app, client, browser):
    refused = post(browser, **{**SAID, "telephone": "call <me>", "accent": "#ffff22"})
    assert refused.status_code == 422
    for shown in (
        "<title>Error:",
        "call &lt;me&gt;",
        "Please write a telephone number",
        "1.0 to 1",
        "#ffff22",
        "Anytown",
    ):
        assert shown in refused.text
    assert "Marlowe Lane Chocolate" not in client.get("/").text


def test_the_colour_reaches_pages_as_a_file_that_browsers_keep_until_it_changes(client, browser):
    assert "/site.css" not in client.get("/").text
    post(browser, **SAID)
    assert 'href="/site.css?v=1"' in client.get("/").text
    style = client.get("/site.css?v=1")
    assert (style.mimetype, "--accent: #1d5c3a;" in style.text) == ("text/css", True)
    assert style.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    post(browser, **{**SAID, "accent": "#8a1c4a"})
    assert 'href="/site.css?v=2"' in client.get("/").text
    assert client.get("/site.css?v=1").headers["Cache-Control"] == "no-store"
    post(browser, **SAID, built_in="yes")
    assert "/site.css" not in client.get("/").text


def test_a_logo_is_served_as_a_picture_and_nothing_else_and_can_be_removed(client, browser):
    assert client.get("/logo.png").status_code == 404
    assert post(browser, "/staff/site/logo", logo=(picture(), "a.png")).status_code == 303
    assert '<img class="site-name__logo" src="/logo.png?v=1" alt="">' in client.get("/").text
    logo = client.get("/logo.png?v=1")
    with Image.open(BytesIO(logo.data)) as shown:
        assert (shown.format, shown.size) == ("PNG", (40, 20))
    assert (logo.mimetype, logo.headers["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert logo.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    post(browser, "/staff/site/no-logo")
    assert (client.get("/logo.png").status_code, "logo.png" in client.get("/").text) == (404, False)


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        (b"", 422, "Please choose a picture first."),
        (b"<svg onload=alert(1)>", 422, "Please choose a picture in the format PNG"),
        (b"x" * 5_000_001, 422, "Please choose a picture of at most 5 MB."),
        (b"x" * 5_200_000, 413, "Nothing was stored"),
    ],
    ids=["nothing", "no picture", "too large", "far too large"],
)
def test_what_is_no_logo_is_refused_and_nothing_changes(client, browser, sent, status, sentence):
    refused = post(browser, "/staff/site/logo", logo=(BytesIO(sent), "a.png"))
    assert (refused.status_code, sentence in refused.text) == (status, True)
    assert client.get("/logo.png").status_code == 404


def test_changing_the_words_keeps_the_logo_and_changing_the_logo_keeps_the_words(client, browser):
    post(browser, "/staff/site/logo", logo=(picture(), "a.png"))
    post(browser, **SAID)
    post(browser, "/staff/site/logo", logo=(picture((20, 20)), "a.png"))
    assert ("logo.png?v=3" in client.get("/").text, "Marlowe Lane" in client.get("/").text) == (True, True)


@pytest.mark.parametrize("role", ["manager", "staff", "reader"])
def test_nobody_else_may_change_it(app, client, role):
    browser = make.sign_in(app, make.account(app, role=role))
    token = make.csrf_in(browser.get("/staff"))
    assert browser.get("/staff/site").status_code == 403
    for path in ("/staff/site", "/staff/site/logo", "/staff/site/no-logo"):
        assert browser.post(path, data={**SAID, "csrf_token": token}).status_code == 403
        assert browser.post(path, data=SAID).status_code == 400
    assert "Our forms" in client.get("/").text


@pytest.mark.parametrize("settings", [{"FORMS_BUSY_TIMEOUT": "50"}], indirect=True)
@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_a_page_that_says_the_site_is_busy_needs_no_database(app, client, browser):
    post(browser, **SAID)
    client.get("/")
    (app.extensions["settings"].instance / "site.sqlite").rename(app.extensions["settings"].instance / "gone")
    (app.extensions["settings"].instance / "site.sqlite").mkdir()
    app.extensions["databases"]["site"].dispose()
    busy = client.get("/f/flavours")
    assert (busy.status_code, "Marlowe Lane Chocolate" in busy.text) == (503, True)


def test_the_main_page_says_what_is_asked_until_when_and_what_becomes_of_answers(client):
    make.open_form(opened=make.definition(schedule={"zone": "Europe/Berlin", "closes": "2030-06-30T18:00"}))
    page = client.get("/").text
    for shown in (
        "Which bar shall we make next?",
        "Two questions, one minute.",
        "Open until June 30, 2030.",
        "deleted",
    ):
        assert shown in page


def test_the_main_page_promises_of_a_public_poll_no_more_than_the_poll_does(client):
    make.open_form()
    assert "never who said what" in client.get("/").text
    make.open_form("sundays", make.poll())
    page = client.get("/").text
    assert ("never who said what" in page, page.count("everybody can see it"), page.count("deleted")) == (False, 1, 1)


def test_a_form_without_a_schedule_is_at_home_where_the_site_is(browser):
    post(browser, **SAID)
    slug = make.open_form()
    assert str(forms.get_published(slug=slug)[1].zone) == "Europe/London"


def test_its_wording_is_corrected_and_its_questions_replaced_by_definitions_without_a_schedule_too(browser):
    post(browser, **SAID)
    slug = make.open_form()
    post(browser, **{**SAID, "zone": "Asia/Tokyo"})
    now = datetime.now(UTC)
    intro = {"en": "Two questions.", "de": "Zwei Fragen."}
    versions.correct_wording(slug=slug, definition=make.definition(intro=intro), now=now)
    form, _lines = versions.replace_questions(slug=slug, definition=changed(schedule=None), now=now)
    assert form.changes_at is not None
    assert str(forms.get_published(slug=slug)[1].zone) == "Europe/London"
