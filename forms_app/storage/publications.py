"""Publications, the only store that reports read; a row never changes."""

import json
from typing import Any

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Index, Integer, String, Table, Text, func, select

from forms_app.storage.database import METADATA, connection, insert_once

HEAD = ("form", "number", "n", "outcome", "first_day", "last_day", "languages", "title")  # what lists say of one

publication = Table(
    "publication",
    METADATA["site"],
    Column("form_id", ForeignKey("form.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("slug", String(60), nullable=False),
    Column("body", Text, nullable=False),
    Column("head", Text, nullable=False, server_default="{}"),
    Index(None, "slug", "number"),
)

theme_count = Table(  # what was printed later of topics in comments
    "theme_count",
    METADATA["site"],
    Column("form_id", String(6), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("question_id", String(6), primary_key=True),
    Column("figures", Text, nullable=False),
    ForeignKeyConstraint(["form_id", "number"], ["publication.form_id", "publication.number"], ondelete="CASCADE"),
)


def add_publication(body: dict[str, Any], *, slug: str) -> bool:
    """Insert it unless this release was published before; says whether it was inserted."""
    head = {name: body[name] for name in HEAD if name in body}
    row = {"form_id": body["form"], "number": body["number"], "slug": slug}
    row |= {"body": json.dumps(body), "head": json.dumps(head)}
    return insert_once(connection("site"), publication, row)


def has_publication(form_id: str, number: int) -> bool:
    found = select(publication.c.number).where(publication.c.form_id == form_id, publication.c.number == number)
    return connection("site").execute(found).first() is not None


def numbers_by_form() -> dict[str, set[int]]:
    """The numbers published of each form, by its id."""
    numbers: dict[str, set[int]] = {}
    for form_id, number in connection("site").execute(select(publication.c.form_id, publication.c.number)):
        numbers.setdefault(form_id, set()).add(number)
    return numbers


def says_too_few(form_id: str, number: int) -> bool:
    """Whether a publication says only that fewer than ten people answered."""
    found = select(publication.c.head).where(publication.c.form_id == form_id, publication.c.number == number)
    return json.loads(connection("site").execute(found).scalar_one())["n"] is None


def find_head(slug: str, number: int) -> dict[str, Any] | None:
    """What lists say of one publication, and of how many questions the topics in comments were counted since."""
    same = (theme_count.c.form_id == publication.c.form_id, theme_count.c.number == publication.c.number)
    themed = select(func.count()).select_from(theme_count).where(*same).scalar_subquery()
    found = select(publication.c.head, themed).where(publication.c.slug == slug, publication.c.number == number)
    row = connection("site").execute(found).one_or_none()
    return None if row is None else {**json.loads(row[0]), "themed": row[1]}


def find_newest_head(slug: str) -> dict[str, Any] | None:
    found = select(publication.c.head).where(publication.c.slug == slug).order_by(publication.c.number.desc()).limit(1)
    head = connection("site").execute(found).scalar_one_or_none()
    return None if head is None else json.loads(head)


def find_by_form(form_id: str, number: int) -> tuple[str, dict[str, Any]] | None:
    """Link name and publication."""
    found = select(publication.c.slug).where(publication.c.form_id == form_id, publication.c.number == number)
    slug = connection("site").execute(found).scalar_one_or_none()
    body = None if slug is None else find_publication(slug, number)
    return None if slug is None or body is None else (slug, body)


def find_publication(slug: str, number: int) -> dict[str, Any] | None:
    """One publication, by one row, with the topics in comments by question."""
    found = select(publication.c.form_id, publication.c.body)
    row = connection("site").execute(found.where(publication.c.slug == slug, publication.c.number == number)).first()
    return None if row is None else {**json.loads(row.body), "themes": _find_themes(row.form_id, number)}


def _find_themes(form_id: str, number: int) -> dict[str, Any]:
    found = select(theme_count.c.question_id, theme_count.c.figures)
    rows = connection("site").execute(found.where(theme_count.c.form_id == form_id, theme_count.c.number == number))
    return {row.question_id: json.loads(row.figures) for row in rows}


def add_themes(form_id: str, number: int, question_id: str, figures: dict[str, Any]) -> bool:
    """Insert them unless these topics were printed before; says whether they were inserted."""
    row = {"form_id": form_id, "number": number, "question_id": question_id, "figures": json.dumps(figures)}
    return insert_once(connection("site"), theme_count, row)


def list_heads() -> list[tuple[str, dict[str, Any]]]:
    """Link names and heads of all publications, newest first; no figure is read."""
    found = connection("site").execute(select(publication.c.slug, publication.c.head))
    return _newest_first([(row.slug, json.loads(row.head)) for row in found])


def list_publications(slug: str) -> list[dict[str, Any]]:
    """Every publication of a form, newest first."""
    found = connection("site").execute(select(publication.c.body).where(publication.c.slug == slug))
    return [body for _, body in _newest_first([(slug, json.loads(row.body)) for row in found])]


def list_numbers(slug: str) -> list[int]:
    """The numbers of a form's publications, oldest first."""
    found = select(publication.c.number).where(publication.c.slug == slug).order_by(publication.c.number)
    return list(connection("site").execute(found).scalars())


def _newest_first(pairs: list[tuple[str, dict[str, Any]]]) -> list[tuple[str, dict[str, Any]]]:
    return sorted(pairs, key=lambda pair: (pair[1]["last_day"], pair[1]["number"], pair[0]), reverse=True)
