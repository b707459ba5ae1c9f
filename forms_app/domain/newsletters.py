"""What a newsletter is, what somebody agrees to, and who may not be written to."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from forms_app.domain.errors import Problem, Refused
from forms_app.domain.sentences import N_

LONGEST_NAME, LONGEST_DESCRIPTION, LONGEST_FREQUENCY = 80, 400, 80  # characters
PENDING = timedelta(days=7)  # an address that is not confirmed is deleted
OWN_LINK = timedelta(days=7)
EVENTS_KEPT = timedelta(days=3 * 366)  # evidence, after somebody left

# How far a wish not to be written to reaches; a newsletter's own has its key in hexadecimal digits.
ALL, NEVER, BOUNCE, COMPLAINT = "all", "never", "bounce", "complaint"
STICKY = (NEVER, COMPLAINT)  # nothing lifts them
RESTRICTED = "restricted"  # kept and not used, because its owner asked for that
HARD = (*STICKY, BOUNCE, RESTRICTED)  # the last two: its owner lifts them by confirming anew, or staff do

REQUESTED, CONFIRMED, WITHDRAWN, DECLINED = "requested", "confirmed", "withdrawn", "declined"
BOUNCED, COMPLAINED, ERASED, IMPORTED = "bounced", "complained", "erased", "imported"
MOVED, RELEASED, KEPT_BACK, USED_AGAIN = "moved", "released", "kept back", "used again"
EVENTS = {
    REQUESTED: N_("Asked for"),
    CONFIRMED: N_("Confirmed"),
    WITHDRAWN: N_("Stopped"),
    DECLINED: N_("Never to be written to again"),
    BOUNCED: N_("Could not be delivered"),
    COMPLAINED: N_("Reported as unwanted"),
    ERASED: N_("Address deleted"),
    IMPORTED: N_("Taken over from a list"),
    RELEASED: N_("Mail reaches the address again"),
    KEPT_BACK: N_("Kept and not used, on request"),
    USED_AGAIN: N_("Used again, on request"),
    MOVED: N_("Handed over to another system, as announced"),
}
PAGE, ONE_CLICK, STAFF, LIST, SERVER = "page", "one-click", "staff", "import", "server"  # channels


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A newsletter that people may sign up for."""

    id: bytes
    name: str
    description: str
    frequency: str  # as people are told: “about once a month”
    is_offered: bool = True

    @property
    def key(self) -> str:
        return self.id.hex()


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The words somebody agreed to; they never change."""

    text: str
    language: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(f"{self.language}\0{self.text}".encode()).hexdigest()

    @property
    def id(self) -> bytes:
        return bytes.fromhex(self.sha256)[:16]


@dataclass(frozen=True, kw_only=True)
class Event:
    """One line of the evidence: what happened to a subscription, on which day."""

    subject: bytes
    topic: bytes
    kind: str
    channel: str
    on: date
    wording: bytes | None = None
    policy_version: int = 0  # of the privacy policy in force; 0: there was none
    form_id: str | None = None
    form_version: int | None = None


def read_topic(raw: Mapping[str, str]) -> dict[str, str]:
    """What was typed, as it may be kept; raises Refused with the problem of each field."""
    kept, problems = {}, {}
    for field, (longest, needed) in FIELDS.items():
        text = " ".join(raw.get(field, "").split())
        kept[field] = text
        if not text:
            problems[field] = Problem(needed)
        elif len(text) > longest:
            problems[field] = Problem("Please use at most %(longest)d characters.", longest=longest)
        elif not text.isprintable():
            problems[field] = Problem("Please use letters, digits and signs only.")
    if problems:
        raise Refused(problems)
    return kept


FIELDS = {
    "name": (LONGEST_NAME, N_("Please give the newsletter a name.")),
    "description": (LONGEST_DESCRIPTION, N_("Please say what is in it, so that people know what they agree to.")),
    "frequency": (LONGEST_FREQUENCY, N_("Please say how often it comes, such as: about once a month.")),
}
