"""My forms, and the card of one of them, in every state it can be in."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from tests.journeys.forms import BARS, OTHER_BARS, SALT
from tests.journeys.state import State
from tests.journeys.states_staff import as_role
from tests.journeys.visits import Visit


def card(slug: str, more: str = "") -> Callable[[Visit], None]:
    return as_role("staff", f"/staff/forms/{slug}{more}")


def fresh(visit: Visit, **changes: object) -> str:
    """A form of its own that takes answers, in front of somebody who makes forms."""
    slug = visit.site.open_form(**{**BARS, **changes})
    visit.work_as("staff", f"/staff/forms/{slug}")
    return slug


def open_ten(visit: Visit) -> None:
    slug = fresh(visit)
    visit.site.answer(slug, 12, q1bars=SALT, q4name="Salty")
    visit.site.count(after=timedelta(hours=1))
    visit.go(f"/staff/forms/{slug}")


def about_to_change(visit: Visit, more: str = "") -> None:
    slug = fresh(visit)
    visit.site.announce_questions(slug, **OTHER_BARS)
    visit.go(f"/staff/forms/{slug}{more}")


def not_ticked(visit: Visit) -> None:
    slug = fresh(visit)
    visit.go(f"/staff/forms/{slug}/closing")
    visit.press("Close and publish")


def closed_now(visit: Visit, more: str = "?still=yes") -> None:
    slug = fresh(visit)
    visit.site.close_form(slug)
    visit.go(f"/staff/forms/{slug}/closing{more}")


def wrong_day(visit: Visit) -> None:
    visit.work_as("staff", "/staff/forms/too-few")
    visit.press("Let it take answers again")


def wrong_file(visit: Visit) -> None:
    visit.work_as("staff", "/staff/new-form")
    visit.page.get_by_label("File").set_input_files(Path(__file__))
    visit.press("Import as a draft")


def refused_open(visit: Visit) -> None:
    """The page was there before the form became what cannot be opened; the deed is asked for all the same."""
    visit.work_as("staff", "/staff/forms/draft")
    button = visit.page.locator("form[action$='/open']")
    button.evaluate("form => { form.action = '/staff/forms/broken/open' }")
    visit.press("Open this form")


STATES = [
    State("my forms", as_role("staff", "/staff/forms"), quick=True),
    State("my forms of a new site", as_role("staff", "/staff/forms"), at="new_site"),
    State("my forms searched", as_role("staff", "/staff/forms?q=later")),
    State("my forms searched for nothing", as_role("staff", "/staff/forms?q=nothing")),
    State("new form with a wrong file", wrong_file, 422, refused=True),
    State("my forms not allowed", as_role("manager", "/staff/forms"), 403),
    State("card of a draft", card("draft"), quick=True),
    State("card of a draft that cannot be opened", card("broken")),
    State("card of a draft refused", refused_open, 422, refused=True),
    State("card before it opens", card("later")),
    State("card with fewer than ten", card("until")),
    State("card with at least ten", open_ten),
    State("card that does not work", card("no-receipt")),
    State("card of a poll", card("poll")),
    State("card of a draft of a poll", card("draft-poll")),
    State("card of a form that will change", about_to_change),
    State("card of a form that changed", card("just-changed"), at="waiting_site"),
    State("card after too few", card("too-few"), quick=True, at="waiting_site"),
    State("card with a day refused", wrong_day, 422, refused=True, at="waiting_site"),
    State("card when counted", card("twelve")),
    State("card when given up", card("nine")),
    State("close", lambda visit: visit.go(f"/staff/forms/{fresh(visit)}/closing")),
    State("close a form that will change", lambda visit: about_to_change(visit, "/closing")),
    State("close not ticked", not_ticked, 422, refused=True),
    State("count going on", closed_now, quick=True),
    State("count that waits a day", card("counted-before", "/closing"), at="waiting_site"),
    State("count after that of former questions", card("changed-closed", "/closing"), at="waiting_site"),
    State("count done", card("twelve", "/closing")),
    State("count of too few", card("too-few", "/closing"), at="waiting_site"),
]
