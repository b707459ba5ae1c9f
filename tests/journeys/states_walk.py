"""A form of several pages, at every step of the way."""

from collections.abc import Callable

from tests.journeys.state import State, page, send
from tests.journeys.visits import Visit

Step = Callable[[Visit], None]


def begin(visit: Visit, slug: str = "walk") -> None:
    visit.go(f"/f/{slug}")
    visit.page.get_by_label("Sea salt").check()
    visit.fill("How much salt?", "A pinch")


def ideas(visit: Visit, slug: str = "walk") -> None:
    begin(visit, slug)
    visit.press("Continue")
    visit.fill("Another idea?", "Chestnut")
    visit.fill("Tell us more", "Roasted\nand ground")
    visit.fill("A name for it?", "Nutty")


def last_page(visit: Visit, slug: str = "walk") -> None:
    ideas(visit, slug)
    visit.press("Continue")
    visit.page.get_by_label("4", exact=True).check()


def details(visit: Visit, slug: str = "walk") -> None:
    last_page(visit, slug)
    visit.press("Continue")


def review(visit: Visit, slug: str = "walk", address: str = "ada@example.org") -> None:
    details(visit, slug)
    visit.fill("E-mail address", address)
    visit.press("Continue")


def and_then(reach: Step, *presses: str) -> Step:
    """That state, and these buttons pressed after it."""

    def reached(visit: Visit) -> None:
        reach(visit)
        for name in presses:
            visit.press(name)

    return reached


def nothing_on_page_two(visit: Visit) -> None:
    begin(visit)
    visit.press("Continue")
    visit.press("Continue")


def wrong_address(visit: Visit) -> None:
    review(visit, address="nobody")


def all_sent(visit: Visit, slug: str = "walk") -> None:
    review(visit, slug)
    send(visit)


STATES = [
    State("walk", page("/f/walk")),
    State("walk on page two", and_then(begin, "Continue"), quick=True),
    State("walk back on page one", and_then(ideas, "Back")),
    State("walk with nothing on page two", nothing_on_page_two, 422, refused=True),
    State("walk on the last page", last_page),
    State("walk to the details", details),
    State("walk with a problem in the details", wrong_address, 422, refused=True),
    State("walk looked over", review, quick=True),
    State("walk looked over on paper", review, media="print"),
    State("walk changed after a look", and_then(review, "Change Ideas")),
    State("walk sent", all_sent),
]
