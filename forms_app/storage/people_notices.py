"""Which results an account has seen or was told of by mail, and who wants that, in `people`; nothing says when."""

from collections.abc import Iterable

from sqlalchemy import Column, ForeignKey, Integer, String, Table, delete, select

from forms_app.storage.database import METADATA, connection, insert_once

seen_result = Table(
    "seen_result",
    METADATA["people"],
    Column("account_id", ForeignKey("user.id", ondelete="CASCADE"), primary_key=True),
    Column("form_id", String(6), primary_key=True),
    Column("number", Integer, primary_key=True),
)

told_result = Table(
    "told_result",
    METADATA["people"],
    Column("account_id", ForeignKey("user.id", ondelete="CASCADE"), primary_key=True),
    Column("form_id", String(6), primary_key=True),
    Column("number", Integer, primary_key=True),
)
mail_wish = Table(
    "mail_wish",
    METADATA["people"],
    Column("account_id", ForeignKey("user.id", ondelete="CASCADE"), primary_key=True),
)


def list_seen(account_id: int) -> set[tuple[str, int]]:
    """Forms and numbers of results."""
    return _list(seen_result, account_id)


def list_told(account_id: int) -> set[tuple[str, int]]:
    return _list(told_result, account_id)


def _list(table: Table, account_id: int) -> set[tuple[str, int]]:
    found = select(table.c.form_id, table.c.number).where(table.c.account_id == account_id)
    return {(row.form_id, row.number) for row in connection("people").execute(found)}


def forget_form(form_id: str) -> None:
    for table in (seen_result, told_result):
        connection("people").execute(delete(table).where(table.c.form_id == form_id))


def add_seen(account_id: int, results: Iterable[tuple[str, int]]) -> None:
    for form_id, number in results:
        row = {"account_id": account_id, "form_id": form_id, "number": number}
        insert_once(connection("people"), seen_result, row)


def add_told(account_id: int, results: Iterable[tuple[str, int]]) -> bool:
    """Note of which results an account is told; says whether any of them is new."""
    rows = [{"account_id": account_id, "form_id": form_id, "number": number} for form_id, number in results]
    return any([insert_once(connection("people"), told_result, row) for row in rows])


def list_wishes() -> list[int]:
    """Accounts that want mail when results are ready."""
    return list(connection("people").execute(select(mail_wish.c.account_id)).scalars())


def set_wish(account_id: int, *, wanted: bool) -> None:
    if wanted:
        insert_once(connection("people"), mail_wish, {"account_id": account_id})
    else:
        connection("people").execute(delete(mail_wish).where(mail_wish.c.account_id == account_id))
