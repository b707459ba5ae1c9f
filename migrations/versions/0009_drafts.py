"""How often a form's draft was changed, and the drafts before it, so that a change may be undone."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade(bind: str) -> None:
    if bind == "site":
        op.add_column("form", sa.Column("draft_revision", sa.Integer(), nullable=False, server_default="0"))
        op.create_table(
            "former_draft",
            sa.Column("form_id", sa.String(length=6), nullable=False),
            sa.Column("revision", sa.Integer(), nullable=False),
            sa.Column("document", sa.Text(), nullable=False),
            sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_former_draft_form_id"), ondelete="CASCADE"),
            sa.PrimaryKeyConstraint("form_id", "revision", name=op.f("pk_former_draft")),
        )


def downgrade(bind: str) -> None:
    if bind == "site":
        op.drop_table("former_draft")
        op.drop_column("form", "draft_revision")
