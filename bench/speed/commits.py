"""The bare commit: one row a transaction, kept on disk, by 32 writers at once - the yardstick for sending."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from secrets import token_bytes

import psycopg
from sqlalchemy import make_url

PAGE_SIZE = 16_384  # bytes, as the application's ballots (smaller pages overflow)
BODY = 600  # bytes, about a sealed ballot of ten closed questions
PATIENCE = 60.0  # seconds a writer waits for its turn
WRITERS = 32

Commit = Callable[[], object]
Writer = Callable[[], AbstractContextManager[Commit]]  # connects; every writer has a connection of its own


def time_commits(writer: Writer, *, commits: int) -> list[float]:
    """Seconds of each commit; the commits are dealt out to the writers, at least one each."""
    start = threading.Barrier(WRITERS)
    each = max(1, commits // WRITERS)
    with ThreadPoolExecutor(WRITERS) as threads:
        parts = list(threads.map(lambda _: _write(writer, start, each), range(WRITERS)))
    return [seconds for part in parts for seconds in part]


def sqlite_writer(path: Path, *, is_queued: bool) -> Writer:
    """Writers of one file; SQLite's polling decides who is next, or a queue before BEGIN IMMEDIATE."""
    with closing(_connect(path)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS row (id BLOB PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID")
    turn = threading.Lock()

    @contextmanager
    def writer() -> Iterator[Commit]:
        with closing(_connect(path)) as connection:
            yield lambda: _insert(connection, turn if is_queued else threading.Lock())

    return writer


def postgres_writer(url: str) -> Writer:
    """Writers of a table of their own in this database."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS bare_commit (id bytea PRIMARY KEY, body bytea NOT NULL)")

    @contextmanager
    def writer() -> Iterator[Commit]:
        with psycopg.connect(plain, autocommit=True) as connection:
            yield lambda: connection.execute("INSERT INTO bare_commit VALUES (%s, %s)", _row())

    return writer


def _write(writer: Writer, start: threading.Barrier, commits: int) -> list[float]:
    seconds = []
    with writer() as commit:
        start.wait(PATIENCE)
        for _ in range(commits):
            began = time.perf_counter()
            commit()
            seconds.append(time.perf_counter() - began)
    return seconds


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    for pragma in (f"page_size={PAGE_SIZE}", "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _insert(connection: sqlite3.Connection, turn: threading.Lock) -> None:
    with turn:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO row VALUES (?, ?)", _row())
        connection.execute("COMMIT")


def _row() -> tuple[bytes, bytes]:
    return token_bytes(16), token_bytes(BODY)
