"""The first tables."""

import sqlalchemy as sa
from alembic import op
from flask_security import AsaList

revision = "0001"
down_revision = None


def upgrade(bind: str) -> None:
    globals()[f"upgrade_{bind}"]()


def downgrade(bind: str) -> None:
    globals()[f"downgrade_{bind}"]()


def upgrade_site() -> None:
    op.create_table(
        "form",
        sa.Column("id", sa.String(length=6), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(version IS NULL) = (opens_at IS NULL)", name=op.f("ck_form_published_has_opening")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form")),
        sa.UniqueConstraint("slug", name=op.f("uq_form_slug")),
    )
    op.create_table(
        "publication",
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_publication_form_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("form_id", "number", name=op.f("pk_publication")),
    )
    op.create_table(
        "version",
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_version_form_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("form_id", "number", name=op.f("pk_version")),
    )


def downgrade_site() -> None:
    op.drop_table("version")
    op.drop_table("publication")
    op.drop_table("form")


def upgrade_ballots() -> None:
    op.create_table(
        "ballot",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(id) = 16", name=op.f("ck_ballot_id_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ballot_period", "ballot", ["form_id", "period", "batch"], unique=False)
    op.create_table(
        "form_state",
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.CheckConstraint("state IN ('open', 'counting', 'released')", name=op.f("ck_form_state_state_known")),
        sa.PrimaryKeyConstraint("form_id", "period", name=op.f("pk_form_state")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "spent",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("tag", sa.LargeBinary(length=32), nullable=False),
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.CheckConstraint("state IN ('stored', 'withdrawn')", name=op.f("ck_spent_state_known")),
        sa.CheckConstraint("length(id) = 16", name=op.f("ck_spent_id_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spent")),
        sqlite_with_rowid=False,
    )


def downgrade_ballots() -> None:
    op.drop_table("spent")
    op.drop_table("form_state")
    op.drop_index("ix_ballot_period", table_name="ballot")
    op.drop_table("ballot")


def upgrade_people() -> None:
    op.create_table(
        "role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("description", sa.String(length=255), nullable=True),
        sa.Column("permissions", AsaList(), nullable=True),
        sa.Column("update_datetime", sa.DateTime(), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
        sa.UniqueConstraint("name", name=op.f("uq_role_name")),
    )
    op.create_table(
        "text",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("form_id", sa.String(length=6), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=6), nullable=False),
        sa.Column("delete_on", sa.Date(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(id) = 16", name=op.f("ck_text_id_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=False),
        sa.Column("username", sa.String(length=255), nullable=True),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("last_login_at", sa.DateTime(), nullable=True),
        sa.Column("current_login_at", sa.DateTime(), nullable=True),
        sa.Column("last_login_ip", sa.String(length=64), nullable=True),
        sa.Column("current_login_ip", sa.String(length=64), nullable=True),
        sa.Column("login_count", sa.Integer(), nullable=True),
        sa.Column("tf_primary_method", sa.String(length=64), nullable=True),
        sa.Column("tf_totp_secret", sa.String(length=255), nullable=True),
        sa.Column("tf_phone_number", sa.String(length=128), nullable=True),
        sa.Column("us_totp_secrets", sa.Text(), nullable=True),
        sa.Column("us_phone_number", sa.String(length=128), nullable=True),
        sa.Column("fs_webauthn_user_handle", sa.String(length=64), nullable=True),
        sa.Column("mf_recovery_codes", AsaList(), nullable=True),
        sa.Column("create_datetime", sa.DateTime(), server_default=sa.func.now(), nullable=False),
        sa.Column("update_datetime", sa.DateTime(), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_user_fs_uniquifier")),
        sa.UniqueConstraint("fs_webauthn_user_handle", name=op.f("uq_user_fs_webauthn_user_handle")),
        sa.UniqueConstraint("us_phone_number", name=op.f("uq_user_us_phone_number")),
        sa.UniqueConstraint("username", name=op.f("uq_user_username")),
    )
    op.create_table(
        "roles_users",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_roles_users_role_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_roles_users_user_id")),
        sa.PrimaryKeyConstraint("user_id", "role_id", name=op.f("pk_roles_users")),
    )


def downgrade_people() -> None:
    op.drop_table("roles_users")
    op.drop_table("user")
    op.drop_table("text")
    op.drop_table("role")
