"""The evidence of who agreed to what, and who is not to be written to, in `people`: by keyed hash and by the day.

Events are only added, wordings never changed; both outlive the address.
"""

import secrets
from collections.abc import Iterable
from datetime import date

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
    Text,
    delete,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from forms_app.domain.newsletters import Event, Wording
from forms_app.storage.database import METADATA, connection, insert_once

wording = Table(
    "wording",
    METADATA["people"],
    Column("id", LargeBinary(16), primary_key=True),
    Column("text", Text, nullable=False),
    Column("language", String(35), nullable=False),
    Column("sha256", String(64), nullable=False),
)
consent_event = Table(
    "consent_event",
    METADATA["people"],
    Column("id", LargeBinary(16), primary_key=True),
    Column("subject", LargeBinary(16), nullable=False),
    Column("topic", LargeBinary(4), nullable=False),  # zero bytes: every one
    Column("kind", String(10), nullable=False),
    Column("channel", String(10), nullable=False),
    Column("on", Date, nullable=False),
    Column("wording", ForeignKey("wording.id")),
    Column("policy_version", Integer, nullable=False),
    Column("form_id", String(6)),
    Column("form_version", Integer),
    CheckConstraint("length(id) = 16", name="id_length"),
    Index(None, "subject"),
    Index(None, "topic", "kind", "on"),
    sqlite_with_rowid=False,
)
suppression = Table(
    "suppression",
    METADATA["people"],
    Column("subject", LargeBinary(16), primary_key=True),
    Column("scope", String(10), primary_key=True),
    Column("on", Date, nullable=False),
    sqlite_with_rowid=False,
)
soft_bounce = Table(
    "soft_bounce",
    METADATA["people"],
    Column("subject", LargeBinary(16), primary_key=True),
    Column("on", Date, primary_key=True),
    Column("times", SmallInteger, nullable=False),
    sqlite_with_rowid=False,
)


def keep_wording(words: Wording) -> None:
    row = {"id": words.id, "text": words.text, "language": words.language, "sha256": words.sha256}
    insert_once(connection("people"), wording, row)


def add_events(events: Iterable[Event]) -> None:
    rows = [{**vars(event), "id": secrets.token_bytes(16)} for event in events]
    if rows:
        connection("people").execute(insert(consent_event), rows)


def list_events(subject: bytes) -> list[tuple[Event, str]]:
    """With the words agreed to, in the order of days."""
    found = select(consent_event, wording.c.text).outerjoin(wording, consent_event.c.wording == wording.c.id)
    found = found.where(consent_event.c.subject == subject).order_by(consent_event.c.on, consent_event.c.kind.desc())
    listed = []
    for row in connection("people").execute(found):
        values = {name: row._mapping[consent_event.c[name]] for name in Event.__dataclass_fields__}
        listed.append((Event(**values), row.text or ""))
    return listed


def count_events(topic: bytes, kind: str, *, since: date) -> int:
    mine = (consent_event.c.topic == topic, consent_event.c.kind == kind, consent_event.c.on >= since)
    return connection("people").execute(select(func.count()).select_from(consent_event).where(*mine)).scalar_one()


def suppress(subject: bytes, scope: str, on: date) -> bool:
    """Says whether that is new."""
    return insert_once(connection("people"), suppression, {"subject": subject, "scope": scope, "on": on})


def lift(subject: bytes, scopes: Iterable[str]) -> None:
    gone = delete(suppression).where(suppression.c.subject == subject, suppression.c.scope.in_(list(scopes)))
    connection("people").execute(gone)


def list_scopes(subject: bytes) -> set[str]:
    found = select(suppression.c.scope).where(suppression.c.subject == subject)
    return set(connection("people").execute(found).scalars())


def list_suppressed(scopes: Iterable[str]) -> list[tuple[bytes, str]]:
    found = select(suppression.c.subject, suppression.c.scope).where(suppression.c.scope.in_(list(scopes)))
    found = found.order_by(suppression.c.subject, suppression.c.scope)
    return [(bytes(row.subject), row.scope) for row in connection("people").execute(found)]


def is_suppressed(subject: bytes, scopes: Iterable[str]) -> bool:
    found = select(literal(1)).where(suppression.c.subject == subject, suppression.c.scope.in_(list(scopes)))
    return connection("people").execute(found.limit(1)).first() is not None


def count_suppressed() -> int:
    found = select(func.count(suppression.c.subject.distinct()))
    return connection("people").execute(found).scalar_one()


def count_soft(subject: bytes, *, on: date, since: date) -> int:
    """Count one more mail that could not be delivered for now; says how many since that day."""
    made = connection("people")
    insert_ = (sqlite if made.dialect.name == "sqlite" else postgresql).insert(soft_bounce)
    counted = insert_.values(subject=subject, on=on, times=1)
    times = soft_bounce.c.times + 1
    made.execute(counted.on_conflict_do_update(index_elements=["subject", "on"], set_={"times": times}))
    found = select(func.sum(soft_bounce.c.times)).where(soft_bounce.c.subject == subject, soft_bounce.c.on >= since)
    return int(made.execute(found).scalar_one())


def forget_soft(subject: bytes) -> None:
    """Mail reaches the address again."""
    connection("people").execute(delete(soft_bounce).where(soft_bounce.c.subject == subject))


def purge(*, soft_before: date, events_before: date) -> int:
    """Delete failures that count no longer, and evidence about people who get nothing any more."""
    from_ = METADATA["people"].tables["subscriber"]
    made = connection("people")
    made.execute(delete(soft_bounce).where(soft_bounce.c.on < soft_before))
    still = select(literal(1)).where(from_.c.subject == consent_event.c.subject).exists()
    return made.execute(delete(consent_event).where(consent_event.c.on < events_before, ~still)).rowcount
