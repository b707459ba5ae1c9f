"""Answer templates of the inbox, and how far mails about a new privacy policy are."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade(bind: str) -> None:
    if bind != "people":
        return
    op.create_table(
        "answer_template",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint("length(id) = 16", name=op.f("ck_answer_template_id_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_template")),
    )
    op.create_table(
        "policy_mail",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_policy_mail")),
    )


def downgrade(bind: str) -> None:
    if bind == "people":
        op.drop_table("policy_mail")
        op.drop_table("answer_template")
