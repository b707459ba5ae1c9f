"""Who gets a newsletter, for staff: how many, and one address that somebody names; there is no list to look through."""

from dataclasses import dataclass
from datetime import date

from forms_app.domain import newsletters
from forms_app.domain.newsletters import ALL, BOUNCE, HARD, RESTRICTED, STAFF, Event, Topic
from forms_app.services import activity, erasures
from forms_app.services.subscriptions import subject_of
from forms_app.storage import people_consents, people_subscribers
from forms_app.storage.database import reading, transaction


@dataclass(frozen=True, kw_only=True)
class Found:
    """What is known of an address."""

    confirmed_on: date | None  # none: it does not get this newsletter
    is_blocked: bool  # on the do-not-mail list, for this newsletter or all
    has_bounced: bool  # and nothing else keeps mail from it for good
    events: list[tuple[Event, str]]


def find(*, topic: Topic, address: str) -> Found:
    activity.record("address looked up", newsletter=topic.key)
    return _find(topic, subject_of(address))


@reading("people")
def _find(topic: Topic, subject: bytes) -> Found:
    events = [(one, words) for one, words in people_consents.list_events(subject) if one.topic in (topic.id, bytes(4))]
    return Found(
        confirmed_on=people_subscribers.list_subscriptions(subject).get(topic.id),
        is_blocked=people_consents.is_suppressed(subject, [*HARD, ALL, topic.key]),
        has_bounced=people_consents.list_scopes(subject).intersection(HARD) == {BOUNCE},
        events=events,
    )


def release(*, address: str, today: date) -> None:
    """A mailbox that failed works again: its owner may sign up, or be on a list from elsewhere."""
    _release(subject_of(address), today)
    activity.record("address released")


@transaction("people")
def _release(subject: bytes, today: date) -> None:
    if not people_consents.is_suppressed(subject, [BOUNCE]):
        return
    people_consents.lift(subject, [BOUNCE])
    people_consents.forget_soft(subject)
    event = Event(subject=subject, topic=bytes(4), kind=newsletters.RELEASED, channel=STAFF, on=today)
    people_consents.add_events([event])


def remove(*, topic: Topic, address: str, today: date) -> None:
    """On request: it gets this newsletter no more, whatever is imported later."""
    _remove(topic, subject_of(address), today)
    activity.record("address removed", newsletter=topic.key)


@transaction("people")
def _remove(topic: Topic, subject: bytes, today: date) -> None:
    people_subscribers.delete_subscriptions(subject, topic.id)
    people_subscribers.delete_pending(subject)
    if people_consents.suppress(subject, topic.key, today):
        event = Event(subject=subject, topic=topic.id, kind=newsletters.WITHDRAWN, channel=STAFF, on=today)
        people_consents.add_events([event])


def erase(*, address: str, today: date) -> None:
    """Delete the address from every newsletter; what it did not want stays noted, so that nothing brings it back."""
    subject = subject_of(address)
    erasures.note(kind=erasures.READER, id_=subject, until=today + newsletters.EVENTS_KEPT)
    erase_reader(subject=subject, today=today, channel=STAFF)
    activity.record("address erased")


@transaction("people")
def erase_reader(*, subject: bytes, today: date, channel: str) -> None:
    people_subscribers.delete_pending(subject)
    if people_subscribers.delete_subscriptions(subject):
        event = Event(subject=subject, topic=bytes(4), kind=newsletters.ERASED, channel=channel, on=today)
        people_consents.add_events([event])
    people_consents.suppress(subject, ALL, today)


@reading("people")
def is_restricted(*, subject: bytes) -> bool:
    return people_consents.is_suppressed(subject, [RESTRICTED])


@transaction("people")
def restrict(*, subject: bytes, wanted: bool, today: date) -> None:
    """Keep what is kept and send nothing but answers, or use it again; safe to repeat."""
    if wanted == people_consents.is_suppressed(subject, [RESTRICTED]):
        return
    if wanted:
        people_consents.suppress(subject, RESTRICTED, today)
    else:
        people_consents.lift(subject, [RESTRICTED])
    kind = newsletters.KEPT_BACK if wanted else newsletters.USED_AGAIN
    people_consents.add_events([Event(subject=subject, topic=bytes(4), kind=kind, channel=STAFF, on=today)])
