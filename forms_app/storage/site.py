"""What the site says of itself, in `site`: one row, whose revision grows with every change."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    false,
    insert,
    select,
    update,
)

from forms_app.domain.site import Site
from forms_app.storage.database import METADATA, connection

ONLY = 1

site = Table(
    "site",
    METADATA["site"],
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", String(80), nullable=False),
    Column("address", Text, nullable=False),
    Column("telephone", String(40), nullable=False),
    Column("email", String(254), nullable=False),
    Column("zone", String(60), nullable=False),
    Column("accent", String(7), nullable=False),
    Column("mail_tested", String(16), nullable=False, server_default=""),  # mark of the mail server that took a test
    Column("policy_on", Date),  # on which the newest version of the privacy policy was published
    Column("has_accounts", Boolean, nullable=False, server_default=false()),  # visitors may have some
    Column("logo", LargeBinary),
    Column("revision", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)
_SAID = [column for column in site.c if column.name not in ("id", "logo")]
_SITE = select(*_SAID, site.c.logo.is_not(None).label("has_logo"))  # built once: every page runs it


def find_site() -> Site | None:
    row = connection("site").execute(_SITE).one_or_none()
    return Site(**row._mapping) if row else None


def find_logo() -> bytes | None:
    logo: bytes | None = connection("site").execute(select(site.c.logo)).scalar_one_or_none()
    return logo


def put(values: Mapping[str, Any]) -> None:
    """Change these columns; the first time they make the row."""
    made = connection("site")
    grown = {**values, "revision": site.c.revision + 1}
    if made.execute(update(site).values(**grown)).rowcount == 0:
        empty = {"name": "", "address": "", "telephone": "", "email": "", "zone": "UTC", "accent": ""}
        made.execute(insert(site).values(**{**empty, **values, "id": ONLY, "revision": 1}))
