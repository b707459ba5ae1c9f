"""Moves of newsletters to other systems, and who was told of one."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"

KEY, TOPIC = sa.LargeBinary(length=16), sa.LargeBinary(length=4)


def upgrade(bind: str) -> None:
    if bind != "people":
        return
    op.create_table(
        "list_move",
        sa.Column("topic", TOPIC, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("goes_to", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(id) = 16", name=op.f("ck_list_move_id_length")),
        sa.ForeignKeyConstraint(["topic"], ["topic.id"], name=op.f("fk_list_move_topic")),
        sa.PrimaryKeyConstraint("topic", name=op.f("pk_list_move")),
    )
    op.create_table(
        "move_reader",
        sa.Column("topic", TOPIC, nullable=False),
        sa.Column("subject", KEY, nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("went_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["topic", "subject"],
            ["subscription.topic", "subscription.subject"],
            name=op.f("fk_move_reader_topic"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("topic", "subject", name=op.f("pk_move_reader")),
        sqlite_with_rowid=False,
    )


def downgrade(bind: str) -> None:
    if bind == "people":
        op.drop_table("move_reader")
        op.drop_table("list_move")
