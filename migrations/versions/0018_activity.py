"""The activity log, which the database itself lets nobody change."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0016"

ON_SQLITE = """
CREATE TRIGGER activity_no_{deed} BEFORE {DEED} ON activity
BEGIN SELECT RAISE(ABORT, 'the activity log is only added to'); END
"""
ON_POSTGRESQL = """
CREATE FUNCTION refuse_activity_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the activity log is only added to'; END $$;
CREATE TRIGGER activity_no_change BEFORE UPDATE OR DELETE ON activity
FOR EACH ROW EXECUTE FUNCTION refuse_activity_change();
"""


def upgrade(bind: str) -> None:
    if bind != "site":
        return
    op.create_table(
        "activity",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True)),
        sa.Column("account_id", sa.Integer()),
        sa.Column("deed", sa.String(length=40), nullable=False),
        sa.Column("form_id", sa.String(length=6)),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_activity_numbered_from_one")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_activity")),
    )
    op.create_index(op.f("ix_activity_form_id"), "activity", ["form_id", "number"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(ON_POSTGRESQL)
    else:
        for deed in ("update", "delete"):
            op.execute(ON_SQLITE.format(deed=deed, DEED=deed.upper()))


def downgrade(bind: str) -> None:
    if bind != "site":
        return
    op.drop_table("activity")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_activity_change()")
