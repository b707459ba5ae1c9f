"""The checks see what is wrong: planted faults are named, each of them."""

import pytest

from tests.journeys.checks import axe, keyboard, overflow, structure
from tests.journeys.states import STATES

pytestmark = pytest.mark.browser
REFUSED = next(state for state in STATES if state.refused)
FAULTS = """<!doctype html><html><title>Form</title><h1>One</h1><h1>Two</h1>
<style>a { outline: none !important }
a { display: inline-block; width: 40px; height: 19px }
label { display: inline-block; width: 60px; height: 30px } input { border: 1px solid #ddd; background: #fff }
input:focus { outline: 3px solid #000 }</style>
<div class="summary"><a href="#gone">Name</a></div>
<p id="around"><ul><li>One</li></ul></p>
<p class="hint" id="loose">Loose</p>
<input name="bare" id="bare" style="width: 600px; height: 30px">
<label for="small">Small</label>
<input name="small" id="small" aria-invalid="true" style="border-color: #000; height: 30px">
<label>A<input type="radio" name="pick" id="one"></label><label>B<input type="radio" name="pick" id="two"></label>
<button style="width: 10px; height: 10px; padding: 0" tabindex="-1" id="tiny"></button></html>"""


@pytest.fixture
def faulty(visitor):
    visit = visitor(device="desktop")
    visit.page.set_content(FAULTS)
    return visit


def test_faults_of_structure_are_named(faulty):
    assert structure(faulty, REFUSED) == [
        "the page says no language",
        "the page has 2 main headings",
        "the title is “Form”",
        "the focus is not on what to look at",
        "no label: <input> bare",
        "not in a group: <input> one",
        "not in a group: <input> two",
        "the summary links to nothing that takes the focus: <a> Name",
        "a paragraph without words: <p> around",
        "a paragraph without words: <p> ",
        "a note that nothing is described by: <p> loose",
        "invalid without a sentence: <input> small",
        "a target of 40 by 19: <a> Name",
        "a target of 10 by 10: <button> tiny",
        "a border with a contrast of 1.36: <input> bare",
    ]


def test_faults_of_the_keyboard_are_named(faulty):
    assert keyboard(faulty) == ["no focus to be seen: <a> Name", "never reached: 5 <button> tiny"]


def test_a_page_wider_than_the_narrowest_screen_is_measured(faulty):
    assert overflow(faulty) > 200


def test_broken_rules_are_named(faulty):
    assert {"html-has-lang: html", "label: #bare", "button-name: #tiny"} <= set(axe(faulty))


def test_a_page_with_hundreds_of_stops_is_walked_to_its_end(visitor):
    visit = visitor(device="desktop")
    links = "".join(f'<a href="#{number}">Number {number}</a> ' for number in range(450))
    visit.page.set_content(f"<!doctype html><html><style>a:focus {{ outline: 3px solid #000 }}</style>{links}</html>")
    assert keyboard(visit) == []
