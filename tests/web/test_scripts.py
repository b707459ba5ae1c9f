"""The small scripts do what they promise in a real browser, and pages work the same way without them."""

import json

import pytest
from playwright.sync_api import expect

from tests import faces

pytestmark = pytest.mark.browser


def ask(sample, **given):
    return faces.ask(faces.make_input(sample, **given))


def asked_if(sample, tree, **given):
    sentence = "Answer this only if it applies."
    return ask(sample, condition=sentence, show_if=json.dumps(tree), **given)


def leaf(question, operator, value=None):
    return {"all": [{"q": question, "op": operator, "value": value}]}


def sent(page):
    """Names and values the form would send, without empty ones."""
    return page.evaluate("[...new FormData(document.forms[0])].filter((pair) => pair[1])")


def test_a_question_shows_only_while_its_condition_holds_and_keeps_what_was_written(show):
    page = show(ask("single"), asked_if("short", leaf("qsingle", "=", "000002"), filled=True))
    words = page.locator("#qshort")
    expect(words).to_be_hidden()
    assert sent(page) == []

    page.get_by_label("Pear").check()
    expect(words).to_be_visible()
    assert sent(page) == [["qsingle", "000002"], ["qshort", faces.ODD]]
    expect(page.get_by_text("Answer this only if it applies.")).to_be_hidden()

    page.get_by_label("Apple").check()
    expect(words).to_be_hidden()
    assert sent(page) == [["qsingle", "000001"]]


def test_without_scripts_the_question_and_its_condition_are_there(show):
    page = show(ask("single"), asked_if("short", leaf("qsingle", "=", "000002")), java_script_enabled=False)

    expect(page.locator("#qshort")).to_be_visible()
    expect(page.get_by_text("Answer this only if it applies.")).to_be_visible()


def test_a_hidden_question_counts_as_unanswered_for_the_next(show):
    page = show(
        ask("yes-no"),
        asked_if("single", leaf("qyesno", "=", True), filled=True),
        asked_if("short", leaf("qsingle", "filled")),
    )
    expect(page.locator("#qshort")).to_be_hidden()

    page.locator("#qyesno").check()
    expect(page.locator("#qshort")).to_be_visible()

    page.locator("#qyesno-no").check()
    expect(page.locator("#qshort")).to_be_hidden()


def test_a_condition_on_another_page_leaves_the_question_and_the_sentence(show):
    page = show(asked_if("short", leaf("elsewhere", "=", "x")))

    expect(page.locator("#qshort")).to_be_visible()
    expect(page.get_by_text("Answer this only if it applies.")).to_be_visible()


def targets(comparisons):
    """A question for each comparison, shown only while it holds."""
    return [
        asked_if("phone", tree, id=f"t{place}", name=f"t{place}") for place, (tree, _holds) in enumerate(comparisons)
    ]


def shown(page, comparisons):
    return [page.locator(f"#t{place}").is_visible() for place in range(len(comparisons))]


COMPARISONS = [
    (leaf("qsingle", "!=", "000001"), True),
    (leaf("qsingle", "!=", "000002"), False),
    (leaf("qmulti", "contains", "000003"), True),
    (leaf("qmulti", "contains", "000002"), False),
    (leaf("qyesno", "=", False), True),
    (leaf("qrating", ">=", 4), True),
    (leaf("qrating", "<", 4), False),
    (leaf("qratingna", "<", 9), False),
    (leaf("qratingna", "=", "na"), True),
    (leaf("qnumberplain", "<", -6.5), True),
    (leaf("qnumberplain", "=", "-7.0"), True),
    (leaf("qdate", ">", "2026-04-30"), True),
    (leaf("qtime", "<=", "14:29"), False),
    (leaf("qshort", "contains", "ZOË"), True),
    (leaf("qemail", "empty"), False),
    (leaf("qmatrix", "filled"), True),
    (leaf("qconsent", "=", True), True),
    ({"any": [{"q": "qsingle", "op": "empty"}, leaf("qsingle", "=", "000002")]}, True),
]
OF_NOTHING = [("=", False), ("!=", True), ("<", False), ("contains", False), ("empty", True), ("filled", False)]


def test_every_comparison_reads_the_inputs(show):
    page = show(*(ask(sample, filled=True) for sample in faces.SAMPLES), *targets(COMPARISONS))

    assert shown(page, COMPARISONS) == [holds for _tree, holds in COMPARISONS]


def test_an_unanswered_question_differs_from_everything(show):
    comparisons = [(leaf("qrating", operator, 3), holds) for operator, holds in OF_NOTHING]
    page = show(ask("rating"), *targets(comparisons))

    assert shown(page, comparisons) == [holds for _tree, holds in comparisons]


def test_none_of_these_clears_the_others_and_they_clear_it(show):
    page = show(ask("multi", filled=True))

    page.get_by_label("None of these").check()
    assert sent(page) == [["qmulti", "000004"]]

    page.get_by_label("Coffee").check()
    assert sent(page) == [["qmulti", "000002"]]


def test_own_words_choose_other(show):
    page = show(ask("single-other"))

    page.get_by_label("In your own words").fill("Quince")

    assert sent(page) == [["qsingleother", "other"], ["qsingleother.other", "Quince"]]


def test_a_long_list_is_searched_by_keyboard(show):
    page = show(ask("single-long"))
    box = page.get_by_role("combobox")
    expect(page.get_by_label("What about single-long?")).to_have_attribute("role", "combobox")

    box.press_sequentially("land 1")
    expect(page.get_by_role("status")).to_have_text("Answers found: 11")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(page.locator("#" + box.get_attribute("aria-activedescendant"))).to_have_text("Land 10")
    box.press("Enter")
    assert (sent(page), box.input_value()) == ([["qsinglelong", "000010"]], "Land 10")
    expect(page.get_by_role("listbox")).to_be_hidden()

    box.fill("nowhere")
    expect(page.get_by_role("status")).to_have_text("Nothing found. Try fewer letters.")
    box.press("Escape")
    assert (sent(page), box.input_value()) == ([["qsinglelong", "000010"]], "Land 10")

    box.fill("")
    box.press("Tab")
    assert sent(page) == []


def test_a_long_list_is_searched_by_pointer(show):
    page = show(ask("single-long", filled=True))
    box = page.get_by_role("combobox")
    expect(box).to_have_value("Land 7")

    box.click()
    page.get_by_role("option", name="Land 3", exact=True).click()

    assert sent(page) == [["qsinglelong", "000003"]]


def test_many_choices_are_filtered_and_the_chosen_stay_in_sight(show):
    page = show(ask("multi-long", filled=True))

    page.get_by_label("Find an answer in the list").fill("LÁND 2")

    expect(page.get_by_role("status")).to_have_text("Answers found: 2")
    assert page.locator(".choice:visible").all_inner_texts() == ["Land 1", "Land 2", "Land 20"]
    assert sent(page) == [["qmultilong", "000001"], ["qmultilong", "000020"]]


def test_a_slider_fills_the_number_and_can_be_taken_back(show):
    page = show(ask("slider"))
    slider, number = page.get_by_role("slider"), page.get_by_role("spinbutton")
    expect(slider).to_have_attribute("aria-valuetext", "No answer")
    assert sent(page) == []

    slider.press("ArrowRight")
    assert sent(page) == [["qslider", "55"]]
    page.get_by_label("It was closed").check()
    assert sent(page) == [["qslider", "na"]]
    number.fill("20")
    assert (sent(page), slider.input_value()) == ([["qslider", "20"]], "20")
    page.get_by_role("button", name="Remove my answer").click()
    assert sent(page) == []
    expect(number).to_be_focused()


def test_room_is_said_once_little_is_left(show):
    page = show(ask("short", settings={"longest": 30, "quotable": False}))
    line, seen = page.locator("#qshort"), page.locator(".room")

    line.fill("short")
    expect(seen).to_be_hidden()
    line.fill("0123456789é")
    expect(seen).to_have_text("Room left for about 18 letters.")
    expect(page.get_by_role("status")).to_have_text("Room left for about 18 letters.")
    line.fill('"' * 16)
    expect(seen).to_have_text("Please shorten this by about 2 letters.")


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_is_wider_than_the_screen(show, width):
    page = show(*(ask(sample, filled=True) for sample in faces.SAMPLES))

    page.set_viewport_size({"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_everything_to_press_is_large_enough(show):
    page = show(*(ask(sample) for sample in faces.SAMPLES))
    page.set_viewport_size({"width": 320, "height": 800})

    small = page.evaluate("""() => [...document.querySelectorAll("label, button, select, .input")]
        .filter((e) => e.checkVisibility() && e.htmlFor !== e.closest(".question").querySelector(".input")?.id)
        .filter((e) => !e.matches(".question__label, .part__label, .own-words label, .ranking__label"))
        .map((e) => [e.className || e.textContent, e.getBoundingClientRect()])
        .filter(([_name, box]) => box.width < 24 || box.height < 44).map(([name]) => name)""")

    assert small == []
