"""Vouchers in `site`: what staff chose for them, and each code with whoever holds it, by a derived id; no time."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    delete,
    false,
    func,
    insert,
    select,
    text,
    update,
)

from forms_app.domain.vouchers import Promotion
from forms_app.storage.database import METADATA, aware, connection, insert_once

promotion = Table(
    "promotion",
    METADATA["site"],
    Column("form_id", String(6), ForeignKey("form.id", ondelete="CASCADE"), primary_key=True),
    Column("offer", Text, nullable=False),  # by language
    Column("valid_until", Date),
    Column("zone", String(60), nullable=False),
    Column("daily", Integer),
    Column("shows_left", Boolean, nullable=False),
    Column("confirms_mailbox", Boolean, nullable=False, server_default=false()),
    Column("ended_on", Date),
    Column("made", Integer, nullable=False),
    Column("is_withdrawn", Boolean, nullable=False),
    Column("day", Date),
    Column("given", Integer, nullable=False),
    Column("left", Integer, nullable=False),
    Column("as_of", DateTime(timezone=True)),  # the full hour
)
FREE = text("state = 'free'")  # written out, so that the index of free ones is found
voucher = Table(
    "voucher",
    METADATA["site"],
    Column("id", LargeBinary(16), primary_key=True),  # derived from the code
    Column("form_id", String(6), ForeignKey("form.id", ondelete="CASCADE"), nullable=False),
    Column("code", String(40), nullable=False),
    Column("state", String(4), nullable=False),
    Column("holder", LargeBinary(16), nullable=False, unique=True),  # random until somebody holds it
    Column("till", LargeBinary(16), nullable=False),  # random until a till took it
    CheckConstraint("length(id) = 16 AND length(holder) = 16 AND length(till) = 16", name="id_length"),
    CheckConstraint("state IN ('free', 'held', 'used')", name="known_state"),
    Index("ix_voucher_form_id", "form_id"),
    Index("ix_voucher_free", "form_id", "id", sqlite_where=FREE, postgresql_where=FREE),
    sqlite_with_rowid=False,
)


def find_promotion(form_id: str, *, lock: bool = False) -> Promotion | None:
    query = select(promotion).where(promotion.c.form_id == form_id)
    row = connection("site").execute(query.with_for_update() if lock else query).mappings().one_or_none()
    return Promotion(**{**row, "as_of": aware(row["as_of"]), "offer": json.loads(row["offer"])}) if row else None


def begin(form_id: str) -> None:
    insert_once(connection("site"), promotion, _written(asdict(Promotion(form_id))))


def set_promotion(form_id: str, **values: Any) -> None:
    connection("site").execute(update(promotion).where(promotion.c.form_id == form_id).values(**_written(values)))


def _written(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "offer": json.dumps(values["offer"])} if "offer" in values else values


def list_promotions() -> list[str]:
    """The forms that ever had vouchers."""
    return list(connection("site").execute(select(promotion.c.form_id).where(promotion.c.made > 0)).scalars())


def list_unsettled() -> list[str]:
    """The forms that give one for each mailbox, and did not end."""
    still = select(promotion.c.form_id).where(promotion.c.confirms_mailbox, promotion.c.ended_on.is_(None))
    return list(connection("site").execute(still).scalars())


def list_low(one_in: int) -> list[tuple[str, int]]:
    """Forms of which no more than one in so many vouchers is left, as was told by the hour; with how many were made."""
    few = promotion.c.left * one_in <= promotion.c.made
    query = select(promotion.c.form_id, promotion.c.made)
    found = query.where(promotion.c.made > 0, promotion.c.as_of.is_not(None), few)
    return [(row.form_id, row.made) for row in connection("site").execute(found)]


def find_owners(ids: Iterable[bytes]) -> dict[bytes, str]:
    """The form of each of these codes that stands in a list."""
    wanted, found = list(ids), {}
    for start in range(0, len(wanted), 500):
        query = select(voucher.c.id, voucher.c.form_id).where(voucher.c.id.in_(wanted[start : start + 500]))
        found |= {bytes(row.id): row.form_id for row in connection("site").execute(query)}
    return found


def add_vouchers(form_id: str, rows: Iterable[dict[str, Any]]) -> None:
    """By the order of their ids, which is that of no list; each with `id`, `code`, `holder` and `till`."""
    made = [{**row, "form_id": form_id, "state": "free"} for row in sorted(rows, key=lambda row: row["id"])]
    if made:
        connection("site").execute(insert(voucher), made)


def find_free(form_id: str, point: bytes) -> bytes | None:
    """The first free one from a random point on; as ids say nothing of codes, none is likelier than another."""
    free = select(voucher.c.id).where(voucher.c.form_id == form_id, FREE).order_by(voucher.c.id).limit(1)
    found = connection("site").execute(free.where(voucher.c.id >= point)).scalar() or _first(free)
    return None if found is None else bytes(found)


def _first(free: Any) -> Any:
    return connection("site").execute(free).scalar()


def give(id_: bytes, holder: bytes) -> bool:
    """Says whether it was free."""
    taken = update(voucher).where(voucher.c.id == id_, FREE).values(state="held", holder=holder)
    return connection("site").execute(taken).rowcount == 1


def find_held(holder: bytes) -> Any:
    """The row that somebody holds."""
    return connection("site").execute(select(voucher).where(voucher.c.holder == holder)).one_or_none()


def find_by_id(id_: bytes) -> Any:
    return connection("site").execute(select(voucher).where(voucher.c.id == id_).with_for_update()).one_or_none()


def use(id_: bytes, till: bytes) -> bool:
    """Says whether it was held by somebody and not used yet."""
    used = update(voucher).where(voucher.c.id == id_, voucher.c.state == "held").values(state="used", till=till)
    return connection("site").execute(used).rowcount == 1


def has_free(form_id: str) -> bool:
    return _has(form_id, FREE)


def has_held(form_id: str) -> bool:
    """Whether somebody holds one that was not redeemed."""
    return _has(form_id, voucher.c.state == "held")


def _has(form_id: str, wanted: Any) -> bool:
    query = select(voucher.c.id).where(voucher.c.form_id == form_id, wanted).limit(1)
    return connection("site").execute(query).first() is not None


def count_states(form_id: str) -> dict[str, int]:
    counted = select(voucher.c.state, func.count()).where(voucher.c.form_id == form_id).group_by(voucher.c.state)
    return {"free": 0, "held": 0, "used": 0} | {row[0]: row[1] for row in connection("site").execute(counted)}


def delete_free(form_id: str) -> int:
    return connection("site").execute(delete(voucher).where(voucher.c.form_id == form_id, FREE)).rowcount


def tell(form_id: str, *, left: int, as_of: datetime) -> None:
    set_promotion(form_id, left=left, as_of=as_of)
