"""Teams of forms."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade(bind: str) -> None:
    if bind == "people":
        op.create_table(
            "form_member",
            sa.Column("form_id", sa.String(length=6), nullable=False),
            sa.Column("account_id", sa.Integer(), nullable=False),
            sa.Column("part", sa.String(length=10), nullable=False),
            sa.CheckConstraint("part IN ('owner', 'editor', 'viewer')", name=op.f("ck_form_member_part")),
            sa.ForeignKeyConstraint(
                ["account_id"], ["user.id"], name=op.f("fk_form_member_account_id"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("form_id", "account_id", name=op.f("pk_form_member")),
        )


def downgrade(bind: str) -> None:
    if bind == "people":
        op.drop_table("form_member")
