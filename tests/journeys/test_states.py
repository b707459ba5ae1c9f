"""Every page in every state is sound: rules, structure, keyboard, width, cookies, and nothing asked elsewhere."""

import os
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.journeys.checks import axe, findings, structure
from tests.journeys.states import STATES
from tests.journeys.visits import DESKTOP

pytestmark = pytest.mark.browser
SCREENSHOTS = os.environ.get("FORMS_TEST_SCREENSHOTS", "")  # folder for a picture of every state; empty: none
by_state = pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)


def arrive_in(state, request, visitor, **how):
    visit = visitor(at=request.getfixturevalue(state.at), **how)
    state.reach(visit)
    visit.page.emulate_media(media=state.media)
    return visit


@pytest.mark.parametrize("state", [state for state in STATES if state.quick], ids=lambda state: state.name)
def test_states_that_stand_for_their_like_are_sound_on_a_phone(state, request, visitor):
    visit = arrive_in(state, request, visitor)
    assert findings(visit, state) == {}


@pytest.mark.slow
@by_state
def test_every_state_is_sound_narrow_and_wide_in_light_and_dark(state, request, visitor):
    visit = arrive_in(state, request, visitor)
    with wide(visit.page):
        look(visit, state, "desktop", "dark")
        look(visit, state, "desktop", "light")
        assert (structure(visit, state), axe(visit)) == ([], [])
    look(visit, state, "phone", "dark")
    assert axe(visit) == []
    look(visit, state, "phone", "light")
    assert findings(visit, state) == {}


@pytest.mark.slow
@by_state
def test_every_state_is_sound_without_scripts(state, request, visitor):
    visit = arrive_in(state, request, visitor, java_script_enabled=False)
    assert findings(visit, state, scripts=False) == {}


@contextmanager
def wide(page):
    """The same page on a wide screen."""
    before = page.viewport_size
    page.set_viewport_size(DESKTOP["viewport"])
    yield
    page.set_viewport_size(before)


def look(visit, state, device, scheme):
    """At the page in this light, with its colours settled; a picture of it where they are wanted."""
    visit.page.emulate_media(media=state.media, reduced_motion="reduce", color_scheme=scheme)
    if SCREENSHOTS:
        name = f"{state.name}-{device}-{scheme}".replace(" ", "-")
        visit.page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png", full_page=True)
