"""Every row of `site` and `people` as it stands at one instant, and put back: for backups, on either engine."""

import base64
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, insert, inspect, select, text
from sqlalchemy.exc import OperationalError

from forms_app.domain.errors import Conflict
from forms_app.storage import schema
from forms_app.storage.database import METADATA, engine_of, reaching
from forms_app.storage.engines import changing, patiently

BINDS = ("site", "people")  # never `ballots`: without keys useless, and two copies are an attack
LOCK_NOT_AVAILABLE = "55P03"
IN_USE = "Something else still works with the databases: stop the site and its worker first. Nothing was changed."
CHUNK = 500  # rows put back at a time

Line = list[Any]  # a bind and its revision; or a bind, a table and one row


def rows() -> Iterator[Line]:
    """Both databases as they stand when it begins, whatever is written meanwhile."""
    with reaching(), ExitStack() as stack:
        made = {bind: stack.enter_context(_snapshot(engine_of(bind))) for bind in BINDS}
        for bind, connection in made.items():
            yield [bind, connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()]
        for bind, connection in made.items():
            for table in _tables(connection):
                for row in connection.execute(select(table)):
                    yield [bind, table.name, {name: _plain(value) for name, value in row._mapping.items()}]


def prepare() -> None:
    """Make what is missing: on a new machine there are no tables yet."""
    schema.upgrade({bind: engine_of(bind) for bind in METADATA})


def is_empty() -> bool:
    """Whether nothing was made here yet: no account, no form, nothing said of the site."""
    with reaching(), engine_of("people").connect() as people, engine_of("site").connect() as site:
        asked = [(people, '"user"'), (site, "site"), (site, "form")]
        return not any(made.execute(text(f"SELECT 1 FROM {table} LIMIT 1")).first() for made, table in asked)


def put_back(lines: Iterable[Line]) -> dict[str, int]:
    """Put these rows in the place of whatever stands there, each database whole or not at all; rows by bind."""
    found = iter(lines)
    revisions = dict(next(found) for _bind in BINDS)  # type: ignore[arg-type]
    engines = {bind: engine_of(bind) for bind in BINDS}
    for engine in engines.values():
        _ensure_alone(engine)
    put = {}
    for bind, mine in groupby(found, key=lambda line: line[0]):
        put[bind] = _put_back(engines[bind], bind, revisions[bind], mine)
    return put


def _ensure_alone(engine: Engine) -> None:
    """Before anything goes; PostgreSQL takes no table away that a session reads. Raises Conflict."""
    if engine.dialect.name != "postgresql":
        return
    try:
        with changing(engine) as made, made.begin():
            names = ", ".join(f'"{name}"' for name in inspect(made).get_table_names())
            made.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE:
            raise
        raise Conflict(IN_USE) from error


def _put_back(engine: Engine, bind: str, revision: str, lines: Iterable[Line]) -> int:
    schema.downgrade({bind: engine}, "base")
    schema.upgrade({bind: engine}, revision)
    with patiently(engine, begin="BEGIN IMMEDIATE") as made, made.begin():
        number = _insert(made, lines)
        _set_sequences(made)
    schema.upgrade({bind: engine})
    return number


def _insert(made: Connection, lines: Iterable[Line]) -> int:
    """In the order of the copy, which has parents before children."""
    tables, number = {table.name: table for table in _tables(made)}, 0
    for name, mine in groupby(lines, key=lambda line: line[1]):
        table = tables[name]
        rows_ = [{column: _fit(table.c[column], _rich(value)) for column, value in line[2].items()} for line in mine]
        for start in range(0, len(rows_), CHUNK):
            made.execute(insert(table), rows_[start : start + CHUNK])
        number += len(rows_)
    return number


def _fit(column: Any, value: Any) -> Any:
    """A column without a zone holds UTC: handed one, PostgreSQL would turn the clock to that of its session."""
    if isinstance(value, datetime) and not getattr(column.type, "timezone", False):
        return value.replace(tzinfo=None)
    return value


def _set_sequences(made: Connection) -> None:
    """PostgreSQL goes on counting where the copy ended."""
    if made.dialect.name != "postgresql":
        return
    for table in _tables(made):
        for column in table.primary_key:
            if column.autoincrement is True or (column.server_default is not None):
                made.execute(
                    text(
                        f"SELECT setval(pg_get_serial_sequence('\"{table.name}\"', '{column.name}'), "
                        f'(SELECT coalesce(max("{column.name}"), 0) + 1 FROM "{table.name}"), false)'
                    )
                )


def _tables(made: Connection) -> list[Any]:
    found = MetaData()
    found.reflect(made)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def _snapshot(engine: Engine) -> Any:
    """SQLite reads one state until the end of its transaction; PostgreSQL does when told."""
    postgres = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    return patiently(engine, **postgres)


def _plain(value: Any) -> Any:
    """As JSON holds it: what JSON lacks is marked."""
    if isinstance(value, bytes | memoryview):
        return {"b": base64.b64encode(bytes(value)).decode()}
    if isinstance(value, datetime):
        return {"t": (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()}
    return {"d": value.isoformat()} if isinstance(value, date) else value


def _rich(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((kind, held),) = value.items()
    return {"b": base64.b64decode, "t": datetime.fromisoformat, "d": date.fromisoformat}[kind](held)
