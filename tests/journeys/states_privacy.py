"""The privacy policy, people's own data and what staff do with both, in every state."""

from collections.abc import Callable

from tests.journeys.privacy import own_path
from tests.journeys.state import State, page
from tests.journeys.states_staff import as_role
from tests.journeys.visits import Visit

PRIVACY = "privacy_site"


def draft(visit: Visit) -> None:
    as_role("administrator", "/staff/policies/draft")(visit)


def unknown_statement(visit: Visit) -> None:
    draft(visit)
    visit.fill("Policy", "{biscuits}")
    visit.press("Save and look at it")


def previewed(visit: Visit) -> None:
    draft(visit)
    visit.fill("What changes, in at most three sentences", "We say more about comments.")
    visit.fill("Policy", "## Who we are\n\n{who}\n\nWe keep details for 20 days.\n\n{cookies}")
    visit.press("Save and look at it")


def unsure(visit: Visit) -> None:
    previewed(visit)
    visit.press("Publish this version")


def own_data(visit: Visit) -> None:
    visit.go(own_path(visit.site.app))
    visit.press("Show what you hold about me")


def not_ticked(visit: Visit) -> None:
    own_data(visit)
    visit.press("Erase it now")


def by_mailbox(visit: Visit) -> None:
    visit.go("/privacy/request")
    visit.fill("E-mail address", "nobody@example.org")
    visit.press("Send me the link")


def wrong_code(visit: Visit) -> None:
    visit.go("/privacy/request")
    visit.page.get_by_role("textbox", name="Receipt code").fill("ABCD")
    visit.press("Show what belongs to this code")


def request_page(id_: bytes = b"journeys-other-1") -> Callable[[Visit], None]:
    return as_role("administrator", f"/staff/requests/{id_.hex()}/details")


def corrected_wrongly(visit: Visit) -> None:
    request_page()(visit)
    visit.page.locator("input[value*='@']").fill("nobody")
    visit.page.get_by_role("button", name="Correct it").first.click()


def use_stopped(visit: Visit) -> None:
    request_page()(visit)
    if visit.page.get_by_role("button", name="Keep it, but do not use it").count():
        visit.press("Keep it, but do not use it")


STATES = [
    State("own data asked for", page("/privacy/request"), at=PRIVACY),
    State("own data asked for with a wrong code", wrong_code, 422, refused=True, at=PRIVACY),
    State("own data, link on its way", by_mailbox, at=PRIVACY),
    State("own data, link too old", page("/privacy/request/mine/x"), 404, at=PRIVACY),
    State("own data shown", own_data, at=PRIVACY, quick=True),
    State("own data, erasing not ticked", not_ticked, 422, refused=True, at=PRIVACY),
    State("what was deleted", page("/privacy/deletions"), at=PRIVACY),
    State("request with details to correct", request_page(), at=PRIVACY, quick=True),
    State("request, a correction refused", corrected_wrongly, 422, refused=True, at=PRIVACY),
    State("request, use stopped", use_stopped, at=PRIVACY),
    State("request without details", request_page(b"journeys-request"), at=PRIVACY),
    State("requests about own data", as_role("administrator", "/staff/requests"), at=PRIVACY),
    State("main page that tells of a policy change", page("/"), at=PRIVACY, quick=True),
    State("privacy policy", page("/privacy"), at=PRIVACY, quick=True),
    State("privacy policy to come", page("/privacy/v/2"), at=PRIVACY),
    State("privacy policy, none published", page("/privacy"), at="new_site"),
    State("changes of the privacy policy", page("/privacy/changes"), at=PRIVACY, quick=True),
    State("changes of the privacy policy, none published", page("/privacy/changes"), at="new_site"),
    State("contact", page("/contact"), at=PRIVACY),
    State("contact of a site that says nothing", page("/contact"), at="new_site"),
    State("policies", as_role("administrator", "/staff/policies"), at=PRIVACY),
    State("policies of a new site", as_role("administrator", "/staff/policies"), at="new_site"),
    State("policy draft", draft, at=PRIVACY),
    State("policy draft refused", unknown_statement, 422, refused=True, at=PRIVACY),
    State("policy preview", previewed, at=PRIVACY),
    State("policy not published", unsure, 422, refused=True, at=PRIVACY),
]
