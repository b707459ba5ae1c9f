"""A form from its template to its certificate, by keyboard, with and without scripts."""

import uuid

import pytest

from tests.journeys.visits import WITH_AND_WITHOUT, enter, tab_to

pytestmark = pytest.mark.browser


def follow(visit, name):
    tab_to(visit, name)
    enter(visit)


def type_in(visit, label, words):
    tab_to(visit, label)
    visit.page.keyboard.press("Control+a")
    visit.page.keyboard.type(words)


def unfold(visit):
    visit.page.locator("summary").first.focus()
    visit.page.keyboard.press("Enter")


@pytest.mark.slow
@WITH_AND_WITHOUT
def test_a_form_is_started_duplicated_archived_and_deleted(scripts, visitor, site):
    title = f"Life {uuid.uuid4().hex[:6]}"
    slug = title.lower().replace(" ", "-")
    visit = visitor(java_script_enabled=scripts)
    visit.work_as("staff", "/staff/new-form")
    type_in(visit, "About how many people will answer?", "80")
    enter(visit)
    assert visit.page.get_by_role("heading", name="With about 80 answers").is_visible()
    follow(visit, "Exit survey")
    type_in(visit, "Title", title)
    enter(visit)
    assert visit.page.url.endswith(f"/staff/forms/{slug}/questions")
    visit.go(f"/staff/forms/{slug}")
    assert visit.heading() == title
    follow(visit, "Open this form")
    site.count()
    site.answer(slug, 10)
    unfold(visit)
    follow(visit, "Duplicate")
    follow(visit, "Make the draft")
    assert visit.page.url.endswith(f"/staff/forms/{slug}-2/questions")
    visit.go(f"/staff/forms/{slug}-2")
    unfold(visit)
    follow(visit, "Archive")
    assert visit.page.get_by_text("Archive:").is_visible()
    site.close_form(slug)
    site.count()
    visit.go(f"/staff/forms/{slug}/delete")
    visit.page.get_by_label("Everything, with results").check()
    type_in(visit, "Title of the form", title)
    enter(visit)
    assert visit.heading() == "Deleting"
    site.erase()
    visit.page.get_by_role("heading", name="Certificate of deletion").wait_for()  # the page came anew by itself
    assert visit.page.get_by_text("Published results: 1.").is_visible()
    assert visit.behind() == {"asked elsewhere": [], "complained": []}
