"""${message}"""

# Alembic finds no WITHOUT ROWID by itself: tables that visitors write are created with sqlite_with_rowid=False.
# Batch mode reflects it, named checks and indexes, and keeps them; tests/test_migrations.py watches that it does.
from flask_security import AsaList  # noqa: F401
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql  # noqa: F401

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade(bind: str) -> None:
    globals()[f"upgrade_{bind}"]()


def downgrade(bind: str) -> None:
    globals()[f"downgrade_{bind}"]()
