"""Tokens by which programs act for an account."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0022"


def upgrade(bind: str) -> None:
    if bind == "people":
        op.create_table(
            "api_token",
            sa.Column("account_id", sa.Integer(), nullable=False),
            sa.Column("name", sa.String(length=60), nullable=False),
            sa.Column("id", sa.LargeBinary(length=16), nullable=False),
            sa.Column("scopes", sa.String(length=200), nullable=False),
            sa.Column("made_on", sa.Date(), nullable=False),
            sa.Column("expires_on", sa.Date(), nullable=False),
            sa.Column("used_on", sa.Date(), nullable=True),
            sa.CheckConstraint("length(id) = 16", name=op.f("ck_api_token_id_length")),
            sa.ForeignKeyConstraint(
                ["account_id"], ["user.id"], name=op.f("fk_api_token_account_id"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("account_id", "name", name=op.f("pk_api_token")),
            sa.UniqueConstraint("id", name=op.f("uq_api_token_id")),
            sqlite_with_rowid=False,
        )


def downgrade(bind: str) -> None:
    if bind == "people":
        op.drop_table("api_token")
