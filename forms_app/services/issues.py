"""Newsletter issues: written, tried, sent now or at a time, paused, stopped; how far each is."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from forms_app.domain import newsletters
from forms_app.domain.errors import Conflict, NotFound
from forms_app.domain.issues import DONE, DRAFT, PAUSED, QUEUEING, SCHEDULED, SENDING, STOPPED, Issue
from forms_app.domain.newsletters import Topic
from forms_app.domain.sentences import N_
from forms_app.services import activity, mail_setup, outbox
from forms_app.storage import people_consents, people_issues, people_subscribers
from forms_app.storage.database import reading, transaction

PARTS = 16  # in which the readers of an issue are queued, so that no statement is long
CHANGED = N_("The issue was changed meanwhile. Please look at it as it is now.")
EMPTY = N_("Please write a subject and a text first.")


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far an issue is; nothing says who opened it, because nobody can know."""

    waiting: int
    unsubscribed: int  # from this newsletter since the day it was begun

    def skipped(self, issue: Issue) -> int:
        """Who stopped it meanwhile, so that nothing was sent."""
        return max(0, issue.total - issue.sent - issue.failed - self.waiting)


@transaction("people")
def make_issue(*, topic: Topic, zone: str) -> bytes:
    id_ = secrets.token_bytes(16)
    people_issues.add_issue(id_, topic.id, zone=zone)
    return id_


@reading("people")
def list_issues(*, topic: Topic) -> list[Issue]:
    return people_issues.list_issues(topic.id)


@reading("people")
def get_issue(*, topic: Topic, id_: bytes) -> Issue:
    return people_issues.get_issue(topic.id, id_)


@reading("people")
def look_at(*, issue: Issue) -> Progress:
    waiting, given_up = outbox.count_queue(issue.id)
    since = issue.began_on
    gone = people_consents.count_events(issue.topic, newsletters.WITHDRAWN, since=since) if since else 0
    return Progress(waiting=waiting + given_up, unsubscribed=gone)


@reading("people")
def count_readers(*, topic: Topic) -> int:
    return people_subscribers.count_by_topic().get(topic.id, 0)


@transaction("people")
def write_issue(*, issue: Issue, values: dict[str, str], revision: int) -> None:
    """Keep what domain.issues.read_issue returned, unless somebody else changed the draft since it was shown."""
    if not people_issues.change(issue.id, values, states=(DRAFT,), revision=revision):
        raise Conflict(CHANGED)


@transaction("people")
def delete_draft(*, issue: Issue) -> None:
    if people_issues.delete_draft(issue.id) == 0:
        raise NotFound("newsletter issue")


def send(*, issue: Issue, revision: int, at: datetime | None = None, zone: str = "") -> None:
    """Send it now or at an instant; the worker does it."""
    ensure_sendable(issue)
    values = {"state": SCHEDULED if at else QUEUEING, "send_at": at} | ({"zone": zone} if zone else {})
    _set(issue, values, (DRAFT, SCHEDULED), revision)
    activity.record("issue sent", newsletter=issue.topic.hex())


def take_back(*, issue: Issue) -> None:
    """A scheduled one becomes a draft again."""
    _set(issue, {"state": DRAFT, "send_at": None}, (SCHEDULED,))
    activity.record("issue taken back", newsletter=issue.topic.hex())


def pause(*, issue: Issue) -> None:
    _set(issue, {"state": PAUSED}, (SENDING,))
    activity.record("issue paused", newsletter=issue.topic.hex())


def resume(*, issue: Issue) -> None:
    _set(issue, {"state": SENDING}, (PAUSED,))
    activity.record("issue resumed", newsletter=issue.topic.hex())


def stop(*, issue: Issue) -> None:
    """Who has not got it gets it no more."""
    _stop(issue)
    activity.record("issue stopped", newsletter=issue.topic.hex())


@transaction("people")
def _stop(issue: Issue) -> None:
    if not people_issues.change(issue.id, {"state": STOPPED}, states=(SENDING, PAUSED)):
        raise Conflict(CHANGED)
    outbox.delete_queue(issue.id)


def begin_due(*, now: datetime) -> None:
    """Queue the mails of issues whose time has come; killed anywhere, it is done again before the first is sent."""
    for issue in _list_due(now):
        _begin(issue, now)
        edges = [bytes([number * 256 // PARTS]) for number in range(PARTS)]
        total = sum(_queue(issue, from_, to, now) for from_, to in zip(edges, [*edges[1:], None], strict=True))
        _go(issue, total)


@reading("people")
def list_sending() -> list[Issue]:
    return people_issues.list_in_state(SENDING)


@transaction("people")
def end_sent(*, issue: Issue) -> None:
    """An issue of which nothing waits is sent."""
    if outbox.count_queue(issue.id) == (0, 0):
        people_issues.change(issue.id, {"state": DONE}, states=(SENDING,))


def ensure_sendable(issue: Issue) -> None:
    obstacle = mail_setup.find_obstacle()
    if obstacle:
        raise Conflict(obstacle)
    if not issue.is_complete:
        raise Conflict(EMPTY)


@transaction("people")
def _set(issue: Issue, values: Mapping[str, object], states: tuple[str, ...], revision: int | None = None) -> None:
    if not people_issues.change(issue.id, values, states=states, revision=revision):
        raise Conflict(CHANGED)


@reading("people")
def _list_due(now: datetime) -> list[Issue]:
    return people_issues.list_due(now)


@transaction("people")
def _begin(issue: Issue, now: datetime) -> None:
    people_issues.change(issue.id, {"state": QUEUEING, "began_on": now.date()}, states=(SCHEDULED, QUEUEING))


@transaction("people")
def _queue(issue: Issue, from_: bytes, to: bytes | None, now: datetime) -> int:
    if not people_issues.is_queueing(issue.id):
        return 0  # another worker was faster; what it has sent must not be put down again
    delete_on = now.date() + timedelta(days=30)
    return people_issues.queue_part(issue, from_=from_, to=to, due_at=outbox.day_of(now), delete_on=delete_on)


@transaction("people")
def _go(issue: Issue, total: int) -> None:
    people_issues.change(issue.id, {"state": SENDING, "total": total}, states=(QUEUEING,))
