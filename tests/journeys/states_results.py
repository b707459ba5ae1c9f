"""Results taken along, in every state: on paper, and behind a link."""

from tests.journeys.state import State, page
from tests.journeys.states_staff import as_role
from tests.journeys.visits import Visit


def shared(visit: Visit) -> None:
    """A link to a question's figures, made by a manager."""
    as_role("manager", "/staff/results/forty/1/share/q1bars")(visit)
    visit.press("Make a link")


def shown(visit: Visit) -> None:
    """Opened by somebody else: the manager has signed out, so that no cookie is left."""
    shared(visit)
    address = visit.page.locator(".share__link a").first.get_attribute("href") or ""
    visit.page.context.clear_cookies()
    visit.go(address)


STATES = [
    State("summary of twelve", as_role("manager", "/staff/results/twelve/1/summary")),
    State("summary of nine", as_role("manager", "/staff/results/nine/1/summary")),
    State("summary of many questions", as_role("manager", "/staff/results/many/1/summary")),
    State("summary on paper", as_role("manager", "/staff/results/many/1/summary"), media="print"),
    State("share", as_role("manager", "/staff/results/twelve/1/share")),
    State("share without figures", as_role("manager", "/staff/results/nine/1/share")),
    State("share a question", as_role("manager", "/staff/results/forty/1/share/q1bars")),
    State("share a question that is read", as_role("manager", "/staff/results/forty/1/share/q3idea"), 404),
    State("shared", shared),
    State("shared figures", shown, quick=True),
    State("shared figures that are gone", page("/results/AAAAAAAAAAAAAAAAAAAAAA"), 404),
]
