"""Loaded by every Python that a test starts with a clock of its own: it shows what the test's file says, at once.

The monotonic clock stays as it is, as it does on a machine whose clock is set.
"""

import os
from pathlib import Path

import time_machine

FILE = Path(os.environ["MOVED_CLOCK"])


def now() -> int:
    return time_machine.escape_hatch.time.time_ns() + int(FILE.read_text())  # nanoseconds


traveller = time_machine.travel(0).start()
traveller.time_ns = now  # type: ignore[method-assign]
