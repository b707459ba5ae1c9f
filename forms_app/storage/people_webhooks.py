"""Webhooks, sealed, and what each was told of; in `people`, in the transaction with what waits to be sent."""

from collections.abc import Iterable

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, LargeBinary, String, Table, delete, select, update

from forms_app.storage.database import METADATA, connection, insert_once

webhook = Table(
    "webhook",
    METADATA["people"],
    Column("id", LargeBinary(16), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    CheckConstraint("length(id) = 16", name="id_length"),
)
webhook_told = Table(
    "webhook_told",
    METADATA["people"],
    Column("webhook_id", LargeBinary(16), ForeignKey("webhook.id", ondelete="CASCADE"), primary_key=True),
    Column("event", String(10), primary_key=True),
    Column("form_id", String(6), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
)

Key = tuple[str, str, int]  # event, form, number


def list_webhooks() -> list[tuple[bytes, bytes]]:
    """Ids and sealed bodies."""
    found = connection("people").execute(select(webhook.c.id, webhook.c.body).order_by(webhook.c.id))
    return [(bytes(row.id), bytes(row.body)) for row in found]


def find_webhook(id_: bytes) -> bytes | None:
    found = connection("people").execute(select(webhook.c.body).where(webhook.c.id == id_)).scalar_one_or_none()
    return None if found is None else bytes(found)


def add_webhook(id_: bytes, body: bytes) -> None:
    insert_once(connection("people"), webhook, {"id": id_, "body": body})


def set_webhook(id_: bytes, body: bytes) -> None:
    connection("people").execute(update(webhook).where(webhook.c.id == id_).values(body=body))


def delete_webhook(id_: bytes) -> None:
    connection("people").execute(delete(webhook).where(webhook.c.id == id_))


def list_told(id_: bytes) -> set[Key]:
    found = select(webhook_told).where(webhook_told.c.webhook_id == id_)
    return {(row.event, row.form_id, row.number) for row in connection("people").execute(found)}


def add_told(id_: bytes, keys: Iterable[Key]) -> bool:
    """Note what a webhook was told of; says whether any of it is new."""
    rows = [{"webhook_id": id_, "event": event, "form_id": form, "number": n} for event, form, n in keys]
    return any([insert_once(connection("people"), webhook_told, row) for row in rows])


def forget_form(form_id: str) -> None:
    connection("people").execute(delete(webhook_told).where(webhook_told.c.form_id == form_id))
