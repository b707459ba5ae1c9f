"""Accounts of visitors, and whether a site has them."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade(bind: str) -> None:
    if bind == "site":
        op.add_column("site", sa.Column("has_accounts", sa.Boolean(), server_default=sa.false(), nullable=False))
    if bind != "people":
        return
    op.create_table(
        "visitor_account",
        sa.Column("subject", sa.LargeBinary(length=16), nullable=False),
        sa.Column("delete_on", sa.Date(), nullable=False),
        sa.Column("is_warned", sa.Boolean(), nullable=False),
        sa.Column("mark", sa.LargeBinary(length=16), nullable=False),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(subject) = 16", name=op.f("ck_visitor_account_subject_length")),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_visitor_account")),
        sqlite_with_rowid=False,
    )


def downgrade(bind: str) -> None:
    if bind == "people":
        op.drop_table("visitor_account")
    if bind == "site":
        with op.batch_alter_table("site") as batch:
            batch.drop_column("has_accounts")
