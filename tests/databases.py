"""Databases of the newest schema without rows for every test, migrated once in a test process."""

import os
import shutil
import uuid
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from forms_app import create_app
from forms_app.settings import from_environment
from forms_app.storage import schema

BINDS = ("site", "ballots", "people")
TABLES = (
    """SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"""
)
VERSION = "SELECT version_num FROM alembic_version"
SHAPE = """
    SELECT table_name, column_name, data_type, is_nullable, '' FROM information_schema.columns
    WHERE table_schema = 'public'
    UNION ALL SELECT tablename, indexname, indexdef, '', '' FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', '' FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace
    ORDER BY 1, 2, 3
"""
FIRST_NUMBERS = """
    SELECT setval(format('%I.%I', schemaname, sequencename), start_value, false) FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL
"""
POSTGRES = os.environ.get("FORMS_TEST_POSTGRES", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres")


def urls_of(names):
    """Environment settings of databases on the tests' PostgreSQL."""
    return {f"FORMS_{bind.upper()}_DATABASE": POSTGRES.rsplit("/", 1)[0] + f"/{name}" for bind, name in names.items()}


def migrate(folder, urls):
    app = create_app(from_environment({"FORMS_INSTANCE": str(folder), **urls}))
    schema.upgrade(app.extensions["databases"])
    for engine in app.extensions["databases"].values():
        engine.dispose()


class Copies:
    """Files copied for each test; on PostgreSQL, where making databases is slow, the same ones emptied after each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: list[dict[str, str]] = []  # names of databases without rows
        self._shape: dict[str, str] = {}  # by bind

    def copy_files(self, folder: Path) -> None:
        originals = self._folder / "sqlite"
        if not originals.exists():
            migrate(originals, {})
        for bind in BINDS:
            shutil.copy(originals / f"{bind}.sqlite", folder)

    @contextmanager
    def postgres(self):
        """The settings of three migrated databases without rows."""
        names = self._waiting.pop() if self._waiting else self._make()
        try:
            yield urls_of(names)
        finally:
            self._take_back(names)

    def drop_waiting(self) -> None:
        for names in self._waiting:
            drop(names.values())

    def _make(self) -> dict[str, str]:
        names = {bind: f"forms_test_{bind}_{uuid.uuid4().hex[:12]}" for bind in BINDS}
        _execute([f"CREATE DATABASE {name}" for name in names.values()])
        migrate(self._folder / "postgres", urls_of(names))
        self._shape = self._shape or {bind: shape(name) for bind, name in names.items()}
        return names

    def _take_back(self, names: dict[str, str]) -> None:
        """Empty them for the next test; what a test left in another shape, or in use, is dropped."""
        try:
            is_as_made = all(shape(name) == self._shape[bind] for bind, name in names.items())
            for name in names.values() if is_as_made else ():
                empty(name)
        except DBAPIError:
            is_as_made = False
        if is_as_made:
            self._waiting.append(names)
        else:
            drop(names.values())


@contextmanager
def connected(name):
    engine = create_engine(f"{POSTGRES.rsplit('/', 1)[0]}/{name}", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def shape(name):
    """Every column, index and constraint of a database, and its version, as one text."""
    with connected(name) as connection:
        return str(connection.execute(text(SHAPE)).all()) + str(connection.execute(text(VERSION)).all())


def empty(name):
    """Delete what few tables hold: truncating all of them writes a new file for each, which takes far longer."""
    with connected(name) as connection:
        tables = connection.execute(text(TABLES)).scalars().all()
        asked = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables)
        held = connection.execute(text(asked)).scalars().all()
        connection.execute(text("SET lock_timeout = 2000"))  # milliseconds
        connection.execute(text("SET session_replication_role = replica"))  # foreign keys stay unasked
        for table in held:
            connection.execute(text(f"DELETE FROM {table}"))
        connection.execute(text(FIRST_NUMBERS))


def drop(names):
    _execute([f"DROP DATABASE IF EXISTS {name} WITH (FORCE)" for name in names])


def _execute(statements):
    admin = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    admin.dispose()
