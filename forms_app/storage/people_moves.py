"""Moves of newsletters to other systems, and who was told of one, in `people`; who leaves is gone from here too."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    String,
    Table,
    and_,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from forms_app.domain.list_moves import RUNNING, Move
from forms_app.storage.database import METADATA, connection, insert_once
from forms_app.storage.people_outbox import outbox
from forms_app.storage.people_subscribers import subscriber, subscription

list_move = Table(
    "list_move",
    METADATA["people"],
    Column("topic", ForeignKey("topic.id"), primary_key=True),
    Column("id", LargeBinary(16), nullable=False),  # the queue of its mails
    Column("goes_to", String(200), nullable=False),
    Column("state", String(10), nullable=False),
    Column("began_on", Date, nullable=False),
    Column("taken_on", Date),
    Column("ended_on", Date),
    Column("failed", Integer, nullable=False),
    CheckConstraint("length(id) = 16", name="id_length"),
)
move_reader = Table(
    "move_reader",
    METADATA["people"],
    Column("topic", LargeBinary(4), primary_key=True),
    Column("subject", LargeBinary(16), primary_key=True),
    Column("told_on", Date),
    Column("went_on", Date),  # with a file
    ForeignKeyConstraint(["topic", "subject"], ["subscription.topic", "subscription.subject"], ondelete="CASCADE"),
    sqlite_with_rowid=False,
)
_is_hers = and_(move_reader.c.topic == subscription.c.topic, move_reader.c.subject == subscription.c.subject)


def begin(move: Move) -> bool:
    """In the place of an earlier one that is over; False where one goes on."""
    made = connection("people")
    made.execute(delete(list_move).where(list_move.c.topic == move.topic, list_move.c.state != RUNNING))
    return insert_once(made, list_move, vars(move))


def tell_all(move: Move, *, due_at: datetime, delete_on: date) -> int:
    """Note everybody who gets the newsletter now, and put a mail down for each; says how many."""
    made, mine = connection("people"), subscription.c.topic == move.topic
    made.execute(delete(move_reader).where(move_reader.c.topic == move.topic))
    readers = select(subscription.c.topic, subscription.c.subject).where(mine)
    number = made.execute(insert(move_reader).from_select(["topic", "subject"], readers)).rowcount
    values: tuple[Any, ...] = (literal(move.id, LargeBinary), subscription.c.subject, literal("move"))
    values += (literal(due_at, outbox.c.due_at.type), literal(0), literal(""), literal(0))
    values += (literal(delete_on, Date), literal(b"", LargeBinary))
    names = ["queue", "id", "kind", "due_at", "attempts", "problem", "code", "delete_on", "body"]
    dialect = sqlite if made.dialect.name == "sqlite" else postgresql
    made.execute(dialect.insert(outbox).from_select(names, select(*values).where(mine)).on_conflict_do_nothing())
    return number


def find_move(topic: bytes) -> Move | None:
    row = connection("people").execute(select(list_move).where(list_move.c.topic == topic)).one_or_none()
    return Move(**row._mapping) if row else None


def list_running() -> list[Move]:
    found = select(list_move).where(list_move.c.state == RUNNING).order_by(list_move.c.topic)
    return [Move(**row._mapping) for row in connection("people").execute(found)]


def change(move: Move, **values: object) -> bool:
    """Change a move that goes on; says whether it does."""
    mine = (list_move.c.topic == move.topic, list_move.c.id == move.id, list_move.c.state == RUNNING)
    return connection("people").execute(update(list_move).where(*mine).values(**values)).rowcount > 0


def count_failed(move: Move) -> None:
    change(move, failed=list_move.c.failed + 1)


def forget_readers(topic: bytes) -> None:
    connection("people").execute(delete(move_reader).where(move_reader.c.topic == topic))


def note_told(topic: bytes, subject: bytes, on: date) -> None:
    mine = (move_reader.c.topic == topic, move_reader.c.subject == subject, move_reader.c.told_on.is_(None))
    connection("people").execute(update(move_reader).where(*mine).values(told_on=on))


def note_went(topic: bytes, subjects: Iterable[bytes], on: date) -> None:
    for subject in subjects:
        mine = (move_reader.c.topic == topic, move_reader.c.subject == subject)
        connection("people").execute(update(move_reader).where(*mine).values(went_on=on))


def is_told_of(topic: bytes, subject: bytes) -> bool:
    found = select(literal(1)).where(move_reader.c.topic == topic, move_reader.c.subject == subject)
    return connection("people").execute(found).first() is not None


def count_told(topic: bytes, *, until: date) -> tuple[int, int]:
    """How many were told, and how many of them on this day or before."""
    early = func.count().filter(move_reader.c.told_on <= until)
    found = select(func.count(move_reader.c.told_on), early).where(move_reader.c.topic == topic)
    told, early_enough = connection("people").execute(found).one()
    return told, early_enough


def list_going(topic: bytes, *, told_until: date) -> list[Any]:
    """Who was told by then and still gets it: key, sealed address, day of the confirmation, and whether it went."""
    found = select(subscription.c.subject, subscriber.c.body, subscription.c.confirmed_on, move_reader.c.went_on)
    found = found.join(subscriber, subscriber.c.subject == subscription.c.subject).join(move_reader, _is_hers)
    found = found.where(subscription.c.topic == topic, move_reader.c.told_on <= told_until)
    return list(connection("people").execute(found.order_by(subscription.c.subject)))


def list_of(subject: bytes) -> list[Any]:
    """What somebody was told of: topic, where it goes, on which day it was told and taken along."""
    found = select(move_reader.c.topic, list_move.c.goes_to, move_reader.c.told_on, move_reader.c.went_on)
    found = found.join(list_move, list_move.c.topic == move_reader.c.topic).where(move_reader.c.subject == subject)
    return list(connection("people").execute(found))
