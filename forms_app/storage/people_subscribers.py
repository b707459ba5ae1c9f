"""Who gets which newsletter, in `people`: addresses sealed, found only by who knows them; and who asked to.

A reader's key is the keyed hash of the address. Days only; a pause between two confirmation e-mails counts in steps
of five minutes and goes after two days.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    case,
    delete,
    func,
    literal,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from forms_app.storage.database import METADATA, connection, insert_once

subscriber = Table(
    "subscriber",
    METADATA["people"],
    Column("subject", LargeBinary(16), primary_key=True),
    Column("body", LargeBinary, nullable=False),  # the address
    CheckConstraint("length(subject) = 16", name="subject_length"),
    sqlite_with_rowid=False,
)
subscription = Table(
    "subscription",
    METADATA["people"],
    Column("topic", ForeignKey("topic.id"), primary_key=True),
    Column("subject", ForeignKey("subscriber.subject", ondelete="CASCADE"), primary_key=True),
    Column("confirmed_on", Date, nullable=False),
    Column("policy_version", Integer, nullable=False, server_default="0"),  # in force when it was asked for
    Index(None, "subject"),
    sqlite_with_rowid=False,
)
pending = Table(
    "pending_subscription",
    METADATA["people"],
    Column("id", LargeBinary(16), primary_key=True),
    Column("subject", LargeBinary(16), nullable=False, index=True),
    Column("delete_on", Date, nullable=False),
    Column("body", LargeBinary, nullable=False),
    CheckConstraint("length(id) = 16", name="id_length"),
    sqlite_with_rowid=False,
)
pause = Table(
    "mail_pause",
    METADATA["people"],
    Column("id", LargeBinary(16), primary_key=True),
    Column("slot", Integer, nullable=False),  # number of the five minutes
    Column("day", Date, nullable=False),
    Column("times", SmallInteger, nullable=False),
    Column("purpose", String(10), nullable=False),
    sqlite_with_rowid=False,
)


def may_write(id_: bytes, *, purpose: str, slot: int, day: date, apart: int, most: int) -> bool:
    """Count one more mail to an address unless one went within so many slots, or so many on this day.

    The statement itself decides, so two at once are one mail.
    """
    made = connection("people")
    insert = (sqlite if made.dialect.name == "sqlite" else postgresql).insert(pause)
    counted = insert.values(id=id_, purpose=purpose, slot=slot, day=day, times=1).on_conflict_do_update(
        index_elements=["id"],
        set_={"slot": slot, "day": day, "times": case((pause.c.day < day, 1), else_=pause.c.times + 1)},
        where=(pause.c.slot <= slot - apart) & ((pause.c.day < day) | (pause.c.times < most)),
    )
    return made.execute(counted.returning(pause.c.id)).first() is not None


def add_pending(id_: bytes, *, subject: bytes, delete_on: date, body: bytes) -> bool:
    row = {"id": id_, "subject": subject, "delete_on": delete_on, "body": body}
    return insert_once(connection("people"), pending, row)


def find_pending(id_: bytes) -> Any:
    return connection("people").execute(select(pending).where(pending.c.id == id_)).one_or_none()


def list_pending(subject: bytes) -> list[date]:
    """Until when each request that waits for its confirmation is kept."""
    found = select(pending.c.delete_on).where(pending.c.subject == subject)
    return list(connection("people").execute(found).scalars())


def delete_pending(subject: bytes) -> None:
    connection("people").execute(delete(pending).where(pending.c.subject == subject))


def delete_request(id_: bytes) -> None:
    connection("people").execute(delete(pending).where(pending.c.id == id_))


def add_subscriber(subject: bytes, body: bytes) -> None:
    insert_once(connection("people"), subscriber, {"subject": subject, "body": body})


def add_subscription(topic: bytes, subject: bytes, *, confirmed_on: date, policy_version: int = 0) -> bool:
    """Says whether it is new."""
    row = {"topic": topic, "subject": subject, "confirmed_on": confirmed_on, "policy_version": policy_version}
    return insert_once(connection("people"), subscription, row)


def delete_subscriptions(subject: bytes, topic: bytes | None = None) -> int:
    """Of one newsletter or all; an address that gets none is deleted too."""
    made = connection("people")
    mine = subscription.c.subject == subject
    gone = delete(subscription).where(mine if topic is None else mine & (subscription.c.topic == topic))
    number = made.execute(gone).rowcount
    left = select(literal(1)).where(subscription.c.subject == subscriber.c.subject).exists()
    made.execute(delete(subscriber).where(subscriber.c.subject == subject, ~left))
    return number


def find_subscriber(subject: bytes) -> bytes | None:
    """The sealed address."""
    found = select(subscriber.c.body).where(subscriber.c.subject == subject)
    body: bytes | None = connection("people").execute(found).scalar_one_or_none()
    return body


def list_subscriptions(subject: bytes) -> dict[bytes, date]:
    """When each newsletter was confirmed."""
    found = select(subscription.c.topic, subscription.c.confirmed_on).where(subscription.c.subject == subject)
    return {bytes(row.topic): row.confirmed_on for row in connection("people").execute(found)}


def has_subscription(topic: bytes, subject: bytes) -> bool:
    found = select(literal(1)).where(subscription.c.topic == topic, subscription.c.subject == subject)
    return connection("people").execute(found).first() is not None


def find_recipient(topic: bytes, subject: bytes) -> tuple[bytes, date] | None:
    """The sealed address and the day of the confirmation."""
    found = select(subscriber.c.body, subscription.c.confirmed_on).join(subscription)
    found = found.where(subscription.c.topic == topic, subscription.c.subject == subject)
    row = connection("people").execute(found).one_or_none()
    return (row.body, row.confirmed_on) if row else None


def count_by_topic() -> Mapping[bytes, int]:
    found = select(subscription.c.topic, func.count()).group_by(subscription.c.topic)
    return {bytes(topic): number for topic, number in connection("people").execute(found)}


def count_due(today: date) -> int:
    due = select(func.count()).select_from(pending).where(pending.c.delete_on <= today)
    return connection("people").execute(due).scalar_one()


def purge(today: date, *, pauses_before: date) -> int:
    made = connection("people")
    made.execute(delete(pause).where(pause.c.day < pauses_before))
    return made.execute(delete(pending).where(pending.c.delete_on <= today)).rowcount
