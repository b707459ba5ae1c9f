"""Tokens of accounts for programs, in `people`, each under a keyed hash."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    delete,
    func,
    select,
    update,
)

from forms_app.domain.api_tokens import LONGEST_NAME, ApiToken
from forms_app.storage.database import METADATA, connection, insert_once

api_token = Table(
    "api_token",
    METADATA["people"],
    Column("account_id", ForeignKey("user.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(LONGEST_NAME), primary_key=True),
    Column("id", LargeBinary(16), nullable=False),
    Column("scopes", String(200), nullable=False),  # with spaces between
    Column("made_on", Date, nullable=False),
    Column("expires_on", Date, nullable=False),
    Column("used_on", Date),
    CheckConstraint("length(id) = 16", name="id_length"),
    UniqueConstraint("id"),
    sqlite_with_rowid=False,
)


def add_token(row: Mapping[str, Any]) -> bool:
    """Says whether the account had none of this name."""
    return insert_once(connection("people"), api_token, row)


def find_token(id_: bytes) -> ApiToken | None:
    row = connection("people").execute(select(api_token).where(api_token.c.id == id_)).first()
    return None if row is None else _token(row)


def list_tokens(account_id: int) -> list[ApiToken]:
    """By name."""
    mine = select(api_token).where(api_token.c.account_id == account_id).order_by(api_token.c.name)
    return [_token(row) for row in connection("people").execute(mine)]


def note_use(id_: bytes, day: date) -> None:
    connection("people").execute(update(api_token).where(api_token.c.id == id_).values(used_on=day))


def delete_token(account_id: int, id_: bytes) -> bool:
    """Says whether the account had it."""
    mine = (api_token.c.account_id == account_id, api_token.c.id == id_)
    return connection("people").execute(delete(api_token).where(*mine)).rowcount == 1


def delete_tokens_of(account_id: int) -> int:
    return connection("people").execute(delete(api_token).where(api_token.c.account_id == account_id)).rowcount


def delete_all() -> None:
    connection("people").execute(delete(api_token))


def count_tokens(account_id: int) -> int:
    mine = select(func.count()).select_from(api_token).where(api_token.c.account_id == account_id)
    return connection("people").execute(mine).scalar_one()


def purge(today: date) -> int:
    """Those whose last day is over."""
    return connection("people").execute(delete(api_token).where(api_token.c.expires_on < today)).rowcount


def _token(row: Any) -> ApiToken:
    scopes = tuple(row.scopes.split())
    return ApiToken(bytes(row.id), row.account_id, row.name, scopes, row.made_on, row.expires_on, row.used_on)
