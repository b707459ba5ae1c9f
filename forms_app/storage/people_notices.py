"""Which results an account has seen, in `people`; nothing says when."""

from collections.abc import Iterable

from sqlalchemy import Column, ForeignKey, Integer, String, Table, select

from forms_app.storage.database import METADATA, connection, insert_once

seen_result = Table(
    "seen_result",
    METADATA["people"],
    Column("account_id", ForeignKey("user.id", ondelete="CASCADE"), primary_key=True),
    Column("form_id", String(6), primary_key=True),
    Column("number", Integer, primary_key=True),
)


def list_seen(account_id: int) -> set[tuple[str, int]]:
    """Forms and numbers of results."""
    found = select(seen_result.c.form_id, seen_result.c.number).where(seen_result.c.account_id == account_id)
    return {(row.form_id, row.number) for row in connection("people").execute(found)}


def add_seen(account_id: int, results: Iterable[tuple[str, int]]) -> None:
    for form_id, number in results:
        row = {"account_id": account_id, "form_id": form_id, "number": number}
        insert_once(connection("people"), seen_result, row)
