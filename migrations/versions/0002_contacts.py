"""Details that visitors volunteer."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade(bind: str) -> None:
    if bind == "people":
        op.create_table(
            "contact",
            sa.Column("id", sa.LargeBinary(length=16), nullable=False),
            sa.Column("delete_on", sa.Date(), nullable=False),
            sa.Column("form_id", sa.String(length=6), nullable=False),
            sa.Column("body", sa.LargeBinary(), nullable=False),
            sa.CheckConstraint("length(id) = 16", name=op.f("ck_contact_id_length")),
            sa.PrimaryKeyConstraint("id", "delete_on", name=op.f("pk_contact")),
            sqlite_with_rowid=False,
        )


def downgrade(bind: str) -> None:
    if bind == "people":
        op.drop_table("contact")
