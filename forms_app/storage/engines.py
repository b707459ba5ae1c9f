"""Engines of the databases: how each connects, how long it waits, what SQLite must be told first."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, make_url

LOCKED = 10_000  # milliseconds that a change of PostgreSQL's tables waits for whoever still uses them
BEYOND = 1.5  # seconds after the server should have ended a statement, until its answer is not waited for any more
WRITING, READING, LOOKING = "BEGIN IMMEDIATE", "BEGIN", ""  # as SQLite is told; looking needs no transaction
PAGE_SIZE = 16_384  # bytes; smaller pages overflow and give arrival order back (specs/protocol.md)


@dataclass(frozen=True, kw_only=True)
class Waits:
    """How long a database may keep us waiting."""

    busy: int  # milliseconds, for the other writer of an SQLite file
    statement: int  # milliseconds, for one statement on PostgreSQL
    connect: int  # seconds, for a connection to PostgreSQL


Turn = Callable[[Path], AbstractContextManager[None]]  # keeps other writers of an SQLite file waiting


def make_engines(urls: Mapping[str, str], *, waits: Waits, turn: Turn) -> dict[str, Engine]:
    """An engine for each bind; none shows the values of its statements in errors."""
    return {
        bind: _sqlite(url, waits, turn) if url.startswith("sqlite") else _postgres(url, waits)
        for bind, url in urls.items()
    }


def turn_of(engine: Engine) -> AbstractContextManager[None]:
    """A writer's turn; PostgreSQL needs none."""
    take: Callable[[], AbstractContextManager[None]] = engine.get_execution_options().get("turn", nullcontext)
    return take()


def begun(engine: Engine, how: str) -> dict[str, str]:
    """The options of a connection whose work begins this way."""
    is_bare = how == LOOKING and engine.dialect.name == "postgresql"
    return {"begin": how, "isolation_level": "AUTOCOMMIT"} if is_bare else {"begin": how}


class Impatient(psycopg.Connection[Any]):
    """Waits for no answer without end: a way that takes everything and passes nothing on says nothing of it."""

    patience: float | None = None  # seconds

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        try:
            return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except psycopg.errors._WaitTimeout as error:
            self.pgconn.finish()
            raise psycopg.OperationalError("the server did not answer") from error


def _postgres(url: str, waits: Waits) -> Engine:
    arguments = {
        "connect_timeout": waits.connect,
        "options": f"-c statement_timeout={waits.statement}",
        # The server cannot end a statement that never reached it, or whose network is gone.
        "tcp_user_timeout": waits.statement,
        "keepalives_idle": waits.connect,
    }
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=arguments)

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: Any, _record: Any, words: list[Any], given: dict[str, Any]) -> Any:
        made = Impatient.connect(*words, **given)
        made.patience = waits.statement / 1_000 + BEYOND if waits.statement else None
        return made

    return engine


def _sqlite(url: str, waits: Waits, turn: Turn) -> Engine:
    file = Path(make_url(url).database or "")
    engine = create_engine(url, hide_parameters=True, execution_options={"turn": lambda: turn(file)})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, also before DDL
        for pragma in (
            f"page_size={PAGE_SIZE}",
            f"busy_timeout={waits.busy}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "secure_delete=ON",
            "temp_store=MEMORY",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if how := connection.get_execution_options().get("begin", READING):
            connection.exec_driver_sql(how)

    return engine


@contextmanager
def patiently(engine: Engine, **options: Any) -> Iterator[Connection]:
    """A connection of its own, whose statements may take as long as migrating and tidying need."""
    with engine.connect().execution_options(**options) as made:
        made.detach()  # closed afterwards: what is set here is not for deeds
        if engine.dialect.name == "postgresql":
            made.connection.dbapi_connection.patience = None  # type: ignore[union-attr]
            made.exec_driver_sql("SET statement_timeout = 0")
            made.commit()
        yield made


@contextmanager
def changing(engine: Engine, **options: Any) -> Iterator[Connection]:
    """As above, for changing tables: a session that stays open holds PostgreSQL up for no longer than LOCKED."""
    with patiently(engine, **options) as made:
        if engine.dialect.name == "postgresql":
            made.exec_driver_sql(f"SET lock_timeout = {LOCKED}")
            made.commit()
        yield made
