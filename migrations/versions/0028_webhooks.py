"""Webhooks, and what each was told of."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade(bind: str) -> None:
    if bind != "people":
        return
    op.create_table(
        "webhook",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(id) = 16", name=op.f("ck_webhook_id_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
    )
    op.create_table(
        "webhook_told",
        sa.Column("webhook_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("event", sa.String(length=10), nullable=False),
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["webhook_id"], ["webhook.id"], name=op.f("fk_webhook_told_webhook_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("webhook_id", "event", "form_id", "number", name=op.f("pk_webhook_told")),
    )


def downgrade(bind: str) -> None:
    if bind == "people":
        op.drop_table("webhook_told")
        op.drop_table("webhook")
