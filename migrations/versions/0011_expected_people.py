"""How many people are expected to answer a form, kept beside its draft."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade(bind: str) -> None:
    if bind == "site":
        op.add_column("form", sa.Column("draft_people", sa.Integer(), nullable=True))


def downgrade(bind: str) -> None:
    if bind == "site":
        op.drop_column("form", "draft_people")
