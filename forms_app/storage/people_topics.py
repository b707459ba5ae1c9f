"""Newsletters that people may sign up for, made by staff; in `people`, beside those who did."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Column, LargeBinary, String, Table, Text, insert, select, update

from forms_app.domain.errors import NotFound
from forms_app.domain.newsletters import Topic
from forms_app.storage.database import METADATA, connection

topic = Table(
    "topic",
    METADATA["people"],
    Column("id", LargeBinary(4), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("description", Text, nullable=False),
    Column("frequency", String(80), nullable=False),
    Column("is_offered", Boolean, nullable=False),
    CheckConstraint("length(id) = 4", name="id_length"),
)


def add_topic(id_: bytes, values: Mapping[str, Any]) -> None:
    connection("people").execute(insert(topic).values(id=id_, is_offered=True, **values))


def change_topic(id_: bytes, values: Mapping[str, Any]) -> None:
    if connection("people").execute(update(topic).where(topic.c.id == id_).values(**values)).rowcount == 0:
        raise NotFound("newsletter")


def find_topic(id_: bytes) -> Topic | None:
    row = connection("people").execute(select(topic).where(topic.c.id == id_)).one_or_none()
    return Topic(**row._mapping) if row else None


def list_topics() -> list[Topic]:
    found = select(topic).order_by(topic.c.name, topic.c.id)
    return [Topic(**row._mapping) for row in connection("people").execute(found)]
