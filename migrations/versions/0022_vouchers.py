"""Vouchers: what staff chose for them, and the codes, each with its holder by a derived id."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0025"


def upgrade(bind: str) -> None:
    if bind == "site":
        _make_promotion()
        _make_voucher()


def _make_promotion() -> None:
    op.create_table(
        "promotion",
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.Column("offer", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("daily", sa.Integer(), nullable=True),
        sa.Column("shows_left", sa.Boolean(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_promotion_form_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("form_id", name=op.f("pk_promotion")),
    )


def _make_voucher() -> None:
    free = sa.text("state = 'free'")
    lengths = "length(id) = 16 AND length(holder) = 16 AND length(till) = 16"
    op.create_table(
        "voucher",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=4), nullable=False),
        sa.Column("holder", sa.LargeBinary(length=16), nullable=False),
        sa.Column("till", sa.LargeBinary(length=16), nullable=False),
        sa.CheckConstraint(lengths, name=op.f("ck_voucher_id_length")),
        sa.CheckConstraint("state IN ('free', 'held', 'used')", name=op.f("ck_voucher_known_state")),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_voucher_form_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher")),
        sa.UniqueConstraint("holder", name=op.f("uq_voucher_holder")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_voucher_form_id", "voucher", ["form_id"])
    op.create_index("ix_voucher_free", "voucher", ["form_id", "id"], sqlite_where=free, postgresql_where=free)


def downgrade(bind: str) -> None:
    if bind == "site":
        op.drop_table("voucher")
        op.drop_table("promotion")
