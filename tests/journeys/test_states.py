"""Every page in every state is sound: rules, structure, keyboard, width, cookies, and nothing asked elsewhere."""

import os
from pathlib import Path

import pytest

from tests.journeys.checks import axe, findings
from tests.journeys.states import STATES
from tests.journeys.visits import DEVICES

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
@pytest.mark.parametrize("device", DEVICES)
@by_state
def test_every_state_is_sound_on_every_device_in_light_and_dark(state, device, request, visitor):
    still = {"media": state.media, "reduced_motion": "reduce"}  # colours are measured once they are settled
    visit = arrive_in(state, request, visitor, device=device)
    visit.page.emulate_media(**still, color_scheme="dark")
    picture(visit, f"{state.name}-{device}-dark")
    assert axe(visit) == []
    visit.page.emulate_media(**still, color_scheme="light")
    picture(visit, f"{state.name}-{device}-light")
    assert findings(visit, state) == {}


@pytest.mark.slow
@by_state
def test_every_state_is_sound_without_scripts(state, request, visitor):
    visit = arrive_in(state, request, visitor, java_script_enabled=False)
    assert findings(visit, state, scripts=False) == {}


def picture(visit, name):
    if SCREENSHOTS:
        visit.page.screenshot(path=Path(SCREENSHOTS) / f"{name.replace(' ', '-')}.png", full_page=True)
