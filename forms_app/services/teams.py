"""Teams of forms: chosen by their owners, asked at every page of a form."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms_app.domain import roles, teams
from forms_app.domain.errors import NotFound
from forms_app.services import accounts, activity
from forms_app.storage import forms, people_teams
from forms_app.storage.database import looking, reading, transaction


@dataclass(frozen=True)
class Member:
    account_id: int
    email: str
    roles: tuple[str, ...]
    part: str | None


def may(*, slug: str, account_id: int, held: list[str], deed: str, changes: bool) -> bool:
    """Whether an account whose roles allow it may do this to the form of this name."""
    parts = _list_parts(account_id)
    form_id = _find_id(slug) if parts else None
    if form_id not in parts:
        return True
    is_administrator = roles.may(teams.LOOK_AFTER, held)
    return teams.may(deed, part=parts[form_id], changes=changes, is_administrator=is_administrator)


def hidden_from(*, account_id: int) -> set[str]:
    """Ids of forms that somebody else's team works on."""
    return {form_id for form_id, part in _list_parts(account_id).items() if part is None}


@looking("people")
def _list_parts(account_id: int) -> dict[str, str | None]:
    return people_teams.list_parts(account_id)


def list_members(*, slug: str) -> list[Member]:
    """Everybody who could be in the team: active accounts whose roles have to do with forms."""
    team = _get_team(_get_id(slug))
    return [
        Member(account_id, email, tuple(held), team.get(account_id))
        for account_id, email, held in accounts.list_active()
        if any(roles.may(deed, held) for deed in (teams.MAKE, "see results", "read comments", "read messages"))
    ]


def choose(*, slug: str, members: Mapping[int, str]) -> None:
    """Let these work on the form and nobody else; nobody chosen, everybody may. Raises Problem."""
    form_id = _get_id(slug)
    team = teams.checked(members, (member.account_id for member in list_members(slug=slug)))
    _set_team(form_id, team)
    activity.record("team chosen", form_id=form_id)


@transaction("people")
def forget_form(*, form_id: str) -> None:
    people_teams.delete_team(form_id)


@transaction("people")
def _set_team(form_id: str, team: Mapping[int, str]) -> None:
    people_teams.set_team(form_id, team)


@reading("people")
def _get_team(form_id: str) -> dict[int, str]:
    return people_teams.get_team(form_id)


@reading("site")
def _find_id(slug: str) -> str | None:
    form = forms.find_form(slug)
    return form.id if form else None


def _get_id(slug: str) -> str:
    form_id = _find_id(slug)
    if form_id is None:
        raise NotFound("form")
    return form_id
