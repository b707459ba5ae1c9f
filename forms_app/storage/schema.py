"""Migrate the three databases: one set of revisions, each with a step for every bind."""

from collections.abc import Mapping
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine

from forms_app.storage import (
    ballots,
    ballots_progress,
    forms,
    people_accounts,
    people_contacts,
    people_notices,
    people_texts,
    publications,
    selftests,
    shared_results,
    site,
    versions,
)
from forms_app.storage.database import METADATA
from forms_app.storage.engines import patiently

DECLARED = (
    ballots,
    ballots_progress,
    forms,
    people_accounts,
    people_contacts,
    people_notices,
    people_texts,
    publications,
    selftests,
    shared_results,
    site,
    versions,
)  # importing them fills METADATA
SCRIPTS = Path(__file__).resolve().parents[2] / "migrations"


def upgrade(engines: Mapping[str, Engine], revision: str = "head") -> None:
    for bind, engine in engines.items():
        with patiently(engine) as connection:
            command.upgrade(configuration(bind, connection), revision)


def downgrade(engines: Mapping[str, Engine], revision: str) -> None:
    for bind, engine in engines.items():
        with patiently(engine) as connection:
            command.downgrade(configuration(bind, connection), revision)


def differences(engine: Engine, bind: str) -> list[object]:
    """What a database has otherwise than declared; empty when it is right."""
    with engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection), METADATA[bind])


def configuration(bind: str, connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes.update(bind=bind, connection=connection, metadata=METADATA[bind])
    return config
