"""Accounts, and teams of forms, in every state."""

import uuid

from forms_app.services import accounts, teams
from tests.journeys.state import State
from tests.journeys.states_staff import as_role
from tests.journeys.visits import Visit

ACCOUNTS = "/staff/accounts"


def made(visit: Visit) -> None:
    as_role("administrator", ACCOUNTS)(visit)
    visit.fill("E-mail address", f"{uuid.uuid4().hex[:8]}@example.org")
    visit.page.locator("#new-staff").check()
    visit.press("Make the account")


def no_role(visit: Visit) -> None:
    as_role("administrator", ACCOUNTS)(visit)
    visit.fill("E-mail address", "somebody@example.org")
    visit.press("Make the account")


def own_form(visit: Visit, part: str, **changes: object) -> None:
    slug = f"team-{uuid.uuid4().hex[:8]}"
    visit.site.draft(slug, **changes)
    member, other = visit.site.kept_account("staff"), visit.site.kept_account("manager")
    with visit.site.app.app_context():
        found = {one.email: one.id for one in accounts.list_colleagues()}
        teams.choose(slug=slug, members={found[member.email]: part} if part else {found[other.email]: "owner"})
    visit.work_as("staff", f"/staff/forms/{slug}/team")


def owned(visit: Visit) -> None:
    own_form(visit, "owner")


def nobody_answers(visit: Visit) -> None:
    own_form(visit, "owner", switches=["count", "keep"])


def of_others(visit: Visit) -> None:
    own_form(visit, "")


def nobody_owns(visit: Visit) -> None:
    owned(visit)
    for choice in visit.page.locator("select").all():
        choice.select_option("")
    visit.press("Save the team")


STATES = [
    State("accounts", as_role("administrator", ACCOUNTS), at="named_site", quick=True),
    State("accounts, one made", made, at="named_site"),
    State("accounts, no role", no_role, 422, refused=True, at="named_site"),
    State("team that everybody is in", as_role("staff", "/staff/forms/bars/team"), at="named_site"),
    State("team of a form", owned, at="named_site"),
    State("team that nobody owns", nobody_owns, 422, refused=True, at="named_site"),
    State("team in which nobody answers", nobody_answers, at="named_site"),
    State("team of others", of_others, 403, at="named_site"),
]
