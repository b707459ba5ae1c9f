"""What a voucher is good for in several languages; one voucher for each confirmed mailbox, kept as contests keep it."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade(bind: str) -> None:
    {"people": _upgrade_people, "site": _upgrade_site}.get(bind, lambda: None)()


def _upgrade_site() -> None:
    op.add_column("promotion", sa.Column("confirms_mailbox", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("promotion", sa.Column("ended_on", sa.Date(), nullable=True))
    made = op.get_bind()
    for form_id, offer in made.execute(sa.text("SELECT form_id, offer FROM promotion")).all():
        words = {_first_language(made, form_id): offer} if offer else {}
        _set_offer(made, form_id, json.dumps(words))


def _first_language(made: sa.Connection, form_id: str) -> str:
    """That of the form as it was opened last, else of its draft."""
    opened = sa.text("SELECT definition FROM version WHERE form_id = :id ORDER BY number DESC LIMIT 1")
    drafted = sa.text("SELECT draft FROM form WHERE id = :id")
    found = made.execute(opened, {"id": form_id}).scalar() or made.execute(drafted, {"id": form_id}).scalar()
    return str((json.loads(found or "{}").get("languages") or ["en"])[0])


def _set_offer(made: sa.Connection, form_id: str, offer: str) -> None:
    made.execute(sa.text("UPDATE promotion SET offer = :offer WHERE form_id = :id"), {"offer": offer, "id": form_id})


def _upgrade_people() -> None:
    op.create_table(
        "confirmed_mailbox",
        sa.Column("purpose", sa.String(length=20), nullable=False),
        *_marks("confirmed_mailbox"),
        sa.PrimaryKeyConstraint("purpose", "form_id", "mark", name=op.f("pk_confirmed_mailbox")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO confirmed_mailbox (purpose, form_id, mark, tag) "
        "SELECT 'mailboxes', form_id, mark, tag FROM prize_mailbox"
    )
    op.drop_table("prize_mailbox")


def _marks(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.Column("mark", sa.LargeBinary(length=32), nullable=False),
        sa.Column("tag", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("length(mark) = 32", name=op.f(f"ck_{table}_mark_length")),
    ]


def downgrade(bind: str) -> None:
    if bind == "people":
        op.create_table(
            "prize_mailbox",
            *_marks("prize_mailbox"),
            sa.PrimaryKeyConstraint("form_id", "mark", name=op.f("pk_prize_mailbox")),
            sqlite_with_rowid=False,
        )
        op.execute(
            "INSERT INTO prize_mailbox (form_id, mark, tag) "
            "SELECT form_id, mark, tag FROM confirmed_mailbox WHERE purpose = 'mailboxes'"
        )
        op.drop_table("confirmed_mailbox")
    elif bind == "site":
        made = op.get_bind()
        for form_id, offer in made.execute(sa.text("SELECT form_id, offer FROM promotion")).all():
            _set_offer(made, form_id, next(iter(json.loads(offer).values()), ""))
        op.drop_column("promotion", "ended_on")
        op.drop_column("promotion", "confirms_mailbox")
