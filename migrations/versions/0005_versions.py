"""Questions that are replaced at a boundary, and wordings that are corrected."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
# What a version says now becomes what it always said: the older program knows one wording only.
KEEP_WORDING = """
UPDATE version SET definition = (
    SELECT correction.definition FROM correction
    WHERE correction.form_id = version.form_id AND correction.version = version.number
    ORDER BY correction.number DESC LIMIT 1
) WHERE EXISTS (
    SELECT 1 FROM correction WHERE correction.form_id = version.form_id AND correction.version = version.number
)
"""
TAKE_BACK = """
DELETE FROM version WHERE number > (SELECT form.version FROM form WHERE form.id = version.form_id)
"""


def upgrade(bind: str) -> None:
    if bind == "site":
        op.add_column("form", sa.Column("revision", sa.Integer(), server_default="0", nullable=False))
        op.add_column("form", sa.Column("changes_at", sa.DateTime(timezone=True), nullable=True))
        op.add_column("version", sa.Column("begins_at", sa.DateTime(timezone=True), nullable=True))
        op.create_table(
            "correction",
            sa.Column("form_id", sa.String(length=6), nullable=False),
            sa.Column("version", sa.Integer(), nullable=False),
            sa.Column("number", sa.Integer(), nullable=False),
            sa.Column("day", sa.Date(), nullable=False),
            sa.Column("definition", sa.Text(), nullable=False),
            sa.ForeignKeyConstraint(
                ["form_id", "version"],
                ["version.form_id", "version.number"],
                name=op.f("fk_correction_form_id"),
                ondelete="CASCADE",
            ),
            sa.PrimaryKeyConstraint("form_id", "version", "number", name=op.f("pk_correction")),
        )
    if bind == "ballots":
        op.add_column("form_state", sa.Column("version", sa.Integer(), server_default="1", nullable=False))


def downgrade(bind: str) -> None:
    if bind == "site":
        op.execute(TAKE_BACK)
        op.execute(KEEP_WORDING)
        op.drop_table("correction")
        op.drop_column("version", "begins_at")
        op.drop_column("form", "changes_at")
        op.drop_column("form", "revision")
    if bind == "ballots":
        op.drop_column("form_state", "version")
