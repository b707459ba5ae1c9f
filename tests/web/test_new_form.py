"""A new form over HTTP: what is asked first, where it starts, and what sending it twice does."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from forms_app.domain.form_templates import TEMPLATES
from forms_app.domain.new_forms import SORTS
from forms_app.services import builder, forms, new_forms, vouchers
from tests import make
from tests.test_vouchers import choose
from tests.web.staff_pages import on_sqlite, post, said

NEW = "/staff/new-form"
TOMORROW = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()


def start(browser, name, **typed):
    """The page is opened, filled in and sent; typed values replace its own."""
    page = browser.get(f"{NEW}/{name}")
    own = {"nonce": re.search(r'name="nonce" value="([^"]+)"', page.text)[1], "title": "A title", "last_day": TOMORROW}
    return browser.post(f"{NEW}/{name}", data={"csrf_token": make.csrf_in(page), **own, **typed})


def slug_of(made):
    """Of the form whose questions a page leads to."""
    return made.location.split("/")[3]


@on_sqlite
@pytest.mark.parametrize(
    ("people", "sentences"),
    [
        ("9", ["None: results need 10 answers"]),
        ("29", ["Ranges in words", "No: each group should have 30", "exact only from 50 votes"]),
        ("30", ["Such as “about 40 %”.", "At most 3 to a question"]),
        ("1,200", ["Whole per cents.", "Up to 8", "each month.", "a public poll."]),
    ],
)
def test_what_so_many_answers_are_good_for_is_said(maker, people, sentences):
    page = said(maker.get(f"{NEW}?people={people}"))
    assert [sentence in page for sentence in sentences] == [True] * len(sentences)


@on_sqlite
@pytest.mark.parametrize("people", ["many", "0", "-3", "1.5", "9" * 12, "<b>", "٣"])
def test_what_is_no_number_is_asked_again_and_kept(maker, people):
    page = maker.get(NEW, query_string={"people": people})
    assert ("Please write a whole number" in page.text, "<b>" in page.text) == (True, False)
    assert "With about" not in page.text


@pytest.mark.parametrize("name", SORTS)
@on_sqlite
def test_an_empty_form_begins_with_the_invitation_to_add_a_question(maker, name):
    page = maker.get(start(maker, name).location)
    assert ("Your first question" in page.text, "Single choice" in page.text) == (False, True)
    assert ("Nothing is asked yet" in page.text) == (name != "poll")


@on_sqlite
def test_the_expected_number_of_people_stays_with_the_draft(maker):
    page = maker.get(f"{NEW}/survey?people=80")
    action = re.search(r'action="([^"]+people=80)"', page.text)[1]
    data = {name: re.search(rf'name="{name}" value="([^"]+)"', page.text)[1] for name in ("csrf_token", "nonce")}
    slug = slug_of(maker.post(action, data={**data, "title": "Bars"}))
    settings = maker.get(f"/staff/forms/{slug}/settings")
    assert re.search(r'id="people" name="people" value="80"', settings.text)
    assert f"/staff/forms/{slug}/sample?people=80" in settings.text
    nonce = re.search(r'name="nonce" value="([^"]+)"', maker.get(f"/staff/forms/{slug}/copy").text)[1]
    copied = slug_of(post(maker, f"/staff/forms/{slug}/copy", nonce=nonce, title="More bars"))
    assert builder.get_draft(slug=copied).people == 80


@pytest.mark.parametrize("name", TEMPLATES)
@on_sqlite
def test_every_start_becomes_a_draft_that_opens(maker, name):
    made = start(maker, name)
    assert (made.status_code, made.location) == (303, "/staff/forms/a-title/questions")
    if "reward" in builder.get_draft(slug="a-title").document.get("switches", ()):
        choose("a-title")
        vouchers.make(slug="a-title", count=20, seen=0)
    assert post(maker, "/staff/forms/a-title/open").status_code == 303
    assert forms.get_form(slug="a-title").version == 1


def test_sending_the_page_twice_makes_one_draft(maker):
    page = maker.get(f"{NEW}/survey")
    data = {name: re.search(rf'name="{name}" value="([^"]+)"', page.text)[1] for name in ("csrf_token", "nonce")}
    made = [maker.post(f"{NEW}/survey", data={**data, "title": "Bars"}).location for _ in range(2)]
    assert (made, len(forms.list_forms())) == (["/staff/forms/bars/questions"] * 2, 1)


@on_sqlite
def test_a_link_name_that_is_taken_gets_a_number(maker):
    assert [slug_of(start(maker, "survey", title="Bars")) for _ in range(3)] == ["bars", "bars-2", "bars-3"]


@on_sqlite
@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("survey", {"title": "  "}, "Please give it a title"),
        ("survey", {"title": "x" * 301}, "Please give it a title"),
        ("survey", {"last_day": "soon"}, "Please write a day."),
        ("survey", {"last_day": "2020-01-01"}, "Please choose a day to come."),
        ("product-poll", {"last_day": ""}, "A public poll needs a last day"),
        ("survey", {"nonce": ""}, "Make the draft"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_made(maker, name, typed, sentence):
    refused = start(maker, name, **typed)
    assert (refused.status_code, sentence in said(refused), forms.list_forms()) == (422, True, [])


@on_sqlite
def test_a_start_that_is_not_there_is_not_there(maker):
    assert [maker.get(path).status_code for path in (f"{NEW}/nothing", "/staff/forms/nothing/copy")] == [404, 404]


@on_sqlite
@pytest.mark.parametrize(
    ("people", "last_day", "rhythm"),
    [("", "", "month"), ("60", "", "close"), ("120", "", "quarter"), ("360", "", "month"), ("360", TOMORROW, "close")],
)
def test_an_empty_form_is_counted_as_often_as_its_answers_allow(maker, people, last_day, rhythm):
    page = maker.get(f"{NEW}/survey?people={people}")
    action = re.search(r'action="(/staff/new-form/survey[^"]*)"', page.text)[1]
    data = {name: re.search(rf'name="{name}" value="([^"]+)"', page.text)[1] for name in ("csrf_token", "nonce")}
    maker.post(action, data={**data, "title": "Bars", "last_day": last_day})
    assert new_forms.get_original(slug="bars")["rhythm"] == rhythm


@pytest.mark.parametrize("is_open", [True, False])
def test_a_copy_asks_the_same_under_another_id_and_without_dates(maker, is_open):
    schedule = {"zone": "Europe/Berlin", "closes": "2099-01-01T12:00"}
    forms.import_form(definition=make.definition(schedule=schedule, rhythm="week"), slug="flavours")
    if is_open:
        forms.open_form(slug="flavours", now=datetime.now(UTC))
    page = maker.get("/staff/forms/flavours/copy")
    nonce = re.search(r'name="nonce" value="([^"]+)"', page.text)[1]
    title = re.search(r'name="title" value="([^"]+)"', page.text)[1]
    made = post(maker, "/staff/forms/flavours/copy", nonce=nonce, title=title)
    assert made.location == "/staff/forms/which-bar-shall-we-make-next/questions"
    original, copy = (new_forms.get_original(slug=slug) for slug in ("flavours", slug_of(made)))
    assert (copy["pages"], copy["title"], copy["rhythm"]) == (original["pages"], original["title"], "week")
    assert (copy["id"] == original["id"], copy["schedule"].get("closes")) == (False, None)
    assert forms.get_form(slug=slug_of(made)).version is None


@on_sqlite
def test_a_last_day_at_the_end_of_the_calendar_is_given_back(maker):
    page = maker.get(f"{NEW}/survey")
    nonce = re.search(r'name="nonce" value="([^"]+)"', page.text)[1]
    refused = post(maker, f"{NEW}/survey", nonce=nonce, title="Bars", last_day="9999-12-31")
    assert (refused.status_code, "Please write a day." in refused.text, forms.list_forms()) == (422, True, [])
