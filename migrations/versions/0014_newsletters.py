"""Newsletters, who gets them, what was agreed to, who is not to be written to, and newsletter issues."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

KEY = sa.LargeBinary(length=16)
TABLES = ("issue", "soft_bounce", "suppression", "consent_event", "wording", "mail_pause", "pending_subscription")
TABLES += ("subscription", "subscriber", "topic")


def upgrade(bind: str) -> None:
    if bind != "people":
        return
    _people()
    _evidence()
    op.create_table(
        "issue",
        sa.Column("id", KEY, nullable=False),
        sa.Column("topic", sa.LargeBinary(length=4), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("send_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(id) = 16", name=op.f("ck_issue_id_length")),
        sa.ForeignKeyConstraint(["topic"], ["topic.id"], name=op.f("fk_issue_topic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue")),
    )
    op.create_index(op.f("ix_issue_state"), "issue", ["state"])


def _people() -> None:
    op.create_table(
        "topic",
        sa.Column("id", sa.LargeBinary(length=4), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("frequency", sa.String(length=80), nullable=False),
        sa.Column("is_offered", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(id) = 4", name=op.f("ck_topic_id_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
    )
    op.create_table(
        "subscriber",
        sa.Column("subject", KEY, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(subject) = 16", name=op.f("ck_subscriber_subject_length")),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_subscriber")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "subscription",
        sa.Column("topic", sa.LargeBinary(length=4), nullable=False),
        sa.Column("subject", KEY, nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["topic"], ["topic.id"], name=op.f("fk_subscription_topic")),
        sa.ForeignKeyConstraint(
            ["subject"], ["subscriber.subject"], name=op.f("fk_subscription_subject"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("topic", "subject", name=op.f("pk_subscription")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_subscription_subject"), "subscription", ["subject"])
    op.create_table(
        "pending_subscription",
        sa.Column("id", KEY, nullable=False),
        sa.Column("subject", KEY, nullable=False),
        sa.Column("delete_on", sa.Date(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(id) = 16", name=op.f("ck_pending_subscription_id_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_subscription")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_pending_subscription_subject"), "pending_subscription", ["subject"])
    op.create_table(
        "mail_pause",
        sa.Column("id", KEY, nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("times", sa.SmallInteger(), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_pause")),
        sqlite_with_rowid=False,
    )


def _evidence() -> None:
    op.create_table(
        "wording",
        sa.Column("id", KEY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording")),
    )
    op.create_table(
        "consent_event",
        sa.Column("id", KEY, nullable=False),
        sa.Column("subject", KEY, nullable=False),
        sa.Column("topic", sa.LargeBinary(length=4), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("wording", KEY, nullable=True),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.String(length=6), nullable=True),
        sa.Column("form_version", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(id) = 16", name=op.f("ck_consent_event_id_length")),
        sa.ForeignKeyConstraint(["wording"], ["wording.id"], name=op.f("fk_consent_event_wording")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_event")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_consent_event_subject"), "consent_event", ["subject"])
    op.create_index(op.f("ix_consent_event_topic"), "consent_event", ["topic", "kind", "on"])
    op.create_table(
        "suppression",
        sa.Column("subject", KEY, nullable=False),
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "scope", name=op.f("pk_suppression")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "soft_bounce",
        sa.Column("subject", KEY, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("times", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "on", name=op.f("pk_soft_bounce")),
        sqlite_with_rowid=False,
    )


def downgrade(bind: str) -> None:
    if bind == "people":
        for table in TABLES:
            op.drop_table(table)
