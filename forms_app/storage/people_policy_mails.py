"""How far the mails about a new privacy policy are, in `people`, beside those who get them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Date, Integer, LargeBinary, Table, func, literal, select, union, update
from sqlalchemy.dialects import postgresql, sqlite

from forms_app.storage.database import METADATA, connection, insert_once
from forms_app.storage.people_outbox import outbox
from forms_app.storage.people_subscribers import subscriber
from forms_app.storage.people_visitor_accounts import visitor_account

policy_mail = Table(
    "policy_mail",
    METADATA["people"],
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("began_on", Date, nullable=False),
    Column("total", Integer, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
)


def begin(version: int, *, on: date) -> bool:
    """Says whether nobody was told of it before."""
    row = {"version": version, "began_on": on, "total": 0, "sent": 0, "failed": 0}
    return insert_once(connection("people"), policy_mail, row)


def find(version: int) -> Any:
    return connection("people").execute(select(policy_mail).where(policy_mail.c.version == version)).one_or_none()


def queue_visitors(queue: bytes, *, due_at: datetime, delete_on: date) -> int:
    """Put a mail down for every address that newsletters are sent to or that has an account; says how many."""
    made = connection("people")
    who = union(select(subscriber.c.subject), select(visitor_account.c.subject)).subquery()
    values: tuple[Any, ...] = (literal(queue, LargeBinary), who.c.subject, literal("policy"))
    values += (literal(due_at, outbox.c.due_at.type), literal(0), literal(""), literal(0))
    values += (literal(delete_on, Date), literal(b"", LargeBinary))
    names = ["queue", "id", "kind", "due_at", "attempts", "problem", "code", "delete_on", "body"]
    dialect = sqlite if made.dialect.name == "sqlite" else postgresql
    everybody = select(*values).where(literal(1) == 1)  # SQLite wants a WHERE before ON CONFLICT
    made.execute(dialect.insert(outbox).from_select(names, everybody).on_conflict_do_nothing())
    return made.execute(select(func.count()).select_from(who)).scalar_one()


def count(version: int, **more: int) -> None:
    """Add to the numbers."""
    grown = {name: policy_mail.c[name] + number for name, number in more.items()}
    connection("people").execute(update(policy_mail).where(policy_mail.c.version == version).values(**grown))
