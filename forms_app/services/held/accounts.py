"""The account of somebody who works here; it ends when who looks after the site ends it."""

from datetime import date

from forms_app.domain.api_tokens import SCOPES
from forms_app.domain.held import Section
from forms_app.services import accounts, api_tokens
from forms_app.services.subscriptions import subject_of


def list_held(*, subject: bytes) -> list[Section]:
    rows = tuple(
        {"E-mail address": email, "Roles": ", ".join(roles), "Active": "yes" if active else "no"}
        for email, roles, active in accounts.list_accounts()
        if subject_of(email) == subject
    )
    return [Section("Your account as staff", rows), Section("Your tokens for programs", _tokens(subject))]


def _tokens(subject: bytes) -> tuple[dict[str, str], ...]:
    mine = [one.id for one in accounts.list_colleagues() if subject_of(one.email) == subject]
    return tuple(
        {
            "Name": token.name,
            "May": ", ".join(SCOPES[scope].words for scope in token.scopes if scope in SCOPES),
            "Made on": token.made_on.isoformat(),
            "Last used on": token.used_on.isoformat() if token.used_on else "",
            "Works until": token.expires_on.isoformat(),
        }
        for account_id in mine
        for token in api_tokens.list_tokens(account_id=account_id)
    )


def erase_held(*, subject: bytes, today: date) -> None:
    """Nothing: somebody who works here asks who looks after the site."""
