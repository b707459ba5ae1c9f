"""Migrate the three databases: one set of revisions, each with a step for every bind."""

from collections.abc import Mapping
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine

from forms_app.storage import (
    activity,
    ballots,
    ballots_entries,
    ballots_erased,
    ballots_progress,
    contests,
    deletions,
    drafts,
    forms,
    people_accounts,
    people_answer_templates,
    people_comments,
    people_consents,
    people_contacts,
    people_invitations,
    people_issues,
    people_mailboxes,
    people_messages,
    people_microdata,
    people_moves,
    people_notices,
    people_outbox,
    people_policy_mails,
    people_prizes,
    people_requests,
    people_subscribers,
    people_teams,
    people_texts,
    people_tokens,
    people_topics,
    people_visitor_accounts,
    people_webhooks,
    policies,
    publications,
    purged,
    selftests,
    shared_results,
    site,
    versions,
    vouchers,
)
from forms_app.storage.database import METADATA, reaching
from forms_app.storage.engines import changing

DECLARED = (
    activity,
    ballots,
    ballots_entries,
    ballots_erased,
    ballots_progress,
    contests,
    drafts,
    deletions,
    forms,
    people_accounts,
    people_answer_templates,
    people_comments,
    people_consents,
    people_contacts,
    people_invitations,
    people_issues,
    people_mailboxes,
    people_messages,
    people_moves,
    people_microdata,
    people_notices,
    people_outbox,
    people_policy_mails,
    people_prizes,
    people_requests,
    people_subscribers,
    people_teams,
    people_texts,
    people_tokens,
    people_topics,
    people_visitor_accounts,
    people_webhooks,
    policies,
    publications,
    purged,
    selftests,
    shared_results,
    site,
    versions,
    vouchers,
)  # importing them fills METADATA
SCRIPTS = Path(__file__).resolve().parents[2] / "migrations"


def upgrade(engines: Mapping[str, Engine], revision: str = "head") -> None:
    """Raises Unavailable where a database cannot be reached; those before it are at the revision then."""
    with reaching():
        for bind, engine in engines.items():
            with changing(engine) as connection:
                command.upgrade(configuration(bind, connection), revision)


def downgrade(engines: Mapping[str, Engine], revision: str) -> None:
    for bind, engine in engines.items():
        with changing(engine) as connection:
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
