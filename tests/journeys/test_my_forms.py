"""Who makes forms brings one, opens it, closes it for good and watches the count, by keyboard and without scripts."""

import json
import uuid

import pytest

from tests import make
from tests.journeys.forms import BARS, SALT
from tests.journeys.visits import WITH_AND_WITHOUT, enter, tab_to

pytestmark = pytest.mark.browser


def definition_file(folder):
    file = folder / "form.json"
    file.write_text(json.dumps(make.definition(id=uuid.uuid4().hex[:6], **BARS).to_json()))
    return file


@WITH_AND_WITHOUT
def test_a_form_is_brought_opened_answered_closed_and_counted(scripts, visitor, site, tmp_path):
    visit = visitor(java_script_enabled=scripts)
    visit.work_as("staff", "/staff/new-form")
    visit.page.get_by_label("File").set_input_files(definition_file(tmp_path))
    visit.fill("Link name", slug := f"brought-{uuid.uuid4().hex[:6]}")
    visit.press("Import as a draft")
    tab_to(visit, "Open this form")
    enter(visit)
    site.count()
    site.answer(slug, 10, q1bars=SALT, q4name="Salty")
    visit.page.reload()
    tab_to(visit, "Close and publish now")
    enter(visit)
    tab_to(visit, "Yes, close it for good")
    visit.page.keyboard.press("Space")
    tab_to(visit, "Close and publish")
    enter(visit)
    assert (visit.heading(), visit.page.locator("[aria-current=step]").count()) == ("Counting", 1)
    site.count()
    visit.page.get_by_role("heading", name="Counted").wait_for()  # the page came anew by itself
    assert "Those who may see results" in visit.page.get_by_role("main").inner_text()
    assert visit.behind() == {"asked elsewhere": [], "complained": []}


def test_a_count_that_is_asked_to_stand_still_does(visitor, site):
    slug = site.open_form(**BARS)
    site.close_form(slug)
    visit = visitor()
    visit.work_as("staff", f"/staff/forms/{slug}/closing")
    visit.follow("Let it stand still")
    assert visit.page.get_by_text("This page stands still.").is_visible()
    visit.follow("Look again")
    assert visit.page.get_by_role("link", name="Let it stand still").is_visible()
