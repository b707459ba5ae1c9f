"""What the site says of itself: one row."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade(bind: str) -> None:
    if bind == "site":
        op.create_table(
            "site",
            sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
            sa.Column("name", sa.String(length=80), nullable=False),
            sa.Column("address", sa.Text(), nullable=False),
            sa.Column("telephone", sa.String(length=40), nullable=False),
            sa.Column("email", sa.String(length=254), nullable=False),
            sa.Column("zone", sa.String(length=60), nullable=False),
            sa.Column("accent", sa.String(length=7), nullable=False),
            sa.Column("logo", sa.LargeBinary(), nullable=True),
            sa.Column("revision", sa.Integer(), nullable=False),
            sa.CheckConstraint("id = 1", name=op.f("ck_site_one_row")),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
        )


def downgrade(bind: str) -> None:
    if bind == "site":
        op.drop_table("site")
