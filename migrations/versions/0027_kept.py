"""Submissions of forms that staff read stand among the messages, each with its form."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0022"


def upgrade(bind: str) -> None:
    if bind == "people":
        op.add_column("message", sa.Column("form_id", sa.String(length=6), nullable=True))
        op.add_column("message", sa.Column("policy_version", sa.Integer(), nullable=False, server_default="0"))


def downgrade(bind: str) -> None:
    if bind == "people":
        op.drop_column("message", "policy_version")
        op.drop_column("message", "form_id")
