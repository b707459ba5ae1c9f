"""How far a count is, what the daily test of a form found, and which results an account has seen."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade(bind: str) -> None:
    if bind == "ballots":
        op.add_column("form_state", sa.Column("stage", sa.String(length=12), nullable=True))
    if bind == "site":
        op.create_table(
            "self_test",
            sa.Column("form_id", sa.String(length=6), nullable=False),
            sa.Column("day", sa.Date(), nullable=False),
            sa.Column("outcome", sa.String(length=20), nullable=False),
            sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_self_test_form_id"), ondelete="CASCADE"),
            sa.PrimaryKeyConstraint("form_id", name=op.f("pk_self_test")),
        )
    if bind == "people":
        op.create_table(
            "seen_result",
            sa.Column("account_id", sa.Integer(), nullable=False),
            sa.Column("form_id", sa.String(length=6), nullable=False),
            sa.Column("number", sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(
                ["account_id"], ["user.id"], name=op.f("fk_seen_result_account_id"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("account_id", "form_id", "number", name=op.f("pk_seen_result")),
        )


def downgrade(bind: str) -> None:
    if bind == "ballots":
        op.drop_column("form_state", "stage")
    if bind == "site":
        op.drop_table("self_test")
    if bind == "people":
        op.drop_table("seen_result")
