"""What people ask for about their data, which erasures restored copies must not undo, and what was deleted when."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade(bind: str) -> None:
    if bind == "people":
        op.create_table(
            "privacy_request",
            sa.Column("id", sa.LargeBinary(length=16), nullable=False),
            sa.Column("kind", sa.String(length=10), nullable=False),
            sa.Column("asked_on", sa.Date(), nullable=False),
            sa.Column("due_on", sa.Date(), nullable=False),
            sa.Column("reason", sa.Text(), nullable=False),
            sa.Column("done_on", sa.Date(), nullable=True),
            sa.Column("delete_on", sa.Date(), nullable=False),
            sa.Column("policy_version", sa.Integer(), nullable=False),
            sa.Column("body", sa.LargeBinary(), nullable=False),
            sa.CheckConstraint("length(id) = 16", name=op.f("ck_privacy_request_id_length")),
            sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_request")),
            sqlite_with_rowid=False,
        )
    elif bind == "ballots":
        op.create_table(
            "erased",
            sa.Column("kind", sa.String(length=10), nullable=False),
            sa.Column("id", sa.LargeBinary(length=16), nullable=False),
            sa.Column("delete_on", sa.Date(), nullable=False),
            sa.PrimaryKeyConstraint("kind", "id", name=op.f("pk_erased")),
            sqlite_with_rowid=False,
        )
    elif bind == "site":
        op.create_table(
            "purged",
            sa.Column("day", sa.Date(), nullable=False),
            sa.Column("what", sa.String(length=40), nullable=False),
            sa.Column("tens", sa.Integer(), nullable=False),
            sa.PrimaryKeyConstraint("day", "what", name=op.f("pk_purged")),
        )


def downgrade(bind: str) -> None:
    op.drop_table({"people": "privacy_request", "ballots": "erased", "site": "purged"}[bind])
