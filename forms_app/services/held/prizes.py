"""What somebody left for prize draws: an address with a ticket, or where a prize goes."""

from datetime import date

from forms_app.domain.held import Section
from forms_app.services import prize_people
from forms_app.services.prize_people import Left
from forms_app.services.subscriptions import subject_of
from forms_app.storage import forms
from forms_app.storage.database import reading

WHAT = {
    "contact": "Address left with a ticket",
    "waiting": "Address to confirm",
    "delivery": "Where a prize goes",
}


def list_held(*, subject: bytes) -> list[Section]:
    found = _find(subject)
    names = _names() if found else {}
    return [Section("What you left for prize draws", tuple(_shown(one, names) for one in found))]


def erase_held(*, subject: bytes, today: date) -> None:
    """The ticket itself stays in its public list: it names nobody."""
    for one in _find(subject):
        prize_people.erase(one)


def _find(subject: bytes) -> list[Left]:
    """Everything under the ticket of an entry that holds the address."""
    left = prize_people.list_left()
    mine = {one.id for one in left if any(_is_of(word, subject) for word in one.content.values())}
    return [one for one in left if one.id in mine]


def _is_of(word: object, subject: bytes) -> bool:
    return isinstance(word, str) and "@" in word and subject_of(word) == subject


def _shown(one: Left, names: dict[str, str]) -> dict[str, str]:
    content = {label: str(word) for label, word in one.content.items() if label != "ticket"}
    return (
        {"Contest": names.get(one.form_id, one.form_id), "What": WHAT[one.what]}
        | content
        | {"Deleted on": one.delete_on.isoformat()}
    )


@reading("site")
def _names() -> dict[str, str]:
    return {form.id: form.slug for form in forms.list_forms()}
