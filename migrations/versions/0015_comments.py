"""Comments that readers may quote, topics they find in them, and the figures of topics once they are counted."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade(bind: str) -> None:
    {"people": _upgrade_people, "site": _upgrade_site}.get(bind, lambda: None)()


def _upgrade_people() -> None:
    op.add_column("text", sa.Column("is_quoted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "theme",
        sa.Column("id", sa.String(length=6), nullable=False),
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.Column("question_id", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("form_id", "question_id", "id", name=op.f("pk_theme")),
        sa.UniqueConstraint("form_id", "question_id", "name", name=op.f("uq_theme_form_id")),
    )
    op.create_table(
        "text_theme",
        sa.Column("text_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("theme_id", sa.String(length=6), nullable=False),
        sa.ForeignKeyConstraint(["text_id"], ["text.id"], name=op.f("fk_text_theme_text_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("text_id", "theme_id", name=op.f("pk_text_theme")),
        sqlite_with_rowid=False,
    )


def _upgrade_site() -> None:
    op.create_table(
        "theme_count",
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=6), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["form_id", "number"],
            ["publication.form_id", "publication.number"],
            name=op.f("fk_theme_count_form_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("form_id", "number", "question_id", name=op.f("pk_theme_count")),
    )


def downgrade(bind: str) -> None:
    if bind == "people":
        op.drop_table("text_theme")
        op.drop_table("theme")
        op.drop_column("text", "is_quoted")
    elif bind == "site":
        op.drop_table("theme_count")
