"""Tokens for programs, in every state."""

import uuid

from tests.journeys.state import State
from tests.journeys.states_staff import as_role
from tests.journeys.visits import Visit

TOKENS = "/staff/tokens"
NAME = "The till at the door, with a name as long as anybody writes"


def make_one(visit: Visit) -> None:
    as_role("staff", TOKENS)(visit)
    visit.fill("Name", f"{uuid.uuid4().hex[:8]} {NAME}"[:60])
    visit.page.get_by_label("Redeem vouchers").check()
    visit.press("Make the token")


def listed(visit: Visit) -> None:
    make_one(visit)
    visit.go(TOKENS)


def asked_again(visit: Visit) -> None:
    listed(visit)
    visit.page.locator("summary", has_text="Withdraw").first.click()


def withdrawn(visit: Visit) -> None:
    asked_again(visit)
    with visit.page.expect_navigation():
        visit.page.get_by_role("button", name="Withdraw it for good").first.click()


def new_password(visit: Visit) -> None:
    make_one(visit)
    visit.go("/staff/password")


def nothing_chosen(visit: Visit) -> None:
    as_role("manager", TOKENS)(visit)
    visit.fill("Days it works", "9999")
    visit.press("Make the token")


STATES = [
    State("tokens, none yet", as_role("manager", TOKENS), at="named_site"),
    State("tokens, one made", make_one, at="named_site", quick=True),
    State("tokens listed", listed, at="named_site"),
    State("tokens, one asked again", asked_again, at="named_site"),
    State("tokens and a new password", new_password, at="named_site"),
    State("tokens, one withdrawn", withdrawn, at="named_site"),
    State("tokens, nothing chosen", nothing_chosen, 422, refused=True, at="named_site"),
    State("tokens not allowed", as_role("reader", TOKENS), 403),
]
