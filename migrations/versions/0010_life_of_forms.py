"""The day of a form's last change, whether it is put away in the archive, and what staff deleted of forms."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade(bind: str) -> None:
    if bind != "site":
        return
    op.add_column("form", sa.Column("changed_on", sa.Date(), nullable=True))
    op.add_column("form", sa.Column("archived_on", sa.Date(), nullable=True))
    op.create_table(
        "deletion",
        sa.Column("key", sa.String(length=22), nullable=False),
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("was_opened", sa.Boolean(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("found", sa.Text(), nullable=True),
        sa.CheckConstraint("scope IN ('answers', 'details', 'everything')", name=op.f("ck_deletion_scope_known")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_deletion")),
    )
    op.create_index(op.f("ix_deletion_form_id"), "deletion", ["form_id"])
    op.create_index(op.f("ix_deletion_slug"), "deletion", ["slug"])


def downgrade(bind: str) -> None:
    if bind != "site":
        return
    op.drop_table("deletion")
    op.drop_column("form", "archived_on")
    op.drop_column("form", "changed_on")
