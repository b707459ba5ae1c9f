"""What the figures were measured on: cores, Python, and the servers with their versions."""

import os
import platform
import sqlite3
from collections.abc import Sequence
from importlib.metadata import version

from bench import databases


def describe(kinds: Sequence[str]) -> str:
    """One line; figures of other machines cannot be compared with these, ratios can."""
    words = [
        f"{len(os.sched_getaffinity(0))} cores",
        f"Python {platform.python_version()}",
        f"Flask {version('flask')}",
        f"gunicorn {version('gunicorn')}",
        f"SQLite {sqlite3.sqlite_version}",
    ]
    if "postgresql" in kinds:
        words.append(f"PostgreSQL {databases.postgres_version()}")
    return ", ".join(words)
