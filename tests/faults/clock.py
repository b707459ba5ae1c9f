"""A clock that a test moves, for processes of their own."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

MOVED = Path(__file__).parent / "moved_clock"  # what Python loads as it starts there


@dataclass
class Clock:
    """That of the processes that are started with its environment; everybody else keeps the real one."""

    file: Path
    zone: str  # of the machine

    @property
    def environment(self):
        return {"PYTHONPATH": str(MOVED), "MOVED_CLOCK": str(self.file), "TZ": self.zone}

    def jump(self, moment):
        """Let it show this moment, in UTC, and go on from there."""
        wanted = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        made = self.file.with_suffix(".new")
        made.write_text(str(round((wanted - datetime.now(UTC)).total_seconds() * 1e9)))
        os.replace(made, self.file)
