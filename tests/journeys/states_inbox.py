"""Writing to the people who run the site, and the inbox of those who answer."""

from tests.journeys.state import State, page
from tests.journeys.states_staff import as_role
from tests.journeys.visits import Visit

WORDS = "Dear chocolate makers,\n\nis there milk in the bar with smoked salt? A friend of mine must not eat any."


def write(visit: Visit) -> None:
    visit.go("/write")
    visit.fill("Your message", WORDS)
    visit.press("Send the message")


def write_nothing(visit: Visit) -> None:
    visit.go("/write")
    visit.press("Send the message")


def ask_with_wrong_code(visit: Visit) -> None:
    visit.go("/write/answer")
    visit.fill("Message code", "ABCD")
    visit.press("Show the answer")


def listed(visit: Visit) -> None:
    write(visit)
    as_role("inbox", "/staff/inbox")(visit)


def opened(visit: Visit) -> None:
    listed(visit)
    with visit.page.expect_navigation():
        visit.page.locator(".card__link").first.click()


def answered(visit: Visit) -> None:
    opened(visit)
    visit.fill("Answer", "No, there is none in it.")
    visit.press("Send the answer")


def answered_with_nothing(visit: Visit) -> None:
    opened(visit)
    visit.press("Send the answer")


STATES = [
    State("message to us", page("/write"), quick=True),
    State("message to us, empty", write_nothing, 422, refused=True),
    State("message to us, sent", write),
    State("answer with a message code", page("/write/answer")),
    State("answer with a code that does not fit", ask_with_wrong_code, 422, refused=True),
    State("inbox of a new site", as_role("inbox", "/staff/inbox"), at="new_site"),
    State("inbox", listed),
    State("inbox, nothing found", as_role("inbox", "/staff/inbox?q=nougat")),
    State("inbox, a message", opened),
    State("inbox, a message answered", answered),
    State("inbox, an empty answer", answered_with_nothing, 422, refused=True),
]
