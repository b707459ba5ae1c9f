"""That somebody is on a list of people who are sent a code for a form."""

from datetime import date

from forms_app.domain.held import Section
from forms_app.services import invitations


def list_held(*, subject: bytes) -> list[Section]:
    rows = tuple(
        {"Form": slug, "Deleted on": f"{delete_on.isoformat()}, or when the form closes"}
        for slug, _form_id, delete_on in invitations.list_of(subject=subject)
    )
    return [Section("Lists of people who are asked to answer", rows)]


def erase_held(*, subject: bytes, today: date) -> None:
    for _slug, form_id, delete_on in invitations.list_of(subject=subject):
        invitations.erase(form_id=form_id, subject=subject, until=delete_on)
