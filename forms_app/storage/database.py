"""The three databases: one engine each, one transaction at a time, and nothing else commits."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import current_app
from sqlalchemy import Connection, Engine, MetaData, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError, TimeoutError

from forms_app.domain.errors import Unavailable

P = ParamSpec("P")
R = TypeVar("R")

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
METADATA = {bind: MetaData(naming_convention=NAMING, info={"bind_key": bind}) for bind in ("site", "ballots", "people")}
PAGE_SIZE = 16_384  # bytes; smaller pages overflow and give arrival order back (specs/protocol.md)

_open: ContextVar[tuple[str, Connection] | None] = ContextVar("open_transaction", default=None)


def make_engine(url: str, *, busy_timeout: int) -> Engine:
    """An engine whose statements never show their values in errors; busy_timeout in milliseconds."""
    if not url.startswith("sqlite"):
        return create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args={"connect_timeout": 5})
    engine = create_engine(url, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, also before DDL
        for pragma in (
            f"page_size={PAGE_SIZE}",
            f"busy_timeout={busy_timeout}",
            "journal_mode=WAL",
            "synchronous=FULL",
        ):
            connection.execute(f"PRAGMA {pragma}")
        for pragma in ("secure_delete=ON", "temp_store=MEMORY", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))

    return engine


def make_engines(urls: Mapping[str, str], *, busy_timeout: int) -> dict[str, Engine]:
    return {bind: make_engine(url, busy_timeout=busy_timeout) for bind, url in urls.items()}


def engine_of(bind: str) -> Engine:
    """The running application's engine of a bind."""
    engine: Engine = current_app.extensions["databases"][bind]
    return engine


def connection(bind: str) -> Connection:
    """The open transaction's connection; raises RuntimeError where none is open on this bind."""
    opened = _open.get()
    if opened is None or opened[0] != bind:
        raise RuntimeError(f"no transaction is open on {bind}")
    return opened[1]


@contextmanager
def begin(bind: str, how: str) -> Iterator[Connection]:
    """One transaction on one database; inside another of the same bind it joins, of another it is refused."""
    opened = _open.get()
    if opened is not None:
        yield connection(bind)
        return
    try:
        with engine_of(bind).execution_options(begin=how).begin() as made, _opened(bind, made):
            yield made
    except (OperationalError, TimeoutError) as error:
        raise Unavailable from error


@contextmanager
def _opened(bind: str, made: Connection) -> Iterator[None]:
    token = _open.set((bind, made))
    try:
        yield
    finally:
        _open.reset(token)


def transaction(bind: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run a service function as one writing transaction on this database."""
    return _around(bind, "BEGIN IMMEDIATE")


def reading(bind: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run a service function that only reads this database."""
    return _around(bind, "BEGIN")


def _around(bind: str, how: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
            with begin(bind, how):
                return function(*args, **kwargs)

        return wrapped

    return decorate


def insert_once(made: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row unless its primary key stands already; says whether it was inserted."""
    dialect = sqlite if made.dialect.name == "sqlite" else postgresql
    keys = [column.name for column in table.primary_key]
    statement = dialect.insert(table).values(**row).on_conflict_do_nothing(index_elements=keys)
    # An insert's rowcount is not dependable over drivers; a returned row is.
    return made.execute(statement.returning(*table.primary_key)).first() is not None
