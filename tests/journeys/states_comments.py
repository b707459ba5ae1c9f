"""Comments as those who read them see them, and quotes as managers do."""

from collections.abc import Callable

from playwright.sync_api import Locator

from tests.journeys.state import State
from tests.journeys.states_staff import as_role
from tests.journeys.visits import Visit

FLAVOURS = ("salted caramel", "pear and ginger", "rose", "yuzu", "smoked salt", "hazelnut", "coffee", "fig", "mint")
WORDS = [f"Please make a bar with {flavour}, {how}." for flavour in FLAVOURS for how in ("dark", "with milk", "thin")]
LONG = "Dear chocolate makers,\n\n" + "what I like is the snap of a bar that was tempered with care. " * 12


def commented(visit: Visit, **given: bool) -> str:
    """A form of its own whose comments can be read; returns its link name."""
    return visit.site.commented([*WORDS, LONG], **given)


def room(then: Callable[[Visit], None] = lambda visit: None, **given: bool) -> Callable[[Visit], None]:
    """The comments on a question, and what is done there."""

    def reach(visit: Visit) -> None:
        slug = commented(visit, **given)
        visit.work_as("reader", f"/staff/comments/{slug}/q2idea/1")
        then(visit)

    return reach


def follow(visit: Visit, link: Locator) -> None:
    with visit.page.expect_navigation():
        link.click()


def add_topic(visit: Visit, name: str = "Flavours we lack") -> None:
    visit.fill("New topic", name)
    visit.press("Add the topic")


def with_topics(visit: Visit) -> None:
    add_topic(visit)
    add_topic(visit, "Price")


def add_topic_twice(visit: Visit) -> None:
    add_topic(visit)
    add_topic(visit)


def ask_count(visit: Visit) -> None:
    with_topics(visit)
    follow(visit, visit.page.get_by_role("link", name="Count the topics and show them with the results"))


def count(visit: Visit) -> None:
    with_topics(visit)
    visit.page.locator(".comment__topics input").first.check()
    visit.press("Save the topics of this page")
    follow(visit, visit.page.get_by_role("link", name="Count the topics and show them with the results"))
    visit.press("Count the topics now")


def open_one(visit: Visit) -> None:
    follow(visit, visit.page.locator(".comment__more a").first)


def strike_nothing(visit: Visit) -> None:
    open_one(visit)
    visit.fill("Words to strike out", "no such words")
    visit.press("Strike these words out")


def quote(visit: Visit) -> None:
    open_one(visit)
    visit.press("Add it to the quotes")


def quotes(visit: Visit) -> None:
    room(quote, quotable=True)(visit)
    slug = visit.page.url.split("/")[-5]
    visit.page.context.clear_cookies()
    as_role("manager", f"/staff/results/{slug}/quotes")(visit)


def counted_topics(visit: Visit) -> None:
    room(count)(visit)
    slug = visit.page.url.split("/")[-3]
    visit.page.context.clear_cookies()
    as_role("manager", f"/staff/results/{slug}/1")(visit)


STATES = [
    State("comments of a new site", as_role("reader", "/staff/comments"), at="new_site"),
    State("comments not allowed", as_role("manager", "/staff/comments"), 403),
    State("comments on a question", room(), quick=True),
    State("comments with topics", room(with_topics)),
    State("comments with a topic named twice", room(add_topic_twice), 422, refused=True),
    State("comments, counting their topics", room(ask_count)),
    State("comments whose topics are counted", room(count)),
    State("one comment", room(open_one)),
    State("one comment that may be quoted", room(open_one, quotable=True)),
    State("one comment without these words", room(strike_nothing), 422, refused=True),
    State("one comment quoted", room(quote, quotable=True)),
    State("quotes", quotes),
    State("no quotes", as_role("manager", "/staff/results/forty/quotes")),
    State("report with topics", counted_topics),
]
