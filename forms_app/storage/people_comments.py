"""Texts that readers may read, with the topics they find in them; both in `people`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    Column,
    ForeignKey,
    LargeBinary,
    Select,
    String,
    Table,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
    update,
)

from forms_app.storage.database import METADATA, connection
from forms_app.storage.people_texts import text

theme = Table(
    "theme",
    METADATA["people"],
    Column("form_id", String(6), primary_key=True),
    Column("question_id", String(6), primary_key=True),
    Column("id", String(6), primary_key=True),
    Column("name", String(80), nullable=False),
    UniqueConstraint("form_id", "question_id", "name"),
)
text_theme = Table(
    "text_theme",
    METADATA["people"],
    Column("text_id", ForeignKey("text.id", ondelete="CASCADE"), primary_key=True, type_=LargeBinary(16)),
    Column("theme_id", String(6), primary_key=True),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True)
class Batch:
    """The comments on one question that became readable with one publication."""

    form_id: str
    question_id: str
    number: int  # of the publication


@dataclass(frozen=True)
class Sealed:
    """One comment as it is kept."""

    id: bytes
    body: bytes
    delete_on: date
    is_quoted: bool


def count_batches(form_id: str | None = None) -> dict[Batch, tuple[int, date]]:
    """How many comments each batch has, and the last of their days of deletion, of one form or of all."""
    columns = (text.c.form_id, text.c.question_id, text.c.readable)
    found = select(*columns, func.count(), func.max(text.c.delete_on)).group_by(*columns)
    found = found.where(text.c.readable.is_not(None))
    if form_id is not None:
        found = found.where(text.c.form_id == form_id)
    rows = connection("people").execute(found)
    return {Batch(form, question, number): (count, last) for form, question, number, count, last in rows}


def list_sealed(batch: Batch, *, start: int, most: int) -> list[Sealed]:
    """Comments in the order of their ids, which chance drew."""
    return _sealed(_of(batch).order_by(text.c.id).offset(start).limit(most))


def list_quoted(form_id: str) -> list[tuple[Batch, Sealed]]:
    """What readers picked of a form, in the order of ids."""
    found = select(text).where(text.c.form_id == form_id, text.c.readable.is_not(None), text.c.is_quoted)
    rows = connection("people").execute(found.order_by(text.c.id))
    return [(Batch(row.form_id, row.question_id, row.readable), _one(row)) for row in rows]


def find_sealed(batch: Batch, id_: bytes) -> Sealed | None:
    return next(iter(_sealed(_of(batch).where(text.c.id == id_))), None)


def rewrite(batch: Batch, sealed: Sealed, body: bytes) -> bool:
    """Put another body in the place of this one; says whether it still stood there."""
    where = (text.c.id == sealed.id, text.c.body == sealed.body, *_in(batch))
    return connection("people").execute(update(text).where(*where).values(body=body)).rowcount == 1


def remove(batch: Batch, id_: bytes) -> None:
    connection("people").execute(delete(text).where(text.c.id == id_, *_in(batch)))


def set_quoted(batch: Batch, id_: bytes, *, is_quoted: bool) -> None:
    connection("people").execute(update(text).where(text.c.id == id_, *_in(batch)).values(is_quoted=is_quoted))


def list_themes(form_id: str, question_id: str) -> dict[str, str]:
    """Names by id, in the order of names."""
    found = select(theme.c.id, theme.c.name).where(theme.c.form_id == form_id, theme.c.question_id == question_id)
    return {id_: name for id_, name in connection("people").execute(found.order_by(theme.c.name))}


def add_theme(form_id: str, question_id: str, id_: str, name: str) -> None:
    row = {"form_id": form_id, "question_id": question_id, "id": id_, "name": name}
    connection("people").execute(insert(theme).values(row))


def remove_theme(form_id: str, question_id: str, id_: str) -> None:
    """The topic goes, and from every comment of its question."""
    here = (theme.c.form_id == form_id, theme.c.question_id == question_id, theme.c.id == id_)
    texts = select(text.c.id).where(text.c.form_id == form_id, text.c.question_id == question_id)
    made = connection("people")
    made.execute(delete(text_theme).where(text_theme.c.theme_id == id_, text_theme.c.text_id.in_(texts)))
    made.execute(delete(theme).where(*here))


def themes_of(batch: Batch) -> dict[bytes, set[str]]:
    """The topics of every comment of the batch, by its id; comments without one have an empty set."""
    found = select(text.c.id, text_theme.c.theme_id).outerjoin(text_theme, text_theme.c.text_id == text.c.id)
    themes: dict[bytes, set[str]] = {}
    for id_, theme_id in connection("people").execute(found.where(*_in(batch))):
        themes.setdefault(bytes(id_), set()).update({theme_id} - {None})
    return themes


def set_themes(chosen: Mapping[bytes, Iterable[str]]) -> None:
    """Give these comments these topics and no others."""
    made = connection("people")
    made.execute(delete(text_theme).where(text_theme.c.text_id.in_(list(chosen))))
    rows = [{"text_id": id_, "theme_id": one} for id_, themes in chosen.items() for one in themes]
    if rows:
        made.execute(insert(text_theme), rows)


def delete_form(form_id: str) -> None:
    connection("people").execute(delete(theme).where(theme.c.form_id == form_id))


def _in(batch: Batch) -> tuple:  # type: ignore[type-arg]
    return (
        text.c.form_id == batch.form_id,
        text.c.question_id == batch.question_id,
        text.c.readable == batch.number,
    )


def _of(batch: Batch) -> Select:  # type: ignore[type-arg]
    return select(text).where(*_in(batch))


def _sealed(found: Select) -> list[Sealed]:  # type: ignore[type-arg]
    return [_one(row) for row in connection("people").execute(found)]


def _one(row) -> Sealed:  # type: ignore[no-untyped-def]
    return Sealed(bytes(row.id), bytes(row.body), row.delete_on, row.is_quoted)
