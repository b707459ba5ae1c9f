"""An order can be made with places, buttons, a mouse or a finger; each way says and sends the same."""

import pytest
from playwright.sync_api import expect

from tests import faces

pytestmark = pytest.mark.browser
ROWS = ["Price", "Taste", "Service", "Opening hours"]


def ask(**given):
    return faces.ask(faces.make_input("ranking", **given))


def sent(page):
    """Names and values the form would send, without empty ones."""
    return page.evaluate("[...new FormData(document.forms[0])].filter((pair) => pair[1])")


def places(page):
    """The place of each answer that has one."""
    named = {f"qranking.{place:06d}": text for place, text in enumerate(ROWS, start=1)}
    return {named[name]: int(value) for name, value in sent(page)}


def order(page):
    return page.locator(".ranking__label").all_inner_texts()


def middle(page, text):
    handle = page.locator(".ranking__item", has_text=text).locator(".ranking__handle")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page, text, onto, *, past=0.3):
    """By mouse, onto the row of another answer and a part of it further."""
    height = page.locator(".ranking__item").first.bounding_box()["height"]
    (x, start), (_x, end) = middle(page, text), middle(page, onto)
    way = 1 if end > start else -1
    page.mouse.move(x, start)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(x, start + (end + way * past * height - start) * step / 10)
    page.mouse.up()


def test_buttons_move_answers_and_say_where_they_went(show):
    page = show(ask(filled=True))  # Taste 1, Opening hours 2
    said = page.get_by_role("status")

    page.get_by_role("button", name="Move up: Price").click()
    expect(said).to_have_text("Price: place 3 of 4")
    page.get_by_role("button", name="Move up: Price").press("Enter")
    expect(said).to_have_text("Price: place 2 of 4")
    expect(page.get_by_role("button", name="Move up: Price")).to_be_focused()
    page.get_by_role("button", name="Move down: Taste").click()
    expect(said).to_have_text("Taste: place 2 of 4")

    assert dict(sent(page)) == {"qranking.000001": "1", "qranking.000002": "2", "qranking.000004": "3"}
    labels = page.locator(".ranking__label").all_inner_texts()
    assert labels == ["Price", "Taste", "Opening hours", "Service"]


def test_a_button_that_can_do_nothing_changes_nothing(show):
    page = show(ask(filled=True))
    before = sent(page)

    for name in ("Move up: Taste", "Move down: Opening hours", "Move down: Price"):
        button = page.get_by_role("button", name=name)
        expect(button).to_have_attribute("aria-disabled", "true")
        button.click(force=True)

    assert sent(page) == before


def test_a_handle_drags_an_answer_to_its_place(show):
    page = show(ask(filled=True))  # Taste 1, Opening hours 2
    assert order(page) == ["Taste", "Opening hours", "Price", "Service"]

    drag(page, "Opening hours", "Taste")

    expect(page.get_by_role("status")).to_have_text("Opening hours: place 1 of 4")
    assert order(page) == ["Opening hours", "Taste", "Price", "Service"]
    assert places(page) == {"Opening hours": 1, "Taste": 2}


def test_what_stands_above_the_dropped_answer_has_a_place_as_well(show):
    page = show(ask())

    drag(page, "Opening hours", "Service")

    expect(page.get_by_role("status")).to_have_text("Opening hours: place 3 of 4")
    assert places(page) == {"Price": 1, "Taste": 2, "Opening hours": 3}


def test_an_answer_can_be_dragged_down(show):
    page = show(ask(filled=True))

    drag(page, "Taste", "Opening hours")

    expect(page.get_by_role("status")).to_have_text("Taste: place 2 of 4")
    assert places(page) == {"Opening hours": 1, "Taste": 2}


def test_a_finger_drags_as_a_mouse_does(show):
    page = show(ask(filled=True), has_touch=True, is_mobile=True)
    (x, start), (_x, end) = middle(page, "Opening hours"), middle(page, "Taste")
    finger = page.context.new_cdp_session(page)

    def touch(kind, *points):
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for y in points]})

    touch("touchStart", start)
    for step in range(1, 11):
        touch("touchMove", start + (end - 20 - start) * step / 10)
    touch("touchEnd")

    expect(page.get_by_role("status")).to_have_text("Opening hours: place 1 of 4")
    assert places(page) == {"Opening hours": 1, "Taste": 2}


def test_a_handle_put_back_where_it_was_changes_nothing(show):
    page = show(ask())
    x, y = middle(page, "Price")

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 8)
    page.mouse.move(x, y)
    page.mouse.up()

    assert (places(page), page.get_by_role("status").inner_text()) == ({}, "")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_handle_is_large_and_for_the_eye_alone(show, width):
    page = show(ask())
    page.set_viewport_size({"width": width, "height": 800})
    handle = page.locator(".ranking__handle").first
    box = handle.bounding_box()

    assert min(box["width"], box["height"]) >= 44
    assert (handle.get_attribute("aria-hidden"), handle.get_attribute("tabindex")) == ("true", None)


@pytest.mark.parametrize(("motion", "expected"), [("reduce", 0), ("no-preference", 150)])
def test_nothing_slides_for_people_who_asked_for_less_motion(show, motion, expected):
    page = show(ask(), reduced_motion=motion)

    assert page.evaluate("Sortable.get(document.querySelector('[data-ranking]')).option('animation')") == expected


def test_without_scripts_the_places_are_all_there_is(show):
    page = show(ask(), java_script_enabled=False)

    assert page.locator(".ranking__handle, .ranking__move").count() == 0
    page.get_by_label("Taste").select_option("1")
    expect(page.get_by_label("Taste")).to_have_value("1")
