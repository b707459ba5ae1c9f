"""A summary is one sheet of A4, however many questions and however long their words."""

import re
import uuid

import pytest

from tests import make
from tests.journeys.forms import LONG

pytestmark = pytest.mark.browser
A4 = ["0 0 594.95996 841.91998"]  # points, as chromium says 210 by 297 mm
WORDY = " ".join([LONG, "and what else could be said about it"] * 4)
SIZES = [(1, 0), (10, 0), (18, 0), (19, 0), (80, 44)]


def form(questions):
    options = [{"id": f"opt{number:03}", "text": {"en": f"{number} {WORDY}"}} for number in range(4)]
    asked = [
        make.question(f"que{number:03}", text=f"{number}. {WORDY}", settings={"options": options})
        for number in range(questions)
    ]
    return make.form(*asked, id=uuid.uuid4().hex[:6], title={"en": WORDY})


@pytest.mark.parametrize(("questions", "left_out"), SIZES)
def test_a_summary_fills_one_page_and_says_how_many_questions_are_left_out(visitor, site, questions, left_out):
    with site.app.app_context():
        made = form(questions)
        make.counted(made, slug=f"paper-{made.id}", people=300)
    visit = visitor(device="desktop")
    visit.work_as("manager", f"/staff/results/paper-{made.id}/1/summary")
    paper = visit.page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[([^\]]+)\]", paper)
    assert (len(re.findall(rb"/Type /Page\b", paper)), len(boxes)) == (1, 1)
    assert [box.decode() for box in boxes] == A4
    said = f"and {left_out} more questions in the full results"
    assert visit.page.get_by_text(said).count() == (1 if left_out else 0)
    assert visit.page.locator(".sheet__line").count() == questions - left_out


def test_the_button_prints_and_without_scripts_there_is_none(visitor, site):
    with_, without = visitor(), visitor(java_script_enabled=False)
    for visit in (with_, without):
        visit.work_as()
    with_.page.add_init_script("window.print = () => document.body.dataset.printed = 'yes'")
    for visit in (with_, without):
        visit.go("/staff/results/forty/1/summary")
    with_.page.get_by_role("button", name="Print").click()
    assert with_.page.locator("body").get_attribute("data-printed") == "yes"
    assert without.page.locator("[data-print]").is_hidden()
    assert "Ctrl+P" in without.page.locator("main").inner_text()
