"""Mails that wait to be sent, who wants to be told of results, and whether the mail server was tried."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade(bind: str) -> None:
    if bind == "site":
        op.add_column("site", sa.Column("mail_tested", sa.String(length=16), server_default="", nullable=False))
    if bind != "people":
        return
    op.create_table(
        "outbox",
        sa.Column("queue", sa.LargeBinary(length=16), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("problem", sa.String(length=10), nullable=False),
        sa.Column("code", sa.SmallInteger(), nullable=False),
        sa.Column("delete_on", sa.Date(), nullable=False),
        sa.Column("claim", sa.LargeBinary(length=8), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(queue) = 16 AND length(id) = 16", name=op.f("ck_outbox_id_length")),
        sa.PrimaryKeyConstraint("queue", "id", name=op.f("pk_outbox")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_outbox_queue"), "outbox", ["queue", "due_at"])
    op.create_table(
        "told_result",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["user.id"], name=op.f("fk_told_result_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "form_id", "number", name=op.f("pk_told_result")),
    )
    op.create_table(
        "mail_wish",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["user.id"], name=op.f("fk_mail_wish_account_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_mail_wish")),
    )


def downgrade(bind: str) -> None:
    if bind == "site":
        op.drop_column("site", "mail_tested")
    if bind == "people":
        op.drop_table("mail_wish")
        op.drop_table("told_result")
        op.drop_table("outbox")
