"""The account of somebody who works here; it ends when who looks after the site ends it."""

from datetime import date

from forms_app.domain.held import Section
from forms_app.services import accounts
from forms_app.services.subscriptions import subject_of


def list_held(*, subject: bytes) -> list[Section]:
    rows = tuple(
        {"E-mail address": email, "Roles": ", ".join(roles), "Active": "yes" if active else "no"}
        for email, roles, active in accounts.list_accounts()
        if subject_of(email) == subject
    )
    return [Section("Your account as staff", rows)]


def erase_held(*, subject: bytes, today: date) -> None:
    """Nothing: somebody who works here asks who looks after the site."""
