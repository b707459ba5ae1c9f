"""Who works on a form: everybody whose role allows it, or a team of its own with an owner, editors and viewers."""

from collections.abc import Iterable, Mapping

from forms_app.domain.errors import Problem
from forms_app.domain.sentences import N_

OWNER, EDITOR, VIEWER = "owner", "editor", "viewer"
PARTS = {OWNER: N_("Owns it"), EDITOR: N_("Works on it"), VIEWER: N_("Looks at it")}
CHOOSE, MAKE, LOOK_AFTER = "choose teams", "make forms", "look after the site"
ACCOUNTS = 200  # of one team


def may(deed: str, *, part: str | None, changes: bool, is_administrator: bool) -> bool:
    """Whether somebody whose role allows the deed may do it to a form that has a team."""
    if deed == CHOOSE:
        return part == OWNER or is_administrator
    if deed == MAKE and changes:
        return part in (OWNER, EDITOR)
    return part is not None


def checked(members: Mapping[int, str], accounts: Iterable[int]) -> dict[int, str]:
    """The team as chosen; raises Problem for one that nobody owns or with somebody who cannot be in one."""
    team = {account: part for account, part in members.items() if part in PARTS}
    if not team.keys() <= set(accounts):
        raise Problem("Somebody you chose no longer has an account that works on forms. Choose again.")
    if team and OWNER not in team.values():
        raise Problem("Somebody must own the form. Choose an owner, or let everybody work on it.")
    if len(team) > ACCOUNTS:
        raise Problem("A team has at most %(most)d accounts.", most=ACCOUNTS)
    return team
