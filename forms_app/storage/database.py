"""The three databases: one transaction at a time around a deed, and nothing else commits."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import UTC
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

from flask import current_app
from sqlalchemy import Connection, Engine, Executable, MetaData, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, OperationalError, TimeoutError

from forms_app.domain.errors import Unavailable
from forms_app.storage.engines import LOOKING, READING, WRITING, begun, turn_of

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
GIVEN_WAY = {"40001", "40P01"}  # PostgreSQL's serialization failure and deadlock

_open: ContextVar[tuple[str, Connection] | None] = ContextVar("open_transaction", default=None)


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
        made = connection(bind)
        if how == WRITING and made.get_execution_options()["begin"] == LOOKING:
            raise RuntimeError(f"what only looks at {bind} may not write")
        yield made
        return
    engine = engine_of(bind)
    with (
        turn_of(engine) if how == WRITING else nullcontext(),
        engine.connect() as made,
        made.execution_options(**begun(engine, how)).begin(),
        _opened(bind, made),
    ):
        yield made


@contextmanager
def _opened(bind: str, made: Connection) -> Iterator[None]:
    token = _open.set((bind, made))
    try:
        yield
    finally:
        _open.reset(token)


def transaction(bind: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run a service function as one writing transaction on this database."""
    return _around(bind, WRITING)


def reading(bind: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run a service function that only reads this database."""
    return _around(bind, READING)


def looking(bind: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run a service function whose statements need not agree with each other: without a transaction it is quicker."""
    return _around(bind, LOOKING)


def _around(bind: str, how: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
            def deed() -> R:
                with begin(bind, how):
                    return function(*args, **kwargs)

            return _whole(deed) if _open.get() is None else deed()

        return wrapped

    return decorate


def _whole(deed: Callable[[], R]) -> R:
    """Do the outermost deed, and once more from its beginning where it was broken off: deeds are safe to repeat."""
    with reaching():
        try:
            return deed()
        except DBAPIError as error:
            if not _was_broken_off(error):
                raise
        return deed()


@contextmanager
def reaching() -> Iterator[None]:
    """Raises Unavailable where a database cannot be reached; what reads by `connection` needs none of it."""
    try:
        yield
    except (OperationalError, TimeoutError) as error:
        raise Unavailable from error


def _was_broken_off(error: DBAPIError) -> bool:
    """Whether the connection was lost, or PostgreSQL gave way to another transaction."""
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in GIVEN_WAY


def aware(moment: Any) -> Any:
    """An instant in UTC, or None: SQLite forgets the zone, PostgreSQL answers in that of its session."""
    if moment is None:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def insert_once(made: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row unless its primary key stands already; says whether it was inserted."""
    return made.execute(_insert_once(table, made.dialect.name), row).first() is not None


@cache
def _insert_once(table: Table, dialect_name: str) -> Executable:
    """Returns the key where it inserts: an insert's rowcount is not dependable over drivers."""
    dialect = sqlite if dialect_name == "sqlite" else postgresql
    keys = [column.name for column in table.primary_key]
    return dialect.insert(table).on_conflict_do_nothing(index_elements=keys).returning(*table.primary_key)
