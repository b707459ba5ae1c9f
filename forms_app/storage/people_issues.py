"""Newsletter issues, written by staff, and how far the sending of each is; in `people`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from forms_app.domain.errors import NotFound
from forms_app.domain.issues import QUEUEING, SCHEDULED, SENDING, Issue
from forms_app.storage.database import METADATA, aware, connection
from forms_app.storage.people_outbox import outbox
from forms_app.storage.people_subscribers import subscription

issue = Table(
    "issue",
    METADATA["people"],
    Column("id", LargeBinary(16), primary_key=True),
    Column("topic", ForeignKey("topic.id"), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("body", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("send_at", DateTime(timezone=True)),
    Column("zone", String(60), nullable=False),
    Column("began_on", Date),
    Column("total", Integer, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    CheckConstraint("length(id) = 16", name="id_length"),
    Index(None, "state"),
)


def add_issue(id_: bytes, topic: bytes, *, zone: str) -> None:
    row = {"id": id_, "topic": topic, "subject": "", "body": "", "state": "draft", "send_at": None, "zone": zone}
    connection("people").execute(insert(issue).values(**row, began_on=None, total=0, sent=0, failed=0, revision=0))


def get_issue(topic: bytes, id_: bytes) -> Issue:
    found = select(issue).where(issue.c.topic == topic, issue.c.id == id_)
    row = connection("people").execute(found).one_or_none()
    if row is None:
        raise NotFound("newsletter issue")
    return _issue(row)


def list_issues(topic: bytes) -> list[Issue]:
    """Drafts first, then the newest."""
    found = select(issue).where(issue.c.topic == topic)
    found = found.order_by(issue.c.state != "draft", issue.c.began_on.desc(), issue.c.subject, issue.c.id)
    return [_issue(row) for row in connection("people").execute(found)]


def list_in_state(*states: str) -> list[Issue]:
    found = select(issue).where(issue.c.state.in_(states)).order_by(issue.c.id)
    return [_issue(row) for row in connection("people").execute(found)]


def list_due(now: datetime) -> list[Issue]:
    """Those to begin: their time has come, or they are being queued."""
    due = (issue.c.state == QUEUEING) | ((issue.c.state == SCHEDULED) & (issue.c.send_at <= now))
    return [_issue(row) for row in connection("people").execute(select(issue).where(due))]


def change(id_: bytes, values: Mapping[str, Any], *, states: tuple[str, ...], revision: int | None = None) -> bool:
    """Change an issue that is in one of these states, and as it was looked at; says whether it was."""
    which = (issue.c.id == id_) & issue.c.state.in_(states)
    if revision is not None:
        which &= issue.c.revision == revision
    changed = update(issue).where(which).values(**values, revision=issue.c.revision + 1)
    return connection("people").execute(changed).rowcount > 0


def is_sending(id_: bytes) -> bool:
    found = select(literal(1)).where(issue.c.id == id_, issue.c.state == SENDING)
    return connection("people").execute(found).first() is not None


def is_queueing(id_: bytes) -> bool:
    """Whether mails may still be put down; no other worker begins to send before this transaction is over."""
    found = select(issue.c.state).where(issue.c.id == id_).with_for_update()
    return connection("people").execute(found).scalar_one_or_none() == QUEUEING


def count(id_: bytes, **more: int) -> None:
    """Add to the numbers of an issue."""
    grown = {name: issue.c[name] + number for name, number in more.items()}
    connection("people").execute(update(issue).where(issue.c.id == id_).values(**grown))


def delete_draft(id_: bytes) -> int:
    return connection("people").execute(delete(issue).where(issue.c.id == id_, issue.c.state == "draft")).rowcount


def queue_part(of: Issue, *, from_: bytes, to: bytes | None, due_at: datetime, delete_on: Any) -> int:
    """Put down the mails of the readers whose keys lie between these; safe to repeat before the first is sent."""
    made = connection("people")
    empty = literal(b"", LargeBinary)
    values = (
        literal(of.id, LargeBinary),
        subscription.c.subject,
        literal("issue"),
        literal(due_at, outbox.c.due_at.type),
    )
    values += (literal(0), literal(""), literal(0), literal(delete_on, Date), empty)
    mine = (subscription.c.topic == of.topic) & (subscription.c.subject >= from_)
    if to is not None:
        mine &= subscription.c.subject < to
    names = ["queue", "id", "kind", "due_at", "attempts", "problem", "code", "delete_on", "body"]
    dialect = sqlite if made.dialect.name == "sqlite" else postgresql
    queued = dialect.insert(outbox).from_select(names, select(*values).where(mine))
    made.execute(queued.on_conflict_do_nothing(index_elements=["queue", "id"]))
    return made.execute(select(func.count()).select_from(subscription).where(mine)).scalar_one()


def _issue(row: Any) -> Issue:
    values = dict(row._mapping)
    return Issue(**{**values, "send_at": aware(values["send_at"])})
