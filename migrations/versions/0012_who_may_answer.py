"""Who may answer a form, when it is full, which sites may show it; codes that let one person answer once."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
COLUMNS = ("framed_by", "cap_raised_on", "cap", "password", "admits")


def upgrade(bind: str) -> None:
    if bind == "site":
        op.add_column("form", sa.Column("admits", sa.String(8), nullable=False, server_default="anyone"))
        op.add_column("form", sa.Column("password", sa.String(200), nullable=True))
        op.add_column("form", sa.Column("cap", sa.Integer(), nullable=True))
        op.add_column("form", sa.Column("cap_raised_on", sa.Date(), nullable=True))
        op.add_column("form", sa.Column("framed_by", sa.Text(), nullable=False, server_default=""))
    if bind == "ballots":
        _make_tables()


def _make_tables() -> None:
    op.create_table(
        "entry_code",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.CheckConstraint("length(id) = 16", name=op.f("ck_entry_code_id_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_code")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_entry_code_form_id", "entry_code", ["form_id"])
    op.create_table(
        "turnout",
        sa.Column("form_id", sa.String(length=6), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("taken", "issued", "recalled", "told")),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("form_id", name=op.f("pk_turnout")),
        sqlite_with_rowid=False,
    )


def downgrade(bind: str) -> None:
    if bind == "site":
        for name in COLUMNS:
            op.drop_column("form", name)
    if bind == "ballots":
        op.drop_table("turnout")
        op.drop_table("entry_code")
