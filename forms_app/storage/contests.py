"""Contests in `site`: frozen rules, tickets, locked lists with their draws, and what became of drawn tickets.

Nothing here names anybody: a ticket is a hash. Rows that visitors write have it for a key and carry a day at most.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    Row,
    SmallInteger,
    String,
    Table,
    Text,
    func,
    insert,
    select,
    update,
)

from forms_app.domain.contest_rules import Rules
from forms_app.domain.contests import Draw, Held, Mark
from forms_app.storage.database import METADATA, aware, connection, insert_once

contest = Table(
    "contest",
    METADATA["site"],
    Column("form_id", ForeignKey("form.id", ondelete="CASCADE"), primary_key=True),
    Column("contest_id", String(64), nullable=False, unique=True),
    Column("rules", Text, nullable=False),
    Column("rules_sha256", String(64), nullable=False),
    Column("draws_at", DateTime(timezone=True), nullable=False),
    Column("postponed", String(300), nullable=False, server_default=""),  # why, in public
    Column("cancelled", String(300), nullable=False, server_default=""),
    Column("cancelled_on", Date),
    Column("held", String(300), nullable=False, server_default=""),  # why nothing is deleted yet
    Column("held_until", Date),
    Column("forgot_others_on", Date),
    Column("settled_on", Date),
    Column("certificate", Text, nullable=False, server_default="{}"),
)
ticket = Table(
    "contest_ticket",
    METADATA["site"],
    Column("form_id", ForeignKey("contest.form_id", ondelete="CASCADE"), primary_key=True),
    Column("ticket", LargeBinary(32), primary_key=True),
    CheckConstraint("length(ticket) = 32", name="ticket_length"),
    sqlite_with_rowid=False,
)
draw = Table(
    "contest_draw",
    METADATA["site"],
    Column("form_id", ForeignKey("contest.form_id", ondelete="CASCADE"), primary_key=True),
    Column("round_no", SmallInteger, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
    Column("seal", String(64), nullable=False),
    Column("sealed_at", DateTime(timezone=True), nullable=False),
    Column("source_at", DateTime(timezone=True), nullable=False),
    Column("source_value", LargeBinary),
    Column("proof", Text, nullable=False, server_default=""),  # a signature in hex, or numbers as they were typed
    Column("drawn_at", DateTime(timezone=True)),
    CheckConstraint("(source_value IS NULL) = (drawn_at IS NULL)", name="drawn_has_value"),
)
mark = Table(
    "contest_mark",
    METADATA["site"],
    Column("form_id", String(6), primary_key=True),
    Column("round_no", SmallInteger, primary_key=True, autoincrement=False),
    Column("ticket", LargeBinary(32), primary_key=True),
    Column("what", String(10), primary_key=True),  # a word of domain/contests.py
    Column("reason", String(12), nullable=False, server_default=""),
    Column("marked_on", Date, nullable=False),
    ForeignKeyConstraint(
        ["form_id", "round_no"], ["contest_draw.form_id", "contest_draw.round_no"], ondelete="CASCADE"
    ),
    sqlite_with_rowid=False,
)


def add_contest(form_id: str, document: dict[str, Any], rules_sha256: str, draws_at: datetime) -> None:
    row = {"form_id": form_id, "contest_id": document["contest"], "rules": json.dumps(document)}
    row |= {"rules_sha256": rules_sha256, "draws_at": draws_at}
    connection("site").execute(insert(contest).values(**row))


def find_contest(form_id: str) -> Held | None:
    row = connection("site").execute(select(contest).where(contest.c.form_id == form_id)).one_or_none()
    return _held(row) if row else None


def lock_contest(form_id: str, *, alone: bool) -> Held | None:
    """The contest, kept from being locked meanwhile; alone: from being entered too. SQLite has one writer anyway."""
    found = select(contest).where(contest.c.form_id == form_id).with_for_update(read=not alone)
    row = connection("site").execute(found).one_or_none()
    return _held(row) if row else None


def list_contests() -> list[Held]:
    return [_held(row) for row in connection("site").execute(select(contest).order_by(contest.c.contest_id))]


def change_contest(form_id: str, **values: Any) -> None:
    if "certificate" in values:
        values["certificate"] = json.dumps(values["certificate"])
    connection("site").execute(update(contest).where(contest.c.form_id == form_id).values(**values))


def add_ticket(form_id: str, content: bytes) -> bool:
    return insert_once(connection("site"), ticket, {"form_id": form_id, "ticket": content})


def has_ticket(form_id: str, content: bytes) -> bool:
    found = select(ticket.c.form_id).where(ticket.c.form_id == form_id, ticket.c.ticket == content)
    return connection("site").execute(found).first() is not None


def list_tickets(form_id: str) -> list[bytes]:
    return list(connection("site").execute(select(ticket.c.ticket).where(ticket.c.form_id == form_id)).scalars())


def count_tickets(form_id: str) -> int:
    found = select(func.count()).select_from(ticket).where(ticket.c.form_id == form_id)
    return connection("site").execute(found).scalar_one()


def add_draw(form_id: str, made: Draw) -> bool:
    """Lock a list, once for each round; says whether it was this one."""
    row = {"form_id": form_id, "round_no": made.round_no, "content": made.content, "seal": made.seal}
    return insert_once(connection("site"), draw, {**row, "sealed_at": made.sealed_at, "source_at": made.source_at})


def set_drawn(form_id: str, round_no: int, *, value: bytes, proof: str, drawn_at: datetime) -> bool:
    """Draw, once: what was drawn never changes. Says whether it was this draw."""
    undrawn = (draw.c.form_id == form_id, draw.c.round_no == round_no, draw.c.drawn_at.is_(None))
    changed = update(draw).where(*undrawn).values(source_value=value, proof=proof, drawn_at=drawn_at)
    return connection("site").execute(changed).rowcount == 1


def list_draws(form_id: str) -> list[Draw]:
    """In the order of their rounds."""
    found = select(draw).where(draw.c.form_id == form_id).order_by(draw.c.round_no)
    return [_draw(row) for row in connection("site").execute(found)]


def add_mark(form_id: str, made: Mark) -> bool:
    """Once for each ticket and word; says whether it was this one."""
    row = {"form_id": form_id, "round_no": made.round_no, "ticket": made.ticket, "what": made.what}
    return insert_once(connection("site"), mark, {**row, "reason": made.reason, "marked_on": made.day})


def list_marks(form_id: str) -> list[Mark]:
    rows: Iterable[Row[Any]] = connection("site").execute(select(mark).where(mark.c.form_id == form_id))
    return [Mark(row.round_no, row.ticket, row.what, row.reason, row.marked_on) for row in rows]


def _held(row: Row[Any]) -> Held:
    document = json.loads(row.rules)
    names = ("form_id", "contest_id", "rules_sha256", "postponed", "cancelled", "cancelled_on", "held", "held_until")
    same = {name: getattr(row, name) for name in (*names, "forgot_others_on", "settled_on")}
    return Held(
        **same,
        document=document,
        rules=Rules.model_validate(document),
        draws_at=aware(row.draws_at),
        certificate=json.loads(row.certificate),
    )


def _draw(row: Row[Any]) -> Draw:
    times = {name: aware(getattr(row, name)) for name in ("sealed_at", "source_at", "drawn_at")}
    value = None if row.source_value is None else bytes(row.source_value)
    return Draw(row.round_no, bytes(row.content), source_value=value, proof=row.proof, **times)
