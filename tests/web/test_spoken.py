"""Every question is spoken so that it can be answered unseen: names, descriptions, states, as the browser has them."""

import pytest

from tests import faces
from tests.spoken import spoken
from tests.spoken_faces import AT, EMPTY

pytestmark = pytest.mark.browser

PROBLEM = "Error: Please look."


def ask(sample, **given):
    return faces.ask(faces.make_input(sample, **given))


@pytest.mark.parametrize("sample", faces.SAMPLES)
def test_an_empty_question_is_spoken_whole(show, sample):
    assert spoken(show(ask(sample))) == EMPTY[sample]


@pytest.mark.parametrize("sample", AT)
def test_a_problem_is_spoken_where_the_answer_is_to_be_changed(show, sample):
    lines = spoken(show(ask(sample, filled=True, problem="Please look.")))
    marked = [line for line in lines if line.endswith(" | invalid")]

    assert [line.split(" | ")[0] for line in marked] == AT[sample]
    assert [line for line in lines if PROBLEM in line] == marked


def test_required_is_spoken_with_the_name_and_leaves_nothing_to_take_back(show):
    assert spoken(show(ask("yes-no", required=True))) == [
        "radiogroup: What about yes-no? (required)",
        "radio: Yes",
        "radio: No",
    ]


def test_a_question_that_appears_is_spoken_after_what_it_hangs_on_without_its_condition(show):
    tree = '{"all":[{"q":"qyesno","op":"=","value":true}]}'
    page = show(ask("yes-no"), ask("name", condition="Answer this only if it applies.", show_if=tree))
    before = spoken(page)

    page.get_by_label("Yes").check()

    assert (before[-1], spoken(page)[-1]) == ("radio: No answer | checked", "textbox: What about name? (optional)")


def test_without_scripts_the_condition_is_spoken_with_the_question(show):
    face = ask("name", condition="Answer this only if it applies.", show_if="{}")

    assert spoken(show(face, java_script_enabled=False)) == [
        "textbox: What about name? (optional) | Answer this only if it applies."
    ]


def test_the_arrow_keys_move_through_one_group_and_no_further(show):
    page = show(ask("yes-no"), ask("rating"))
    page.locator("#qyesno").check()

    for expected in (["no"], [""], ["yes"]):
        page.keyboard.press("ArrowDown")
        assert page.evaluate("new FormData(document.forms[0]).getAll('qyesno')") == expected
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.name") == "qrating"


def test_room_that_is_left_is_silent_while_a_page_opens(show):
    page = show(ask("short", settings={"longest": 30, "quotable": False}, raw=["0123456789"]))
    page.clock.install()
    page.reload()

    page.clock.run_for(2_000)

    assert page.get_by_role("status").inner_text() == ""
    assert page.locator(".room").inner_text() == "Room left for about 20 letters."
