"""The account that a visitor opened."""

from datetime import date

from forms_app.domain.held import Section
from forms_app.domain.visitor_accounts import DETAILS
from forms_app.services import visitor_accounts


def list_held(*, subject: bytes) -> list[Section]:
    held = visitor_accounts.find_account(subject=subject)
    if held is None:
        return []
    shown = {"E-mail address": held.address, "Password": "kept as a hash, from which nobody can read it"}
    for question in DETAILS.questions:
        if question.id in held.details:
            kind = question.settings
            cells = kind.cells(kind.load(held.details[question.id]))
            shown[question.heading] = ", ".join(cell for cell in cells if cell)
    under = str(held.policy_version) if held.policy_version else "none was published"
    shown |= {"Version of the privacy policy": under, "Deleted unless you sign in before": held.delete_on.isoformat()}
    return [Section("Your account", (shown,))]


def erase_held(*, subject: bytes, today: date) -> None:
    visitor_accounts.erase(subject=subject)
