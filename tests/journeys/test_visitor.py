"""A visitor answers, is helped when something is wrong, and takes the answers back; nothing else is needed."""

import re

import pytest

from tests.journeys.forms import BARS
from tests.journeys.kinds import words
from tests.journeys.state import change_token, send
from tests.journeys.states_short import fill_in
from tests.journeys.visits import EACH_DEVICE, WITH_AND_WITHOUT, enter, tab_to

pytestmark = pytest.mark.browser
CODE = re.compile(r"([0-9A-Z]{4}-){6}[0-9A-Z*~$=]")
NOTHING_BEHIND = {"asked elsewhere": [], "complained": []}


@WITH_AND_WITHOUT
@pytest.mark.parametrize("device", EACH_DEVICE)
def test_the_keyboard_alone_answers_and_withdraws(device, scripts, visitor, site):
    title = f"For {device} {scripts}"
    slug = site.open_form(**{**BARS, "title": words(title)})
    visit = visitor(device=device, java_script_enabled=scripts)
    keys = visit.page.keyboard
    visit.go("/")
    tab_to(visit, title)
    enter(visit)
    tab_to(visit, "Sea salt")
    keys.press("Space")
    tab_to(visit, "No answer")
    keys.press("ArrowUp")
    tab_to(visit, "Another idea?")
    keys.type("Chestnut")
    tab_to(visit, "A name for it?")
    keys.type("Nutty")
    tab_to(visit, "Send my answers")
    enter(visit)
    assert (visit.heading(), site.stored(slug)) == ("Thank you", 1)
    code = visit.page.locator(".receipt__code").inner_text()
    assert CODE.fullmatch(code)
    tab_to(visit, "Where to use the code")
    enter(visit)
    tab_to(visit, "Receipt code")
    keys.type(code.lower())
    enter(visit)
    assert (visit.heading(), site.stored(slug)) == ("Done", 0)
    assert (visit.cookies(), visit.behind()) == ([], NOTHING_BEHIND)


def test_a_browser_that_refuses_cookies_answers_and_withdraws(no_cookies, site):
    slug = site.open_form(**BARS)
    no_cookies.go("/staff/sign-in")
    assert no_cookies.cookies() == []  # that page tries to set one
    fill_in(no_cookies, slug)
    send(no_cookies)
    code = no_cookies.page.locator(".receipt__code").inner_text()
    no_cookies.go("/receipt")
    no_cookies.fill("Receipt code", code)
    no_cookies.press("Withdraw my answers")
    assert (no_cookies.heading(), site.stored(slug)) == ("Done", 0)


def given(visit):
    """What the page of a form holds: chosen options and typed texts, in order."""
    chosen = [choice.evaluate("input => input.labels[0].innerText") for choice in visit.page.locator(":checked").all()]
    return chosen + [text.input_value() for text in visit.page.locator(".question [type=text]").all()]


def test_a_text_too_long_keeps_everything_and_leads_to_it(visitor, site):
    slug = site.open_form(**BARS)
    visit = visitor()
    fill_in(visit, slug)
    visit.fill("Another idea?", "x" * 41)
    send(visit)
    assert given(visit) == ["Sea salt", "No answer", "x" * 41, "Nutty"]
    assert visit.page.locator(":focus").get_attribute("class") == "summary"
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    visit.page.locator("#q3idea:focus").fill("Chestnut")
    send(visit)
    assert (visit.heading(), site.stored(slug)) == ("Thank you", 1)


def test_an_old_page_sent_again_thanks_again_and_stores_once(visitor, site):
    slug = site.open_form(**BARS)
    visit = visitor()
    fill_in(visit, slug)
    token = visit.page.locator("[name=token]").input_value()
    send(visit)
    code = visit.page.locator(".receipt__code").inner_text()
    fill_in(visit, slug)
    change_token(visit, token)
    send(visit)
    assert (visit.page.locator(".receipt__code").inner_text(), site.stored(slug)) == (code, 1)


def test_other_answers_on_an_old_page_are_kept_and_go_with_a_second_press(visitor, site):
    slug = site.open_form(**BARS)
    visit = visitor()
    fill_in(visit, slug)
    token = visit.page.locator("[name=token]").input_value()
    send(visit)
    fill_in(visit, slug)
    change_token(visit, token)
    visit.fill("Another idea?", "Juniper")
    send(visit)
    assert given(visit) == ["Sea salt", "No answer", "Juniper", "Nutty"]
    assert (visit.heading(), site.stored(slug)) == ("Which bar shall we make next?", 1)
    send(visit)
    assert (visit.heading(), site.stored(slug)) == ("Thank you", 2)


def test_the_back_button_after_sending_never_sends_twice(visitor, site):
    slug = site.open_form(**BARS)
    visit = visitor()
    fill_in(visit, slug)
    send(visit)
    visit.page.go_back()
    visit.page.reload()
    assert (visit.heading(), site.stored(slug)) == ("Which bar shall we make next?", 1)


def test_a_form_closed_meanwhile_gives_the_answers_back(visitor, site):
    slug = site.open_form(**BARS)
    visit = visitor()
    fill_in(visit, slug)
    site.close_form(slug)
    send(visit)
    for text in ("Sea salt", "Chestnut", "Nutty"):
        assert visit.page.get_by_text(text, exact=True).is_visible()
    visit.go(f"/f/{slug}")
    assert (visit.heading(), site.stored(slug)) == ("Closed", 0)
