"""A newsletter issue: what it says, when it is sent, and how far that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, available_timezones

from forms_app.domain.errors import Problem, Refused
from forms_app.domain.sentences import N_

DRAFT, SCHEDULED, QUEUEING, SENDING, PAUSED, STOPPED, DONE = (
    "draft", "scheduled", "queueing", "sending", "paused", "stopped", "done",
)  # fmt: skip
STATES = {
    DRAFT: N_("Draft"),
    SCHEDULED: N_("Scheduled"),
    QUEUEING: N_("Being sent"),
    SENDING: N_("Being sent"),
    PAUSED: N_("Paused"),
    STOPPED: N_("Stopped"),
    DONE: N_("Sent"),
}
LONGEST_SUBJECT, LONGEST_BODY = 150, 50_000  # characters
LAST_YEAR = 2100


@dataclass(frozen=True, kw_only=True)
class Issue:
    id: bytes
    topic: bytes
    subject: str
    body: str  # Markdown
    state: str
    send_at: datetime | None
    zone: str
    began_on: date | None
    total: int
    sent: int
    failed: int
    revision: int

    @property
    def key(self) -> str:
        return self.id.hex()

    @property
    def local(self) -> ZoneInfo:
        """Whose clock says when it is sent."""
        return ZoneInfo(self.zone)

    @property
    def is_complete(self) -> bool:
        return bool(self.subject and self.body.strip())


def read_issue(raw: Mapping[str, str]) -> dict[str, str]:
    """What was typed, as it may be kept; a draft may be empty. Raises Refused."""
    subject, body = raw.get("subject", "").strip(), raw.get("body", "").replace("\r\n", "\n").replace("\r", "\n")
    problems = {}
    if not subject.isprintable():
        problems["subject"] = Problem("Please write the subject on one line, with letters, digits and signs only.")
    elif len(subject) > LONGEST_SUBJECT:
        problems["subject"] = Problem("Please use at most %(longest)d characters.", longest=LONGEST_SUBJECT)
    if len(body) > LONGEST_BODY:
        problems["body"] = Problem("Please use at most %(longest)d characters.", longest=LONGEST_BODY)
    elif "\0" in body:
        problems["body"] = Problem("Please use letters, digits and signs only.")
    if problems:
        raise Refused(problems)
    return {"subject": subject, "body": body}


def read_moment(typed: str, zone: str, *, now: datetime) -> datetime:
    """An instant to come, from the local time of a zone; times that its clocks skip or repeat are refused (PEP 495)."""
    if zone not in available_timezones():
        raise Refused({"zone": Problem("Please choose a time zone from the list.")})
    try:
        local = datetime.strptime(typed[:16], "%Y-%m-%dT%H:%M").replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        raise Refused({"send_at": Problem("Please choose a day and a time.")}) from None
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise Refused({"send_at": Problem("The clocks change then, so this time is skipped or comes twice.")})
    if local <= now or local.year > LAST_YEAR:
        raise Refused({"send_at": Problem("Please choose a time to come.")})
    return local.astimezone(UTC)
