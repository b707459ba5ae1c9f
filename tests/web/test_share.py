"""Sharing a form as a browser without scripts does it, and what other sites may do with it."""

import base64
import csv
import io
import re
from datetime import UTC, datetime
from html import unescape

import pytest
from sqlalchemy import text

from forms_app.domain.errors import Unpublishable
from forms_app.services import admission, forms
from tests import gates, make

SITE = "https://www.example.org"


class Sharer:
    """Somebody who makes forms, in front of the page that shares one."""

    def __init__(self, app, slug="flavours"):
        self.browser, self.slug = make.sign_in(app, make.account(app, role="staff")), slug

    def get(self):
        return self.browser.get(f"/staff/forms/{self.slug}/share")

    def post(self, where="share", **sent):
        page = self.get()
        issued = re.search(r'name="issued" value="(\d+)"', page.text)
        sent = {"csrf_token": make.csrf_in(page), "issued": issued[1] if issued else "0", **sent}
        return self.browser.post(f"/staff/forms/{self.slug}/{where}", data=sent)


@pytest.fixture
def sharer(app):
    forms.import_form(definition=make.definition(), slug="flavours")
    return Sharer(app)


def codes_in(page):
    return re.findall(r'slip__code">([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})<', page.text)


def test_a_link_is_changed_until_the_form_opens(sharer):
    assert sharer.post(do="link", link="Our-Bars").status_code == 303
    assert sharer.browser.get("/staff/forms/our-bars/share").status_code == 200
    sharer.slug = "our-bars"
    for wrong in ("two--hyphens", "../etc", "ä", "x" * 61, ""):
        page = sharer.post(do="link", link=wrong)
        assert (page.status_code, "Nothing was saved yet" in page.text) == (422, True)
    gates.open_it("our-bars")
    assert sharer.post(do="link", link="another").status_code == 422


def test_a_link_that_another_form_has_is_refused(sharer):
    forms.import_form(definition=make.definition(id="other1"), slug="taken")
    assert sharer.post(do="link", link="taken").status_code == 422


def test_codes_are_shown_once_on_a_sheet_and_in_a_list(sharer, client):
    assert sharer.post(do="who", who="codes").status_code == 303
    page = sharer.post("codes", count="12")
    codes = codes_in(page)
    assert (page.status_code, len(set(codes)), page.headers["Cache-Control"]) == (200, 12, "no-store")
    encoded = re.search(r'href="data:text/csv;charset=utf-8;base64,([^"]+)" download', page.text)[1]
    rows = list(csv.reader(io.StringIO(base64.b64decode(unescape(encoded)).decode())))
    assert [row[0] for row in rows[1:]] == codes
    assert all(row[1] == f"http://localhost/f/flavours#code={row[0]}" for row in rows[1:])
    assert not any(code in sharer.get().text for code in codes)
    gates.open_it("flavours")
    assert client.post("/f/flavours", data=gates.page_of(client, "flavours", entry=codes[0])).status_code == 200
    assert "12 codes were made" in client.get("/f/flavours/about").text


@pytest.mark.parametrize("count", ["", "9", "0", "-5", "501", "many", "9" * 30])
def test_too_few_or_too_many_codes_are_refused(sharer, count):
    sharer.post(do="who", who="codes")
    page = sharer.post("codes", count=count)
    assert (page.status_code, codes_in(page)) == (422, [])


def test_a_sheet_that_is_sent_again_makes_no_codes(sharer):
    sharer.post(do="who", who="codes")
    assert len(codes_in(sharer.post("codes", count="10", issued="0"))) == 10
    assert sharer.post("codes", count="10", issued="0").status_code == 422
    assert len(codes_in(sharer.post("codes", count="10"))) == 10


def test_unused_codes_are_withdrawn_after_a_yes_and_how_many_is_not_told(sharer, app):
    sharer.post(do="who", who="codes")
    sharer.post("codes", count="37")
    assert sharer.post(do="withdraw").status_code == 422
    assert sharer.post(do="withdraw", sure="yes").status_code == 303
    with app.extensions["databases"]["ballots"].connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM entry_code")).scalar_one() == 0


def test_a_number_to_stop_at_is_raised_once_a_day_and_never_lowered(sharer):
    for wrong in ("9", "0", "-1", "ten", "1000001", "9" * 5_000):
        assert sharer.post(do="cap", cap=wrong).status_code == 422
    assert [sharer.post(do="cap", cap=cap).status_code for cap in ("20", "", "30", "15")] == [303] * 4
    gates.open_it("flavours")
    assert [sharer.post(do="cap", cap=cap).status_code for cap in ("", "14", "16", "17")] == [422, 422, 303, 422]
    assert forms.get_form(slug="flavours").admission.cap == 16


def test_an_open_form_gets_no_end_it_did_not_have(sharer):
    gates.open_it("flavours")
    assert sharer.post(do="cap", cap="20").status_code == 422


def test_a_form_is_framed_by_the_listed_sites_alone(sharer, client):
    assert sharer.post(do="origins", origins=f"{SITE}/\nhttp://localhost:8001\n{SITE}").status_code == 303
    gates.open_it("flavours")
    for address in ("/f/flavours", "/f/flavours?embed=1", "/f/flavours/about"):
        policy = client.get(address).headers["Content-Security-Policy"]
        assert policy.endswith(f"; frame-ancestors {SITE} http://localhost:8001")
    sent = client.post("/f/flavours?embed=1", data=gates.page_of(client, "flavours"))
    assert sent.headers["Content-Security-Policy"].endswith("http://localhost:8001")
    for address in ("/", "/f/nothing", "/f/nothing?embed=1", "/receipt", "/staff/sign-in", "/static/icon.svg"):
        assert client.get(address).headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")
    make.open_form("another", make.definition(id="other1"))
    assert client.get("/f/another").headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")


@pytest.mark.parametrize(
    "line",
    [
        "http://www.example.org",
        "https://www.example.org/path",
        "https://user@example.org",
        "https://example.org; script-src *",
        "https://*.example.org",
        "https://*",
        "*",
        "'self'",
        "javascript:alert(1)",
        "data:",
        "https://192.0.2.1",
        "https://[::1]",
        "https://example.org:99999",
        "https://exa mple.org",
        "https://example.org\u2028x",
        "https://bücher.example",
        "https://" + "a" * 300 + ".org",
        "\n".join(f"https://s{number}.example.org" for number in range(21)),
    ],
)
def test_nothing_but_origins_reaches_the_header(sharer, line):
    page = sharer.post(do="origins", origins=f"{SITE}\n{line}")
    assert (page.status_code, line[:40].split("\n")[0] in unescape(page.text)) == (422, True)
    assert forms.get_form(slug="flavours").admission.framed_by == ()


def test_line_breaks_in_a_list_of_sites_make_no_headers(sharer, client):
    sharer.post(do="origins", origins=f"{SITE}\r\nSet-Cookie: a=b")
    gates.open_it("flavours")
    assert client.get("/f/flavours").headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")


def test_an_embedded_form_has_no_head_and_stays_embedded(app, client):
    slug = gates.with_password()
    gate = client.get(f"/f/{slug}?embed=1")
    assert ("site-header" in gate.text, f"/f/{slug}/enter?embed=1" in gate.text) == (False, True)
    sent = {"token": make.token_in(gate), "password": "open sesame"}
    page = client.post(f"/f/{slug}/enter?embed=1", data=sent)
    assert ("site-header" in page.text, f"/f/{slug}?embed=1" in page.text) == (False, True)
    assert "site-header" in client.get(f"/f/{slug}").text


def test_a_cached_first_page_is_not_the_embedded_one(app, client):
    slug = make.open_form()
    shown = ["site-header" in client.get(f"/f/{slug}{query}").text for query in ("", "?embed=1", "", "?embed=1")]
    assert shown == [True, False, True, False]


def test_pictures_of_the_link_are_files(sharer):
    svg, png = (sharer.browser.get(f"/staff/forms/flavours/share/qr.{kind}?save=1") for kind in ("svg", "png"))
    assert (svg.mimetype, svg.data[:5], png.mimetype, png.data[:4]) == (
        "image/svg+xml",
        b"<?xml",
        "image/png",
        b"\x89PNG",
    )
    assert svg.headers["Content-Disposition"] == 'attachment; filename="flavours.svg"'
    assert sharer.browser.get("/staff/forms/flavours/share/qr.gif").status_code == 404


def test_the_snippet_holds_whatever_a_title_holds(app):
    title = 'Say "cheese" </textarea><script>'
    forms.import_form(definition=make.definition(title={"en": title}), slug="flavours")
    page = Sharer(app).get()
    snippet = unescape(re.search(r"<textarea[^>]*id=\"snippet\"[^>]*>(.*?)</textarea>", page.text, re.S)[1])
    assert unescape(re.search(r'title="([^"]*)"', snippet)[1]) == title
    assert "sandbox" not in snippet


def test_who_may_answer_is_said_before_the_first_question_and_about_the_form(app, client):
    for slug, words in (
        (gates.with_codes("codes", id="codes1")[0], "Only people with a code can answer"),
        (gates.with_password(slug="word", id="passw1"), "link and the password can answer"),
        (gates.with_cap(20, slug="cap", id="capped"), "The form takes 20 answers"),
        (make.open_form("open", make.definition(id="open01")), "Anyone with the link can answer"),
    ):
        assert words in client.get(f"/f/{slug}/about").text
        assert words in client.get(f"/f/{slug}").text or slug == "word"


def test_a_poll_cannot_ask_for_codes(app):
    forms.import_form(definition=make.poll(), slug="poll")
    admission.choose_who(slug="poll", who="codes", password="")
    gates.make_codes("poll", 10)
    with pytest.raises(Unpublishable) as refused:
        forms.open_form(slug="poll", now=datetime.now(UTC))
    assert any("cannot ask for codes" in reason for reason in refused.value.reasons)


def test_the_sheet_for_a_review_board_says_what_this_form_does(app):
    staff = make.sign_in(app, make.account(app, "maker@example.org", role="staff"))
    forms.import_form(definition=make.definition(), slug="flavours")
    draft = staff.get("/staff/forms/flavours/data-protection").text
    for words in ("Sea salt", "The form is a draft", "Anyone with the link.", "Paragraph for a paper"):
        assert words in draft
    gates.with_codes("coded", id="coded1", audience="employees")
    opened = staff.get("/staff/forms/coded/data-protection").text
    assert "People with a code" in opened
    assert "no receipt code is shown" in opened
    assert "is a draft" not in opened
    forms.import_form(definition=make.poll(id="poll01"), slug="poll")
    poll = staff.get("/staff/forms/poll/data-protection").text
    assert ("From 50 votes on" in poll, "randomly rounded" in poll) == (True, False)


def test_only_who_makes_forms_gets_these_pages(app, client):
    forms.import_form(definition=make.definition(), slug="flavours")
    reader = make.sign_in(app, make.account(app, "reader@example.org", role="manager"))
    for address in ("share", "poster", "share/qr.svg", "data-protection"):
        assert client.get(f"/staff/forms/flavours/{address}").status_code == 303
        assert reader.get(f"/staff/forms/flavours/{address}").status_code == 403
