"""Taking over a list of readers from elsewhere: looked at first, with evidence in every row, never against a wish."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from forms_app.domain import newsletters
from forms_app.domain.newsletters import ALL, HARD, LIST, Event, Topic, Wording
from forms_app.domain.sentences import N_
from forms_app.domain.subscriber_lists import Lost, Row
from forms_app.services import activity
from forms_app.services.subscriptions import lock_of_addresses, subject_of
from forms_app.storage import people_consents, people_subscribers
from forms_app.storage.database import reading, transaction

CHUNK = 500  # rows in one transaction; done again, it changes nothing
BLOCKED, HAS_IT = N_("on the do-not-mail list"), N_("gets this newsletter already")


@dataclass(frozen=True)
class Sorted:
    """A list as it would be taken over."""

    new: list[Row]
    lost: list[Lost]


@reading("people")
def look(*, topic: Topic, rows: Sequence[Row]) -> Sorted:
    new, lost = [], []
    for row in rows:
        reason = _obstacle(topic, subject_of(row.address))
        if reason:
            lost.append(Lost(row.line, reason))
        else:
            new.append(row)
    return Sorted(new, lost)


def take_over(*, topic: Topic, rows: Sequence[Row], today: date) -> int:
    """Subscribe them; says how many are new."""
    number = sum(_take_chunk(topic, rows[start : start + CHUNK], today) for start in range(0, len(rows), CHUNK))
    activity.record("addresses imported", newsletter=topic.key, number=number)
    return number


@transaction("people")
def _take_chunk(topic: Topic, rows: Sequence[Row], today: date) -> int:
    lock, number = lock_of_addresses(), 0
    for row in rows:
        subject = subject_of(row.address)
        if _obstacle(topic, subject):
            continue
        words = Wording(text=row.how, language="")
        people_consents.keep_wording(words)
        people_subscribers.add_subscriber(subject, lock.seal(row.address.encode(), subject))
        people_subscribers.add_subscription(topic.id, subject, confirmed_on=row.agreed_on)
        agreed = Event(
            subject=subject,
            topic=topic.id,
            kind=newsletters.CONFIRMED,
            channel=LIST,
            on=row.agreed_on,
            wording=words.id,
        )
        people_consents.add_events([agreed, replace(agreed, kind=newsletters.IMPORTED, on=today)])
        number += 1
    return number


def _obstacle(topic: Topic, subject: bytes) -> str | None:
    if people_consents.is_suppressed(subject, [*HARD, ALL, topic.key]):
        return BLOCKED
    return HAS_IT if people_subscribers.has_subscription(topic.id, subject) else None
