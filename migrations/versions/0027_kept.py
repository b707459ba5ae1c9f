"""Submissions of forms that staff read stand among the messages, each with its form; rows for researchers."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade(bind: str) -> None:
    if bind == "people":
        op.add_column("message", sa.Column("form_id", sa.String(length=6), nullable=True))
        op.add_column("message", sa.Column("policy_version", sa.Integer(), nullable=False, server_default="0"))
        op.create_table(
            "microdata",
            sa.Column("id", sa.LargeBinary(length=16), nullable=False),
            sa.Column("form_id", sa.String(length=6), nullable=False),
            sa.Column("batch", sa.Integer(), nullable=False),
            sa.Column("delete_on", sa.Date(), nullable=False),
            sa.Column("body", sa.LargeBinary(), nullable=False),
            sa.CheckConstraint("length(id) = 16", name=op.f("ck_microdata_id_length")),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_microdata")),
            sqlite_with_rowid=False,
        )


def downgrade(bind: str) -> None:
    if bind == "people":
        op.drop_table("microdata")
        op.drop_column("message", "policy_version")
        op.drop_column("message", "form_id")
