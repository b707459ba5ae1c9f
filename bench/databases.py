"""The three databases of one run, made for it and dropped after it."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

BINDS = ("site", "ballots", "people")
KINDS = ("sqlite", "postgresql")
DEFAULT_POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
CONNECT_TIMEOUT = 3  # seconds


class NoPostgres(Exception):
    """No PostgreSQL answers, in one sentence."""


@contextmanager
def fresh(kind: str) -> Iterator[dict[str, str]]:
    """The application's database settings for new, empty databases; SQLite needs none."""
    if kind == "sqlite":
        yield {}
        return
    server = make_url(os.environ.get("FORMS_TEST_POSTGRES", DEFAULT_POSTGRES))
    names = {bind: f"forms_bench_{secrets.token_hex(6)}_{bind}" for bind in BINDS}
    try:
        for name in names.values():
            _execute(server, "CREATE DATABASE {}", name)
        yield {f"FORMS_{bind.upper()}_DATABASE": _text(server.set(database=name)) for bind, name in names.items()}
    finally:
        for name in names.values():
            _execute(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def has_postgres() -> bool:
    try:
        _connect(make_url(os.environ.get("FORMS_TEST_POSTGRES", DEFAULT_POSTGRES))).close()
    except NoPostgres:
        return False
    return True


def postgres_version() -> str:
    with _connect(make_url(os.environ.get("FORMS_TEST_POSTGRES", DEFAULT_POSTGRES))) as connection:
        return connection.info.parameter_status("server_version") or "of an unknown version"


def _execute(server: URL, statement: str, name: str) -> None:
    with _connect(server) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def _connect(server: URL) -> psycopg.Connection:
    plain = _text(server.set(drivername="postgresql"))
    try:
        return psycopg.connect(plain, autocommit=True, connect_timeout=CONNECT_TIMEOUT)
    except psycopg.OperationalError as error:
        raise NoPostgres(f"No PostgreSQL answers at {server.host}:{server.port or 5432}.") from error


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)
