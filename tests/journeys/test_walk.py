"""The whole walk over several pages, with little help from the browser, and what a kiosk does by itself."""

import pytest

from tests.journeys.forms import BARS, CONDITIONS, SALT, TWO_LANGUAGES, WALK
from tests.journeys.state import send
from tests.journeys.states_short import fill_in
from tests.journeys.states_walk import all_sent, review
from tests.journeys.visits import EACH_DEVICE, WITH_AND_WITHOUT, enter, tab_to

pytestmark = pytest.mark.browser
LAST = ["4, on a scale from 1 to 5", "ada@example.org"]
SPOKEN = "element => element.closest('[lang]').lang"
NOTHING_BEHIND = {"asked elsewhere": [], "complained": []}


def read_back(visit):
    return [each.inner_text() for each in visit.page.locator(".review__row dd").all()]


@WITH_AND_WITHOUT
@pytest.mark.parametrize("device", EACH_DEVICE)
def test_the_whole_walk_is_looked_over_changed_and_sent(device, scripts, visitor, site):
    slug = site.open_form(**WALK)
    visit = visitor(device=device, java_script_enabled=scripts)
    review(visit, slug)
    assert read_back(visit) == ["Sea salt", "A pinch", "Chestnut", "Roasted\nand ground", "Nutty", *LAST]
    visit.press("Change Ideas")
    assert (visit.heading(), visit.page.get_by_label("Another idea?").input_value()) == ("Ideas", "Chestnut")
    visit.fill("Another idea?", "Juniper")
    for _ in range(3):
        visit.press("Continue")
    assert read_back(visit) == ["Sea salt", "A pinch", "Juniper", "Roasted\nand ground", "Nutty", *LAST]
    assert site.stored(slug) == 0
    send(visit)
    assert (visit.heading(), site.stored(slug)) == ("Thank you", 1)
    assert (visit.cookies(), visit.behind()) == ([], NOTHING_BEHIND)


def test_the_whole_walk_goes_with_cookies_blocked(no_cookies, site):
    slug = site.open_form(**WALK)
    all_sent(no_cookies, slug)
    assert (no_cookies.heading(), site.stored(slug)) == ("Thank you", 1)


def test_the_whole_walk_goes_by_keyboard_alone(visitor, site):
    slug = site.open_form(**WALK)
    visit = visitor()
    keys = visit.page.keyboard
    visit.go(f"/f/{slug}")
    tab_to(visit, "Sea salt")
    keys.press("Space")
    tab_to(visit, "How much salt?")
    keys.type("A pinch")
    tab_to(visit, "Continue")
    enter(visit)
    tab_to(visit, "A name for it?")
    keys.type("Nutty")
    tab_to(visit, "Continue")
    enter(visit)
    for _ in range(2):
        tab_to(visit, "Continue")
        enter(visit)
    assert read_back(visit) == ["Sea salt", "A pinch", "No answer", "No answer", "Nutty", "No answer", "No answer"]
    tab_to(visit, "Send my answers")
    enter(visit)
    assert (visit.heading(), site.stored(slug)) == ("Thank you", 1)


def test_questions_come_and_go_with_the_answer_they_hang_on(visitor, site):
    slug = site.open_form(**CONDITIONS)
    visit = visitor()
    visit.go(f"/f/{slug}")
    best = visit.page.get_by_label("What was best about it?")
    seen = [best.is_visible()]
    for answer in ("Yes", "No", "Yes"):
        visit.page.get_by_label(answer, exact=True).check()
        seen.append(best.is_visible())
    assert seen == [False, True, False, True]
    assert [each.is_visible() for each in visit.page.get_by_text("Answer this only if").all()] == [False, False]


@pytest.mark.parametrize(
    ("finished", "answered"),
    [("Yes", {"q1come": True, "q2best": "The salt", "q3next": SALT}), ("No", {"q1come": False})],
    ids=["conditions hold", "conditions do not hold"],
)
def test_the_same_answers_are_counted_with_and_without_scripts(finished, answered, visitor, site):
    slug = site.open_form(**CONDITIONS)
    for people, scripts in enumerate([True, False], start=1):
        visit = visitor(java_script_enabled=scripts)
        visit.go(f"/f/{slug}")
        visit.page.get_by_label("Yes", exact=True).check()
        visit.fill("What was best about it?", "The salt")
        visit.page.get_by_label("Sea salt").check()
        visit.page.get_by_label(finished, exact=True).check()
        send(visit)
        assert (visit.heading(), site.stored(slug)) == ("Thank you", people)
    assert site.answers(slug) == [answered, answered]


@WITH_AND_WITHOUT
def test_a_refused_page_comes_back_in_the_language_it_was_asked_in(scripts, visitor, site):
    slug = site.open_form(**TWO_LANGUAGES)
    visit = visitor(java_script_enabled=scripts)
    visit.go(f"/f/{slug}?lang=de")
    send(visit)
    spoken = {each: visit.page.locator(each).evaluate(SPOKEN) for each in ("h1", ".actions", "footer")}
    assert (visit.heading(), spoken) == ("Welche Tafel?", {"h1": "de", ".actions": "en", "footer": "en"})


def test_a_kiosk_goes_back_to_the_start_a_minute_after_the_last_touch(visitor, site):
    slug = site.open_form(**{**BARS, "kiosk": True})
    visit = visitor()
    visit.page.clock.install()
    fill_in(visit, slug)
    send(visit)
    visit.page.clock.run_for(50_000)
    visit.page.keyboard.press("Shift")
    visit.page.clock.run_for(50_000)
    assert visit.heading() == "Thank you"
    with visit.page.expect_navigation():
        visit.page.clock.run_for(11_000)
    assert (visit.heading(), visit.page.url) == ("Which bar shall we make next?", f"{site.url}/f/{slug}")
