"""PostgreSQL keeps no samples of ids, tags and bodies: its statistics outlive the rows they were taken from."""

from alembic import op

revision = "0003"
down_revision = "0002"
COLUMNS = {
    "ballots": (("ballot", "id"), ("ballot", "body"), ("spent", "id"), ("spent", "tag")),
    "people": (("contact", "id"), ("contact", "body"), ("text", "id"), ("text", "body")),
}


def upgrade(bind: str) -> None:
    _keep_samples(bind, 0)


def downgrade(bind: str) -> None:
    _keep_samples(bind, -1)


def _keep_samples(bind: str, number: int) -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table, column in COLUMNS.get(bind, ()):
            op.execute(f'ALTER TABLE "{table}" ALTER COLUMN {column} SET STATISTICS {number}')
