"""Every kind of question, and questions that are asked only if, in every state."""

from tests.journeys.state import State, page, send
from tests.journeys.visits import Visit


def go_on(visit: Visit) -> None:
    visit.press("Continue")


def all_needed(visit: Visit) -> None:
    visit.go("/f/kinds-needed")
    go_on(visit)


def details(visit: Visit) -> None:
    visit.go("/f/kinds")
    go_on(visit)


def wrong_details(visit: Visit) -> None:
    details(visit)
    visit.fill("E-mail address", "nobody")
    visit.fill("Telephone", "call me")
    visit.fill("Given name", "x" * 101)
    visit.fill("Postal code", "1" * 21)
    send(visit)


def opened(visit: Visit) -> None:
    visit.go("/f/conditions")
    visit.page.get_by_label("Yes").check()


def opened_unanswered(visit: Visit) -> None:
    opened(visit)
    send(visit)


STATES = [
    State("kinds", page("/f/kinds")),
    State("kinds with problems", all_needed, 422, refused=True, quick=True),
    State("details of every kind", details),
    State("details of every kind with problems", wrong_details, 422, refused=True),
    State("conditions that do not hold", page("/f/conditions")),
    State("conditions that hold", opened),
    State("conditions that hold unanswered", opened_unanswered, 422, refused=True, quick=True),
]
