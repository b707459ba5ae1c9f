"""What staff may delete of a form, what there was of it in steps of ten, and what remains to be said of it."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from forms_app.domain.status import Status

Scope = Literal["answers", "details", "everything"]
SCOPES: tuple[Scope, ...] = ("answers", "details", "everything")
EMPTIED, DELETED = "emptied", "deleted"  # how periods end whose answers staff deleted, and whose form is gone
STEP = 10  # rows; what is deleted is told in steps, as answers are
KEY_BYTES = 16


@dataclass(frozen=True)
class Found:
    """What there was when the deletion began: rows of people in steps of ten, documents as they are."""

    answers: int = 0  # not counted yet, rounded down to tens
    has_answers: bool = False  # whether there was one
    comments: int = 0
    has_comments: bool = False
    people: int = 0  # who left details
    has_people: bool = False
    details_until: date | None = None  # the last day on which details would have been deleted by themselves
    comments_until: date | None = None
    results: int = 0
    links: int = 0  # to shared results
    keys: int = 0  # of answers that were not counted, destroyed

    def to_json(self) -> dict[str, Any]:
        days = {"details_until": self.details_until, "comments_until": self.comments_until}
        return {**vars(self), **{name: day.isoformat() if day else None for name, day in days.items()}}


def found_from_json(given: Mapping[str, Any]) -> Found:
    days = {name: given[name] and date.fromisoformat(given[name]) for name in ("details_until", "comments_until")}
    return Found(**{**given, **days})


@dataclass(frozen=True)
class Deletion:
    """Staff asked for it; the worker does it. It outlives its form, and names nobody."""

    key: str
    form_id: str
    slug: str
    title: Mapping[str, str]
    scope: Scope
    was_opened: bool
    asked_on: date
    done_on: date | None = None  # none: not yet
    found: Found | None = None  # none: not begun

    @property
    def takes_answers(self) -> bool:
        return self.scope in ("answers", "everything")

    @property
    def takes_details(self) -> bool:
        return self.scope in ("details", "everything")


def in_tens(number: int) -> int:
    return number // STEP * STEP


def key_from(site_key: bytes, *, nonce: str, slug: str, scope: Scope) -> str:
    """Nobody chooses it, and the page sent twice asks for the same deletion."""
    made = hmac.digest(site_key, f"deletion/1 {slug} {scope} {nonce}".encode(), "sha256")
    return urlsafe_b64encode(made[:KEY_BYTES]).decode().rstrip("=")


def scopes_of(status: Status) -> tuple[Scope, ...]:
    """What may be deleted of a form as it stands; nothing while it takes answers.

    Whoever could delete answers of an open form would choose when its count begins, and so whose answers are
    counted together. A draft, and a form that has not opened, has nothing but itself.
    """
    if status.state == "open":
        return ()
    if status.state in ("draft", "scheduled") or status.phase == "unused":
        return ("everything",)
    return SCOPES if status.definition.details or status.definition.is_read else ("answers", "everything")


def is_to_wait(status: Status) -> bool:
    """Whether a count is being done, which is finished before anything is deleted: it takes a minute."""
    return status.step is not None


def certificate_lines(deletion: Deletion) -> Iterator[str]:
    """The certificate in the words of commands."""
    found = deletion.found
    yield f"Certificate of deletion: {deletion.slug} ({deletion.form_id}), {deletion.scope}"
    yield f"Asked for on {deletion.asked_on.isoformat()}."
    if deletion.done_on is None:
        yield "Not done yet: the worker deletes it in its next round, and the certificate then stands in the browser."
        return
    yield f"Done on {deletion.done_on.isoformat()} (UTC)."
    if not deletion.was_opened or found is None:
        yield "It was never opened; there was only its draft."
        return
    yield f"Answers that were not counted: {_in_steps(found.answers, found.has_answers)}."
    yield f"Comments: {_in_steps(found.comments, found.has_comments)}."
    yield f"People who left details: {_in_steps(found.people, found.has_people)}."
    yield f"Published results: {found.results}. Links to them: {found.links}. Keys destroyed: {found.keys}."


def _in_steps(tens: int, has_some: bool) -> str:
    if not has_some:
        return "none"
    return f"{tens} or more, fewer than {tens + STEP}" if tens else f"fewer than {STEP}"
