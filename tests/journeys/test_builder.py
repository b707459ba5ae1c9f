"""Somebody who never built a form builds a survey of ten questions, checks it, tries it and opens it."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from forms_app.domain import drafts
from forms_app.services import builder, forms
from tests.journeys.states_builder import TEN, build, empty
from tests.journeys.visits import WITH_AND_WITHOUT, Visit, enter

pytestmark = pytest.mark.browser


@dataclass
class Hands:
    """Does what the page offers, by mouse or by keyboard alone."""

    visit: Visit
    keyboard: bool = False

    def use(self, thing):
        """A button or link that leads to another page."""
        if not self.keyboard:
            with self.visit.page.expect_navigation():
                thing.click()
            return
        thing.focus()
        enter(self.visit)

    def button(self, name):
        self.use(self.visit.page.get_by_role("button", name=name, exact=True).last)

    def link(self, name):
        self.use(self.visit.page.get_by_role("link", name=name, exact=True).first)

    def write(self, label, words):
        field = self.visit.page.locator(".qcard--open").get_by_label(label, exact=True)
        if not self.keyboard:
            field.fill(words)
            return
        field.focus()
        self.visit.page.keyboard.type(words)

    def tick(self, box):
        if self.keyboard:
            box.focus()
            self.visit.page.keyboard.press("Space")
        else:
            box.check()

    def add(self, kind, words, **more):
        """A question at the end: its type, its words, and what else is written into its card."""
        adding = self.visit.page.locator("details.add").last
        if not adding.evaluate("details => details.open"):
            summary = adding.locator("summary")
            summary.focus()
            self.visit.page.keyboard.press("Enter") if self.keyboard else summary.click()
        self.use(adding.get_by_role("button", name=kind, exact=True))
        self.write("Question", words)
        for label, text in more.items():
            self.write(label.replace("_", " "), text)
        self.button("Done")


def build_ten(hands):
    hands.add("Single choice", "Which bar do you like best?", Answers_to_choose_from="Salt\nMint\nNougat")
    hands.add("Yes or no", "Did you finish it?")
    hands.add("Short text", "What was best about it?")
    hands.add("Scale", "How sweet was it?")
    hands.add("Multiple choice", "Where do you eat it?", Answers_to_choose_from="Home\nWork\nOutdoors")
    hands.add("Number", "How many a week?")
    hands.add("Ranking", "Which first?", Things_to_put_in_order="Price\nTaste\nSize")
    hands.add("Long text", "Anything else?")
    hands.add("Single choice", "How old are you?", Answers_to_choose_from="Under 30\n30 or older")
    hands.add(
        "E-mail address",
        "Your address",
        **{"What it is for: “we use it only …”": "to send a bar", "Deleted so many days after it was sent": "30"},
    )


def finish(hands, slug):
    """A condition, groups to compare, a test, and open."""
    page = hands.visit.page
    hands.link("Logic")
    hands.link("Show only if: 3 What was best about it?")
    page.get_by_label("Add a condition on an earlier question").select_option(label="Did you finish it?")
    hands.button("Add")
    hands.button("Done")
    assert "Only if “Did you finish it?” is “Yes”" in page.locator(".flow").inner_text()
    hands.link("Settings")
    page.get_by_label("Title", exact=True).fill("Our bars")
    hands.tick(page.get_by_label("How old are you?"))
    hands.button("Save the settings")
    assert "Nothing keeps it from opening." in page.locator(".checks").inner_text()
    hands.link("Preview")
    hands.button("Continue")
    hands.button("Send my answers")
    assert "Nothing was stored." in page.locator("main").inner_text()
    hands.link("Back to the questions")
    hands.link("Open this form")
    hands.button("Open this form")
    with hands.visit.site.app.app_context():
        _form, definition = forms.get_published(slug=slug)
    assert (len(definition.questions), definition.breakdowns) == (10, (definition.questions[8].id,))


@pytest.mark.slow
@WITH_AND_WITHOUT
def test_a_survey_of_ten_questions_is_built_by_mouse_and_opened(scripts, visitor):
    visit = visitor(device="desktop", java_script_enabled=scripts)
    slug = begun(visit)
    hands = Hands(visit)
    build_ten(hands)
    finish(hands, slug)
    assert visit.behind() == {"asked elsewhere": [], "complained": []}


@pytest.mark.slow
def test_a_survey_of_ten_questions_is_built_by_keyboard_and_opened(visitor):
    visit = visitor(device="desktop")
    slug = begun(visit)
    hands = Hands(visit, keyboard=True)
    build_ten(hands)
    finish(hands, slug)
    assert visit.behind() == {"asked elsewhere": [], "complained": []}


def begun(visit):
    return empty(visit)


def titles(visit, slug):
    with visit.site.app.app_context():
        document = builder.get_draft(slug=slug).document
    return [question["text"].get("en") for question in drafts.questions_of(document)]


def test_typing_is_saved_by_itself_and_the_checks_follow(visitor):
    visit = visitor(device="desktop")
    slug = begun(visit)
    hands = Hands(visit)
    hands.use(visit.page.get_by_role("button", name="Yes or no", exact=True))
    expect(visit.page.get_by_text("Question 1 has no text yet.")).to_be_visible()
    visit.page.get_by_label("Question", exact=True).press_sequentially("Shall we?")
    expect(visit.page.get_by_text("Question 1 has no text yet.")).to_be_hidden()
    expect(visit.page.locator("[data-saved]")).to_have_text("Saved")
    assert titles(visit, slug) == ["Shall we?"]
    hands.button("Done")
    assert titles(visit, slug) == ["Shall we?"]


def test_how_a_help_text_looks_stays_and_follows_what_is_saved(visitor):
    visit = visitor(device="desktop")
    build(visit, "questions?card=q1come", **TEN)
    field = visit.page.get_by_label("Help text (optional)")
    looks = visit.page.locator("[data-look=help]")
    expect(looks).to_be_hidden()
    field.fill("**One** of [ours](https://example.org/a?b=1&c=<2>)")
    expect(looks.locator("strong")).to_have_text("One")
    expect(looks.get_by_role("link", name="ours")).to_have_attribute("href", "https://example.org/a?b=1&c=%3C2%3E")
    field.fill("*Two* <b>of</b>")
    expect(looks).to_be_visible()
    expect(looks.locator("em")).to_have_text("Two")
    expect(looks.locator(".written")).to_have_text("Two <b>of</b>")


def test_on_a_phone_the_checks_are_a_step_away_and_cover_nothing_that_has_the_focus(visitor):
    visit = visitor(device="phone")
    build(visit, "questions?card=q3idea", **TEN)
    checked = visit.page.get_by_role("link", name="Checks: ")
    visit.page.get_by_label("Question", exact=True).fill("")
    expect(checked).to_have_text("Checks: 1 to fix")
    bar = visit.page.locator(".builder__bar")
    for key in ["Tab"] * 25 + ["Shift+Tab"] * 25:
        visit.page.keyboard.press(key)
        covered = bar.evaluate(
            """bar => {
              const here = document.activeElement;
              if (bar.contains(here)) return false;
              return here.getBoundingClientRect().top < bar.getBoundingClientRect().bottom - 1
                && bar.getBoundingClientRect().top <= 1;
            }"""
        )
        assert not covered, visit.page.evaluate("document.activeElement.outerHTML")
    checked.click()
    expect(visit.page.get_by_role("heading", name="Checks")).to_be_in_viewport()


def test_a_second_person_is_told_that_nothing_was_saved(visitor):
    visit = visitor(device="desktop")
    slug = build(visit, "questions?card=q1come", **TEN)
    with visit.site.app.app_context():
        builder.change_draft(slug=slug, revision=0, edit=lambda d: drafts.remove_question(d, "q1come"))
    visit.page.get_by_label("Question", exact=True).fill("Did you like your bar?")
    expect(visit.page.locator("[data-saved]")).to_have_text(
        "Not saved: somebody else changed this meanwhile. Press “Save” to see both and choose."
    )
    visit.page.get_by_role("button", name="Done").click()
    expect(visit.page.get_by_role("heading", name="What you sent")).to_be_visible()
    assert "Did you like your bar?" in visit.page.locator(".conflict").inner_text()


def test_a_card_moves_by_its_buttons_by_keys_and_by_dragging_and_keeps_the_focus(visitor):
    visit = visitor(device="desktop")
    slug = build(visit, **TEN)
    first, second = titles(visit, slug)[:2]
    hands = Hands(visit)
    hands.use(visit.page.get_by_role("button", name="Move down: question 1", exact=True))
    assert titles(visit, slug)[:2] == [second, first]
    focused = "() => document.activeElement.getAttribute('aria-label')"
    assert visit.page.evaluate(focused) == "Move down: question 2"
    with visit.page.expect_navigation():
        visit.page.keyboard.press("Alt+ArrowUp")
    assert titles(visit, slug)[:2] == [first, second]
    visit.go(f"/staff/forms/{slug}/questions")
    start, end = (visit.page.locator(".qcard__handle").nth(place).bounding_box() for place in (0, 1))
    x, low, high = start["x"] + 20, start["y"] + 20, end["y"] + 80
    visit.page.mouse.move(x, low)
    visit.page.mouse.down()
    for step in range(1, 11):
        visit.page.mouse.move(x, low + (high - low) * step / 10)
    with visit.page.expect_navigation():
        visit.page.mouse.up()
    assert titles(visit, slug)[:2] == [second, first]


def test_a_page_moves_by_its_buttons_and_by_keys_and_says_where_it_is(visitor):
    visit = visitor(device="desktop")
    slug = build(visit, **TEN)
    before = titles(visit, slug)
    Hands(visit).use(visit.page.get_by_role("button", name="Move down: page 1", exact=True))
    said = visit.page.locator("[data-again]")
    expect(said).to_have_text("The page is now page 2 of 2.")
    assert visit.page.evaluate("() => document.activeElement.getAttribute('aria-label')") == "Move down: page 2"
    with visit.page.expect_navigation():
        visit.page.keyboard.press("Alt+Shift+ArrowUp")
    expect(said).to_have_text("The page is now page 1 of 2.")
    assert titles(visit, slug) == before


def test_an_earlier_answer_is_put_in_where_the_words_are_being_written(visitor):
    visit = visitor(device="desktop")
    build(visit, "questions?card=q3next", **TEN)
    words = visit.page.locator(".qcard--open").get_by_label("Question", exact=True)
    words.fill("Why  for you?")
    words.evaluate("field => field.setSelectionRange(4, 4)")
    visit.page.get_by_text("Put in an earlier answer").click()
    visit.page.get_by_role("button", name="Put it in").click()
    chosen = visit.page.locator("[name=piped] option").first.get_attribute("value")
    expect(words).to_have_value(f"Why {{{{{chosen}|your choice}}}} for you?")
    expect(visit.page.locator("[data-saved]")).to_have_text("Saved")


def test_the_question_mark_lists_the_keys_and_n_offers_the_types(visitor):
    visit = visitor(device="desktop")
    build(visit, **TEN)
    visit.page.keyboard.press("?")
    expect(visit.page.get_by_text("They work where no text is being typed.")).to_be_visible()
    visit.page.keyboard.press("n")
    assert visit.page.evaluate("() => document.activeElement.textContent") == "Single choice"


def test_a_removed_question_comes_back(visitor):
    visit = visitor()
    slug = build(visit, **TEN)
    before = titles(visit, slug)
    visit.press("Remove question 1")
    assert titles(visit, slug) == before[1:]
    visit.press("Undo the removal")
    assert titles(visit, slug) == before
