"""Periods that begin and end, what is told of them, and texts that wait for others."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
INSTANTS = ("begins_at", "since_at", "ended_at")


def upgrade(bind: str) -> None:
    if bind == "ballots":
        for name in INSTANTS:
            op.add_column("form_state", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        op.create_table(
            "progress",
            sa.Column("form_id", sa.String(length=6), nullable=False),
            sa.Column("period", sa.Integer(), nullable=False),
            sa.Column("answers", sa.Integer(), nullable=False),
            sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
            sa.Column("withdrawn", sa.Integer(), nullable=False),
            sa.PrimaryKeyConstraint("form_id", "period", name=op.f("pk_progress")),
            sqlite_with_rowid=False,
        )
    if bind == "people":
        op.add_column("text", sa.Column("readable", sa.Integer(), nullable=True))
        op.execute("UPDATE text SET readable = batch")  # until now only texts in tens were kept


def downgrade(bind: str) -> None:
    if bind == "ballots":
        op.drop_table("progress")
        for name in INSTANTS:
            op.drop_column("form_state", name)
    if bind == "people":
        op.execute("DELETE FROM text WHERE readable IS NULL")  # nobody may read them yet
        op.drop_column("text", "readable")
