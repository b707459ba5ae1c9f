"""Mails that came back: a mailbox that does not exist is written to no more; one that fails again and again neither."""

from datetime import date, timedelta

from forms_app.domain import bounces, mail_tokens, newsletters
from forms_app.domain.errors import NotFound
from forms_app.domain.newsletters import Event
from forms_app.gateways.site_keys import current_keys
from forms_app.storage import people_consents, people_subscribers
from forms_app.storage.database import reading, transaction

MOST_SOFT, WITHIN = 5, timedelta(days=30)


def note(subject: bytes, *, topic: bytes, kind: str, today: date) -> None:
    """In the open transaction: what became of a mail to this reader."""
    if kind == bounces.COMPLAINT:
        _end(subject, topic, newsletters.COMPLAINT, newsletters.COMPLAINED, today)
    elif kind == bounces.HARD or people_consents.count_soft(subject, on=today, since=today - WITHIN) >= MOST_SOFT:
        _end(subject, topic, newsletters.BOUNCE, newsletters.BOUNCED, today)


@transaction("people")
def take_report(*, content: bytes, today: date) -> str | None:
    """Read a mail that came back; says its kind, or None where it is no such report about a mail of ours."""
    report = bounces.read_report(content)
    if report is None:
        return None
    try:
        listed = mail_tokens.read_listed(current_keys().signing, report.token)
    except NotFound:
        return None
    note(listed.subject, topic=listed.topic, kind=report.kind, today=today)
    return report.kind


@reading("people")
def count_blocked() -> int:
    """How many addresses are not to be written to, about one newsletter at least."""
    return people_consents.count_suppressed()


def _end(subject: bytes, topic: bytes, scope: str, kind: str, today: date) -> None:
    people_subscribers.delete_subscriptions(subject)
    if people_consents.suppress(subject, scope, today):
        event = Event(subject=subject, topic=topic, kind=kind, channel=newsletters.SERVER, on=today)
        people_consents.add_events([event])
