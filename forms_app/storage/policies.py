"""Versions of the privacy policy and the draft of the next one, in `site`; a version is added and never changed."""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Integer,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from forms_app.domain.policies import PolicyDraft, PolicyVersion
from forms_app.storage.database import METADATA, connection

ONLY = 1

policy_version = Table(
    "policy_version",
    METADATA["site"],
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("title", String(120), nullable=False),
    Column("body", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("statements", Text, nullable=False),  # the words of each as it was published
    Column("changelog", Text, nullable=False),
    Column("language", String(35), nullable=False),
    Column("is_material", Boolean, nullable=False),
    Column("published_on", Date, nullable=False),
    Column("effective_on", Date, nullable=False, unique=True),
    Column("sha256", String(64), nullable=False),
    CheckConstraint("number >= 1", name="number"),
    CheckConstraint("effective_on >= published_on", name="days"),
)
policy_draft = Table(
    "policy_draft",
    METADATA["site"],
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("title", String(120), nullable=False),
    Column("source", Text, nullable=False),
    Column("changelog", Text, nullable=False),
    Column("is_material", Boolean, nullable=False),
    Column("effective_on", Date),
    Column("revision", Integer, nullable=False),
    Column("offered_by", Integer),
    CheckConstraint("id = 1", name="one_row"),
)
_DRAFT = [policy_draft.c[field.name] for field in fields(PolicyDraft)]


def list_versions() -> list[PolicyVersion]:
    """Oldest first."""
    rows = connection("site").execute(select(policy_version).order_by(policy_version.c.number))
    return [PolicyVersion(**{**row._mapping, "statements": json.loads(row.statements)}) for row in rows]


def list_days() -> list[tuple[int, Any]]:
    """Number and first day of every version, oldest first."""
    columns = (policy_version.c.number, policy_version.c.effective_on)
    rows = connection("site").execute(select(*columns).order_by(policy_version.c.number))
    return [(row.number, row.effective_on) for row in rows]


def add_version(version: PolicyVersion) -> None:
    row = {**vars(version), "statements": json.dumps(dict(version.statements))}
    connection("site").execute(insert(policy_version).values(**row))


def find_draft() -> PolicyDraft | None:
    row = connection("site").execute(select(*_DRAFT)).one_or_none()
    return PolicyDraft(**row._mapping) if row else None


def put_draft(values: Mapping[str, Any], *, revision: int) -> bool:
    """Put it in the place of the draft of this revision, or make it; False where somebody changed it meanwhile."""
    made = connection("site")
    grown = {**values, "revision": revision + 1}
    mine = policy_draft.c.revision == revision
    if made.execute(update(policy_draft).where(mine).values(**grown)).rowcount == 1:
        return True
    if revision or find_draft() is not None:
        return False
    made.execute(insert(policy_draft).values(**grown, id=ONLY))
    return True


def delete_draft() -> None:
    connection("site").execute(delete(policy_draft))
