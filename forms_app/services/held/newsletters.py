"""Newsletters that somebody gets or asked for, what they agreed to, and that they are not to be written to."""

from datetime import date

from forms_app.domain import newsletters
from forms_app.domain.held import Section
from forms_app.domain.newsletters import EVENTS
from forms_app.services import erasures, subscribers, subscriptions
from forms_app.storage import people_consents, people_moves, people_subscribers, people_topics
from forms_app.storage.database import reading


@reading("people")
def list_held(*, subject: bytes) -> list[Section]:
    names = {topic.id: topic.name for topic in people_topics.list_topics()}
    held = people_subscribers.list_subscriptions(subject)
    gets = [{"Newsletter": names[id_], "Confirmed on": day.isoformat()} for id_, day in held.items()]
    asked = [{"Deleted on": day.isoformat()} for day in people_subscribers.list_pending(subject)]
    events = [
        {
            "Day": one.on.isoformat(),
            "Newsletter": names.get(one.topic, "every newsletter"),
            "What": EVENTS[one.kind],
            "Words": words,
            "Version of the privacy policy": str(one.policy_version),
        }
        for one, words in people_consents.list_events(subject)
    ]
    blocked = [{"Scope": scope} for scope in sorted(people_consents.list_scopes(subject))]
    moves = [
        {
            "Newsletter": names[bytes(row.topic)],
            "Goes to": row.goes_to,
            "You were told on": row.told_on.isoformat() if row.told_on else "",
            "Handed over on": row.went_on.isoformat() if row.went_on else "",
        }
        for row in people_moves.list_of(subject)
    ]
    address = people_subscribers.find_subscriber(subject)
    kept = [{"E-mail address": subscriptions.open_address(address, subject)}] if address else []
    return [
        Section("Address for newsletters", tuple(kept)),
        Section("Newsletters you get", tuple(gets)),
        Section("Newsletters you asked for and did not confirm yet", tuple(asked)),
        Section("Newsletters that move to another system", tuple(moves)),
        Section("What you agreed to and refused", tuple(events)),
        Section("Do-not-mail list", tuple(blocked)),
    ]


def erase_held(*, subject: bytes, today: date) -> None:
    erasures.note(kind=erasures.READER, id_=subject, until=today + newsletters.EVENTS_KEPT)
    subscribers.erase_reader(subject=subject, today=today, channel=newsletters.PAGE)
