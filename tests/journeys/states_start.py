"""The first start, the demo, and the site's own face, in every state."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Route

from forms_app.services import demo, first_start
from tests.journeys.state import State, page
from tests.journeys.states_staff import as_role
from tests.journeys.visits import Visit

PASSWORD = "four words in a row"


def instance(visit: Visit) -> Path:
    return visit.site.app.extensions["settings"].instance


def link(visit: Visit) -> str:
    with visit.site.app.app_context():
        return f"/staff/set-up/{first_start.make_token(instance=instance(visit))}"


def first_page(visit: Visit) -> None:
    visit.go(link(visit))


def set_up(visit: Visit, again: str = PASSWORD) -> None:
    visit.go(f"{link(visit)}/site")
    visit.page.get_by_label("Name", exact=True).fill("Mill Lane")
    visit.fill("Your e-mail address", "me@example.org")
    visit.page.get_by_label("Password", exact=True).fill(again)
    visit.fill("Password again", PASSWORD)
    visit.press("Set up my site")


def set_up_nothing(visit: Visit) -> None:
    visit.go(f"{link(visit)}/site")
    visit.fill("Telephone", "call me")
    visit.press("Set up my site")


def set_up_and_signed_in(visit: Visit) -> None:
    set_up(visit)
    visit.fill("E-mail address", "me@example.org")
    visit.fill("Password", PASSWORD)
    visit.press("Sign in")


def stay(route: Route) -> None:
    """The page as it is, but for going on by itself while it is looked at."""
    answer = route.fetch()
    headers = {name: value for name, value in answer.headers.items() if name != "refresh"}
    route.fulfill(response=answer, headers=headers)


def demo_wanted(visit: Visit) -> None:
    demo.tell(folder=instance(visit) / "demo", line="March 2026")
    visit.page.route("**/demo", lambda route: stay(route) if route.request.method == "GET" else route.fallback())
    first_page(visit)
    visit.press("Make the demo")
    visit.go(urlsplit(visit.page.url).path)  # where a redirect leads cannot be made to stay


def demo_removed(visit: Visit) -> None:
    as_role("administrator", "/staff/demo")(visit)
    visit.page.route("**/set-up/*", stay)
    visit.press("Remove the demo")
    visit.go(urlsplit(visit.page.url).path)


def change_site(visit: Visit, telephone: str, colour: str) -> None:
    as_role("administrator", "/staff/site")(visit)
    visit.fill("Telephone", telephone)
    visit.page.get_by_label("Colour", exact=True).fill(colour)
    visit.press("Save")


def no_logo_chosen(visit: Visit) -> None:
    as_role("administrator", "/staff/site")(visit)
    visit.press("Use this logo")


STATES = [
    State("home of a new installation", page("/"), at="installed_site"),
    State("first page", first_page, at="installed_site", quick=True),
    State("set up", lambda visit: visit.go(f"{link(visit)}/site"), at="installed_site"),
    State("set up refused", set_up_nothing, 422, refused=True, at="installed_site"),
    State(
        "set up with two passwords", lambda v: set_up(v, "other words here too"), 422, refused=True, at="installed_site"
    ),
    State("set up done", set_up, at="own_site"),
    State("staff of a site just set up", set_up_and_signed_in, at="own_site"),
    State("demo being made", demo_wanted, at="own_site"),
    State("demo ready", page("/staff/set-up/t0ken/demo"), at="demo_site", quick=True),
    State("home of a demo", page("/"), at="demo_site"),
    State("demo to be removed", as_role("administrator", "/staff/demo"), at="demo_site"),
    State("demo being removed", demo_removed, at="demo_site"),
    State("home with a look", page("/"), at="named_site"),
    State("form with a look", page("/f/bars"), at="named_site"),
    State("site", as_role("administrator", "/staff/site")),
    State("site with a look", as_role("administrator", "/staff/site"), at="named_site"),
    State(
        "site refused", lambda v: change_site(v, "call me", "#ffff22"), 422, refused=True, at="named_site", quick=True
    ),
    State("site saved", lambda v: change_site(v, "+44 20 7946 0123", "#1d5c3a"), at="named_site"),
    State("site without a logo chosen", no_logo_chosen, 422, refused=True, at="named_site"),
    State("site not allowed", as_role("manager", "/staff/site"), 403),
    State("accessibility", page("/accessibility"), quick=True),
    State("accessibility with somebody to tell", page("/accessibility"), at="named_site"),
]
