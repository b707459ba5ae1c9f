"""Teams of forms, in `people`, where accounts are."""

from collections.abc import Mapping

from sqlalchemy import CheckConstraint, Column, ForeignKey, String, Table, case, delete, func, insert, select

from forms_app.storage.database import METADATA, connection

form_member = Table(
    "form_member",
    METADATA["people"],
    Column("form_id", String(6), primary_key=True),
    Column("account_id", ForeignKey("user.id", ondelete="CASCADE"), primary_key=True),
    Column("part", String(10), nullable=False),
    CheckConstraint("part IN ('owner', 'editor', 'viewer')", name="part"),
)


def get_team(form_id: str) -> dict[int, str]:
    """Parts by account; empty where everybody works on it."""
    found = select(form_member.c.account_id, form_member.c.part).where(form_member.c.form_id == form_id)
    return {row.account_id: row.part for row in connection("people").execute(found)}


def set_team(form_id: str, team: Mapping[int, str]) -> None:
    delete_team(form_id)
    rows = [{"form_id": form_id, "account_id": account, "part": part} for account, part in team.items()]
    if rows:
        connection("people").execute(insert(form_member), rows)


def delete_team(form_id: str) -> None:
    connection("people").execute(delete(form_member).where(form_member.c.form_id == form_id))


def list_parts(account_id: int) -> dict[str, str | None]:
    """This account's part in each form that has a team; None where it is not in it."""
    own = func.max(case((form_member.c.account_id == account_id, form_member.c.part)))
    found = select(form_member.c.form_id, own).group_by(form_member.c.form_id)
    return {row[0]: row[1] for row in connection("people").execute(found)}
