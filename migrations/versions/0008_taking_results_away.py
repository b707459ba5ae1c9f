"""Heads of publications for lists, one publication found by its link name, and links to shared results."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
HEAD = ("form", "number", "n", "outcome", "first_day", "last_day", "languages", "title")


def upgrade(bind: str) -> None:
    if bind != "site":
        return
    op.add_column("publication", sa.Column("head", sa.Text(), nullable=False, server_default="{}"))
    op.create_index(op.f("ix_publication_slug"), "publication", ["slug", "number"])
    op.create_table(
        "shared_result",
        sa.Column("key", sa.String(length=22), nullable=False),
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=6), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["form_id", "number"],
            ["publication.form_id", "publication.number"],
            name=op.f("fk_shared_result_form_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_shared_result")),
    )
    op.create_index(op.f("ix_shared_result_form_id"), "shared_result", ["form_id", "number"])
    _fill_heads()


def _fill_heads() -> None:
    """One publication in memory at a time: there may be many, and each may be long."""
    row = sa.table("publication", *map(sa.column, ("form_id", "number", "body", "head")))
    connection = op.get_bind()
    for form_id, number in connection.execute(sa.select(row.c.form_id, row.c.number)).all():
        this = (row.c.form_id == form_id, row.c.number == number)
        body = json.loads(connection.execute(sa.select(row.c.body).where(*this)).scalar_one())
        head = json.dumps({name: body[name] for name in HEAD if name in body})
        connection.execute(sa.update(row).where(*this).values(head=head))


def downgrade(bind: str) -> None:
    if bind != "site":
        return
    op.drop_table("shared_result")
    op.drop_index(op.f("ix_publication_slug"), "publication")
    op.drop_column("publication", "head")
