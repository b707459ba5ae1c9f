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


@by_state
def test_every_state_is_sound_on_a_phone(state, visitor, site, new_site):
    visit = visitor(at=new_site if state.new_site else site)
    state.reach(visit)
    assert findings(visit, state) == {}


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", DEVICES)
@by_state
def test_every_state_is_sound_on_every_device_in_light_and_dark(state, device, scheme, visitor, site, new_site):
    visit = visitor(at=new_site if state.new_site else site, device=device, color_scheme=scheme)
    state.reach(visit)
    if SCREENSHOTS:
        name = f"{state.name.replace(' ', '-')}-{device}-{scheme}.png"
        visit.page.screenshot(path=Path(SCREENSHOTS) / name, full_page=True)
    assert findings(visit, state) == {}


@pytest.mark.slow
@pytest.mark.parametrize("device", DEVICES)
@by_state
def test_every_state_is_sound_without_scripts(state, device, visitor, site, new_site):
    visit = visitor(at=new_site if state.new_site else site, device=device, java_script_enabled=False)
    state.reach(visit)
    assert findings(visit, state, scripts=False) == {}
