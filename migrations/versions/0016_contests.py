"""Contests: frozen rules, tickets, locked lists and their draws; addresses left for prizes, sealed."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade(bind: str) -> None:
    {"people": _upgrade_people, "site": _upgrade_site}.get(bind, lambda: None)()


def _upgrade_site() -> None:
    op.create_table(
        "contest",
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.Column("contest_id", sa.String(length=64), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("rules_sha256", sa.String(length=64), nullable=False),
        sa.Column("draws_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("postponed", sa.String(length=300), server_default="", nullable=False),
        sa.Column("cancelled", sa.String(length=300), server_default="", nullable=False),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("held", sa.String(length=300), server_default="", nullable=False),
        sa.Column("held_until", sa.Date(), nullable=True),
        sa.Column("forgot_others_on", sa.Date(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("certificate", sa.Text(), server_default="{}", nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_contest_form_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("form_id", name=op.f("pk_contest")),
        sa.UniqueConstraint("contest_id", name=op.f("uq_contest_contest_id")),
    )
    op.create_table(
        "contest_ticket",
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.Column("ticket", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("length(ticket) = 32", name=op.f("ck_contest_ticket_ticket_length")),
        sa.ForeignKeyConstraint(
            ["form_id"], ["contest.form_id"], name=op.f("fk_contest_ticket_form_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("form_id", "ticket", name=op.f("pk_contest_ticket")),
        sqlite_with_rowid=False,
    )
    _create_draws()


def _create_draws() -> None:
    op.create_table(
        "contest_draw",
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.Column("round_no", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source_value", sa.LargeBinary(), nullable=True),
        sa.Column("proof", sa.Text(), server_default="", nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(source_value IS NULL) = (drawn_at IS NULL)", name=op.f("ck_contest_draw_drawn_has_value")),
        sa.ForeignKeyConstraint(
            ["form_id"], ["contest.form_id"], name=op.f("fk_contest_draw_form_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("form_id", "round_no", name=op.f("pk_contest_draw")),
    )
    op.create_table(
        "contest_mark",
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.Column("round_no", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("ticket", sa.LargeBinary(length=32), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=12), server_default="", nullable=False),
        sa.Column("marked_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["form_id", "round_no"],
            ["contest_draw.form_id", "contest_draw.round_no"],
            name=op.f("fk_contest_mark_form_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("form_id", "round_no", "ticket", "what", name=op.f("pk_contest_mark")),
        sqlite_with_rowid=False,
    )


def _upgrade_people() -> None:
    op.create_table(
        "prize_person",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("what", sa.String(length=8), nullable=False),
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.Column("delete_on", sa.Date(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(id) = 16", name=op.f("ck_prize_person_id_length")),
        sa.PrimaryKeyConstraint("id", "what", name=op.f("pk_prize_person")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "prize_mailbox",
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.Column("mark", sa.LargeBinary(length=32), nullable=False),
        sa.Column("tag", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("length(mark) = 32", name=op.f("ck_prize_mailbox_mark_length")),
        sa.PrimaryKeyConstraint("form_id", "mark", name=op.f("pk_prize_mailbox")),
        sqlite_with_rowid=False,
    )


def downgrade(bind: str) -> None:
    if bind == "people":
        op.drop_table("prize_mailbox")
        op.drop_table("prize_person")
    elif bind == "site":
        for table in ("contest_mark", "contest_draw", "contest_ticket", "contest"):
            op.drop_table(table)
