"""What rows leave behind, deleted or in order of arrival: made unreadable after a release, and every hour."""

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from forms_app.domain.errors import Unavailable
from forms_app.storage.database import engine_of
from forms_app.storage.engines import LOOKING, patiently, turn_of

# Milliseconds. While SQLite's truncating checkpoint waits for readers, no visitor's answers can be written.
BUSY = 200
TABLES = {  # whose rows come from visitors
    "ballots": ("ballot", "spent", "entry_code"),
    "people": ("contact", "outbox", "text"),
    "site": ("voucher",),
}
SMALL = 4_096  # pages, 64 MiB; writing as many anew keeps visitors waiting for about a second


def scrub() -> bool:
    """Make deleted ballots unreadable; False where an open reader on SQLite holds them back."""
    engine = engine_of("ballots")
    with patiently(engine, isolation_level="AUTOCOMMIT", begin=LOOKING) as made:
        if engine.dialect.name == "postgresql":
            for table in ("ballot", "entry_code"):
                made.execute(text(f"VACUUM {table}"))
            return True
        return _truncate_log(made)


def compact(bind: str, *, however_large: bool) -> bool:
    """Give the room of deleted rows back too; False where somebody on SQLite holds them back.

    On SQLite the file is written anew, ordered by random ids: within a page, and so in a small table or index,
    rows lie in the order of arrival until then. A large file is left as it is unless it may be however large.
    """
    engine = engine_of(bind)
    with patiently(engine, isolation_level="AUTOCOMMIT", begin=LOOKING) as made:
        if engine.dialect.name == "postgresql":
            for table in TABLES[bind]:
                made.execute(text(f"VACUUM {table}"))
            return True
        if not however_large and made.exec_driver_sql("PRAGMA page_count").scalar_one() > SMALL:
            return _truncate_log(made)
        return _truncate_log(made) and _vacuum(engine, made) and _truncate_log(made)


def _truncate_log(made: Connection) -> bool:
    made.exec_driver_sql(f"PRAGMA busy_timeout={BUSY}")
    return tuple(made.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()) == (0, 0, 0)


def _vacuum(engine: Engine, made: Connection) -> bool:
    try:
        with turn_of(engine):
            made.exec_driver_sql("VACUUM")
    except (OperationalError, Unavailable):
        return False
    return True
