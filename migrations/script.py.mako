"""${message}"""

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
