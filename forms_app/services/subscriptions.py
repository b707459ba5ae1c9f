"""Signing up for newsletters, twice agreed, and stopping them, for good: what the person does by the links of mails."""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from forms_app.domain import mail_tokens, newsletters
from forms_app.domain.canonical import canonical
from forms_app.domain.errors import NotFound, Unreadable
from forms_app.domain.mail_tokens import NEVER, NO_TOPIC, Listed
from forms_app.domain.mails import Mail
from forms_app.domain.newsletters import ALL, BOUNCE, OWN_LINK, PENDING, RESTRICTED, STICKY, Event, Topic, Wording
from forms_app.domain.receipts import derive
from forms_app.gateways import letters
from forms_app.gateways.people_keys import Lock
from forms_app.gateways.site_keys import current_keys
from forms_app.services import erasures, mail_setup, outbox, policies
from forms_app.storage import people_consents, people_subscribers, people_topics
from forms_app.storage.database import reading, transaction

EVERY, FOR_GOOD = "all", date(9999, 12, 31)  # an address is kept until its person leaves, which deletes the row
SLOT = 300  # seconds
APART, MOST = 4, 3  # slots between two mails to an address, at least fifteen minutes; mails on one day
DAY = 86_400 // SLOT  # slots: a mailbox that failed is tried once a day, whoever asks


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where somebody asked: by a form, or on the page of newsletters."""

    form_id: str | None = None
    form_version: int | None = None
    language: str = "en"
    policy_version: int = 0


def subject_of(address: str) -> bytes:
    return mail_tokens.subject_of(current_keys().site, address)


def wording_of(topic: Topic, site_name: str, language: str) -> Wording:
    """What somebody agrees to by ticking a newsletter: who writes, about what, how often, until when."""
    said = letters.render("letters/agreement.txt", {"topic": topic, "site_name": site_name})
    return Wording(text=" ".join(said.split()), language=language)


def ask(*, address: str, topics: Sequence[Topic], origin: Origin, now: datetime, id_: bytes | None = None) -> None:
    """Send the confirmation e-mail, unless the address is not to be written to or was just now; nobody is told which.

    With an id that was derived, it is safe to repeat.
    """
    frame, subject, id_ = mail_setup.frame(), subject_of(address), id_ or secrets.token_bytes(16)
    origin = replace(origin, policy_version=policies.number_in_force(on=now.date()))
    wordings = [wording_of(topic, frame["site_name"], origin.language) for topic in topics]
    delete_on = now.date() + PENDING
    keys, url = current_keys().signing, frame["site_url"]
    values = frame | {
        "topics": topics,
        "delete_on": delete_on,
        "confirm": f"{url}/subscribe/confirm/{mail_tokens.id_token(keys, mail_tokens.CONFIRM, id_)}",
        "never": never_link(url, address),
    }
    asked = {
        "address": address,
        "topics": {topic.key: words.id.hex() for topic, words in zip(topics, wordings, strict=True)},
        "on": now.date().isoformat(),
        "origin": vars(origin),
    }
    body = _lock("pending", delete_on).seal(canonical(asked), id_)
    mail = letters.write_letter("confirm", to=address, values=values)
    _put_pending(id_, subject, body, wordings, mail, now)


def never_link(site_url: str, address: str) -> str:
    """Where somebody says that nobody is to write to this address again."""
    return f"{site_url}/subscribe/never/{mail_tokens.id_token(current_keys().signing, NEVER, subject_of(address))}"


@transaction("people")
def _put_pending(
    id_: bytes, subject: bytes, body: bytes, wordings: Iterable[Wording], mail: Mail, now: datetime
) -> None:
    if people_subscribers.find_pending(id_) or people_consents.is_suppressed(subject, STICKY):
        return
    if people_consents.is_suppressed(subject, [BOUNCE]) and not may_write("bounced", subject, now, apart=DAY, most=1):
        return
    if not may_write("confirm", subject, now):
        return
    for words in wordings:
        people_consents.keep_wording(words)
    people_subscribers.add_pending(id_, subject=subject, delete_on=now.date() + PENDING, body=body)
    outbox.put_down(mail, kind="confirm", now=now, id_=id_, keep=PENDING)


def may_write(purpose: str, subject: bytes, now: datetime, *, apart: int = APART, most: int = MOST) -> bool:
    """Count one more mail unless one went just now, or enough went today; in the open transaction."""
    id_ = derive(current_keys().site, f"pause/1 {purpose}".encode() + subject)[:16]
    slot = int(now.timestamp()) // SLOT
    return people_subscribers.may_write(id_, purpose=purpose, slot=slot, day=now.date(), apart=apart, most=most)


@transaction("people")
def forget(*, id_: bytes) -> None:
    """Take a request back that was not confirmed yet."""
    people_subscribers.delete_request(id_)


@reading("people")
def list_asked(*, token: str) -> list[Topic]:
    """The newsletters that a confirmation e-mail is about; raises NotFound once it is too late."""
    asked, _subject = _open_pending(token)
    return [topic for topic in people_topics.list_topics() if topic.key in asked["topics"]]


def confirm(*, token: str, today: date) -> None:
    """Agree, also anew after an erasure: then no older one is done again on what a backup brings back."""
    erasures.forget(kind=erasures.READER, id_=_confirm(token=token, today=today))


@transaction("people")
def _confirm(*, token: str, today: date) -> bytes:
    """Subscribe, and say whom; safe to repeat while the link is good.

    Wishes not to get these newsletters end, and so does a bounce; harder ones do not.
    """
    asked, subject = _open_pending(token)
    if people_consents.is_suppressed(subject, STICKY):
        raise NotFound("link")
    body = lock_of_addresses().seal(asked["address"].encode(), subject)
    people_subscribers.add_subscriber(subject, body)
    for key, wording in asked["topics"].items():
        topic = bytes.fromhex(key)
        under = asked["origin"]["policy_version"]
        if people_subscribers.add_subscription(topic, subject, confirmed_on=today, policy_version=under):
            done = _event(asked, subject, topic, bytes.fromhex(wording), today)
            asked_on = date.fromisoformat(asked["on"])
            people_consents.add_events([replace(done, kind=newsletters.REQUESTED, on=asked_on), done])
    people_consents.lift(subject, [ALL, BOUNCE, RESTRICTED, *asked["topics"]])  # the mail with the link arrived
    people_consents.forget_soft(subject)
    return subject


def _event(asked: Mapping[str, Any], subject: bytes, topic: bytes, wording: bytes, today: date) -> Event:
    origin = asked["origin"]
    return Event(
        subject=subject,
        topic=topic,
        kind=newsletters.CONFIRMED,
        channel=newsletters.PAGE,
        on=today,
        wording=wording,
        policy_version=origin["policy_version"],
        form_id=origin["form_id"],
        form_version=origin["form_version"],
    )


def _open_pending(token: str) -> tuple[dict[str, Any], bytes]:
    id_ = mail_tokens.read_id(current_keys().signing, mail_tokens.CONFIRM, token)
    row = people_subscribers.find_pending(id_)
    if row is None:
        raise NotFound("link")
    try:
        return json.loads(_lock("pending", row.delete_on).open_sealed(row.body, id_)), bytes(row.subject)
    except Unreadable:
        raise NotFound("link") from None


def lock_of_addresses() -> Lock:
    return _lock("subscribers", FOR_GOOD)


def _lock(purpose: str, delete_on: date) -> Lock:
    return Lock(purpose=purpose, form_id=EVERY, delete_on=delete_on)


def read_never(*, token: str) -> bytes:
    return mail_tokens.read_id(current_keys().signing, NEVER, token)


@transaction("people")
def refuse_for_good(*, token: str, today: date) -> None:
    """“Not me: never write here again”; safe to repeat."""
    _end(read_never(token=token), None, newsletters.NEVER, newsletters.DECLINED, newsletters.PAGE, today)


def read_listed(*, token: str) -> Listed:
    return mail_tokens.read_listed(current_keys().signing, token)


@reading("people")
def find_topic(*, id_: bytes) -> Topic | None:
    return people_topics.find_topic(id_)


@transaction("people")
def unsubscribe(*, token: str, from_all: bool, channel: str, today: date) -> None:
    """Stop one newsletter or all; works without a row, a name or the newest key, and as often as it is sent."""
    listed = read_listed(token=token)
    topic = None if from_all else listed.topic
    scope = ALL if topic is None else topic.hex()
    _end(listed.subject, topic, scope, newsletters.WITHDRAWN, channel, today)


def _end(subject: bytes, topic: bytes | None, scope: str, kind: str, channel: str, today: date) -> None:
    people_subscribers.delete_subscriptions(subject, topic)
    people_subscribers.delete_pending(subject)
    if people_consents.suppress(subject, scope, today):
        people_consents.add_events(
            [Event(subject=subject, topic=topic or NO_TOPIC, kind=kind, channel=channel, on=today)]
        )


def ask_own(*, address: str, now: datetime) -> None:
    """Send the link to one's own newsletters to an address that gets any; nobody is told whether it does."""
    frame, subject = mail_setup.frame(), subject_of(address)
    until = now.date() + OWN_LINK
    token = mail_tokens.own_token(current_keys().signing, subject, until=until)
    values = frame | {"own": f"{frame['site_url']}/subscribe/mine/{token}", "until": until}
    _put_own(subject, letters.write_letter("manage", to=address, values=values), now)


@transaction("people")
def _put_own(subject: bytes, mail: Mail, now: datetime) -> None:
    is_known = people_subscribers.find_subscriber(subject) is not None
    if may_write("manage", subject, now) and is_known:
        outbox.put_down(mail, kind="manage", now=now, keep=timedelta(days=2))


@transaction("people")
def put_link(*, subject: bytes, purpose: str, mail: Mail, now: datetime, unless: str) -> None:
    """Send a link at most as often as any mail that strangers can ask for, and never where that is refused."""
    if may_write(purpose, subject, now) and not people_consents.is_suppressed(subject, [unless]):
        outbox.put_down(mail, kind=purpose, now=now, keep=timedelta(days=2))


def open_address(body: bytes, subject: bytes) -> str:
    return lock_of_addresses().open_sealed(body, subject).decode()


@reading("people")
def look_at_own(*, token: str, today: date) -> tuple[dict[bytes, date], list[tuple[Event, str]]]:
    """What somebody gets, since when, and the evidence; raises NotFound for an old link."""
    subject = mail_tokens.read_own(current_keys().signing, token, today=today)
    return _look_at(subject)


@reading("people")
def look_at(*, subject: bytes) -> tuple[dict[bytes, date], list[tuple[Event, str]]]:
    """The same of who is known otherwise."""
    return _look_at(subject)


def _look_at(subject: bytes) -> tuple[dict[bytes, date], list[tuple[Event, str]]]:
    return people_subscribers.list_subscriptions(subject), people_consents.list_events(subject)


@transaction("people")
def keep_only(*, token: str, topics: Iterable[bytes], today: date) -> None:
    """Stop every newsletter of one's own that is not among these."""
    _stop_others(mail_tokens.read_own(current_keys().signing, token, today=today), topics, today)


@transaction("people")
def stop_others(*, subject: bytes, topics: Iterable[bytes], today: date) -> None:
    """The same of who is known otherwise."""
    _stop_others(subject, topics, today)


def _stop_others(subject: bytes, topics: Iterable[bytes], today: date) -> None:
    for topic in people_subscribers.list_subscriptions(subject).keys() - set(topics):
        _end(subject, topic, topic.hex(), newsletters.WITHDRAWN, newsletters.PAGE, today)


@transaction("people")
def purge(*, today: date) -> int:
    """Delete requests that were not confirmed in time, pauses and evidence that is no longer needed."""
    people_consents.purge(soft_before=today - timedelta(days=30), events_before=today - newsletters.EVENTS_KEPT)
    return people_subscribers.purge(today, pauses_before=today - timedelta(days=1))


@reading("people")
def count_due(*, today: date) -> int:
    return people_subscribers.count_due(today)
