"""Answer templates of the inbox, in `people`: words of staff, about nobody."""

from collections.abc import Mapping

from sqlalchemy import CheckConstraint, Column, LargeBinary, String, Table, Text, delete, func, insert, select, update

from forms_app.domain.answer_templates import AnswerTemplate
from forms_app.domain.errors import NotFound
from forms_app.storage.database import METADATA, connection

answer_template = Table(
    "answer_template",
    METADATA["people"],
    Column("id", LargeBinary(16), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("words", Text, nullable=False),
    CheckConstraint("length(id) = 16", name="id_length"),
)


def list_templates() -> list[AnswerTemplate]:
    found = select(answer_template).order_by(func.lower(answer_template.c.name), answer_template.c.id)
    return [AnswerTemplate(**row._mapping) for row in connection("people").execute(found)]


def add(id_: bytes, values: Mapping[str, str]) -> None:
    connection("people").execute(insert(answer_template).values(id=id_, **values))


def change(id_: bytes, values: Mapping[str, str]) -> None:
    changed = update(answer_template).where(answer_template.c.id == id_).values(**values)
    if connection("people").execute(changed).rowcount == 0:
        raise NotFound("answer template")


def remove(id_: bytes) -> None:
    connection("people").execute(delete(answer_template).where(answer_template.c.id == id_))
