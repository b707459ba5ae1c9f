"""Every page in every state is sound: rules, structure, keyboard, width, cookies, and nothing asked elsewhere."""

import os
from pathlib import Path

import pytest

from tests.journeys.checks import findings
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
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", DEVICES)
@by_state
def test_every_state_is_sound_on_every_device_in_light_and_dark(state, device, scheme, request, visitor):
    visit = arrive_in(state, request, visitor, device=device, color_scheme=scheme)
    if SCREENSHOTS:
        name = f"{state.name.replace(' ', '-')}-{device}-{scheme}.png"
        visit.page.screenshot(path=Path(SCREENSHOTS) / name, full_page=True)
    assert findings(visit, state) == {}


@pytest.mark.slow
@pytest.mark.parametrize("device", DEVICES)
@by_state
def test_every_state_is_sound_without_scripts(state, device, request, visitor):
    visit = arrive_in(state, request, visitor, device=device, java_script_enabled=False)
    assert findings(visit, state, scripts=False) == {}
