"""Versions of the privacy policy, the draft of the next one, and which version personal details were given under."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

GIVEN_UNDER = ("contact", "subscription")


def upgrade(bind: str) -> None:
    if bind == "site":
        _upgrade_site()
    elif bind == "people":
        for table in GIVEN_UNDER:
            op.add_column(table, sa.Column("policy_version", sa.Integer(), nullable=False, server_default="0"))


def _upgrade_site() -> None:
    op.add_column("site", sa.Column("policy_on", sa.Date(), nullable=True))
    op.create_table(
        "policy_version",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("statements", sa.Text(), nullable=False),
        sa.Column("changelog", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("is_material", sa.Boolean(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_policy_version_number")),
        sa.CheckConstraint("effective_on >= published_on", name=op.f("ck_policy_version_days")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_policy_version")),
        sa.UniqueConstraint("effective_on", name=op.f("uq_policy_version_effective_on")),
    )
    op.create_table(
        "policy_draft",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("changelog", sa.Text(), nullable=False),
        sa.Column("is_material", sa.Boolean(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("offered_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_policy_draft_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_draft")),
    )


def downgrade(bind: str) -> None:
    if bind == "site":
        op.drop_table("policy_draft")
        op.drop_table("policy_version")
        op.drop_column("site", "policy_on")
    elif bind == "people":
        for table in GIVEN_UNDER:
            op.drop_column(table, "policy_version")
