"""Who is to be sent a code for a form."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0021"


def upgrade(bind: str) -> None:
    if bind == "people":
        op.create_table(
            "invited",
            sa.Column("form_id", sa.String(length=6), nullable=False),
            sa.Column("id", sa.LargeBinary(length=16), nullable=False),
            sa.Column("mails", sa.SmallInteger(), nullable=False),
            sa.Column("wanted", sa.SmallInteger(), nullable=False),
            sa.Column("asked_on", sa.Date(), nullable=False),
            sa.Column("delete_on", sa.Date(), nullable=False),
            sa.Column("body", sa.LargeBinary(), nullable=False),
            sa.CheckConstraint("length(id) = 16", name=op.f("ck_invited_id_length")),
            sa.PrimaryKeyConstraint("form_id", "id", name=op.f("pk_invited")),
            sqlite_with_rowid=False,
        )


def downgrade(bind: str) -> None:
    if bind == "people":
        op.drop_table("invited")
