"""Writers of one SQLite file take turns, first come, first served; SQLite alone lets them race and some starve."""

import fcntl
import os
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from forms_app.domain.errors import Unavailable

IN_A_ROW = 8  # turns of one process before another's; handing over between processes costs more than a commit
PAUSE = 0.000_3  # seconds between two looks at another process's lock; about what a commit takes


class Turns:
    """One writer at a time for each file: in the order of coming in this process, in turns with other processes.

    Only who asks here waits here; the file itself stays SQLite's to guard.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience  # seconds
        self._queues: defaultdict[Path, _Queue] = defaultdict(_Queue)

    @contextmanager
    def take(self, path: Path) -> Iterator[None]:
        """Wait for the turn and keep it for the block; raises Unavailable where it does not come in time."""
        until = time.monotonic() + self._patience
        queue = self._queues[path]
        if not queue.enter(self._patience):
            raise Unavailable
        try:
            queue.lock_out_other_processes(path, until)
            yield
        finally:
            queue.leave()

    def count_waiting(self, path: Path) -> int:
        return len(self._queues[path].waiting)


class _Queue:
    """The threads of this process that wait for one file; the first has the turn."""

    def __init__(self) -> None:
        self._guard = Lock()
        self.waiting: deque[Lock] = deque()
        self._taken = False
        self._locked: int | None = None  # the open file that locks other processes out
        self._in_a_row = 0

    def enter(self, patience: float) -> bool:
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            place = Lock()
            place.acquire()
            self.waiting.append(place)
        return place.acquire(timeout=patience) or not self._gave_up(place)

    def _gave_up(self, place: Lock) -> bool:
        """Give the place up; False where the turn was given to it in this very moment."""
        with self._guard:
            if place not in self.waiting:
                return False
            self.waiting.remove(place)
            return True

    def lock_out_other_processes(self, path: Path, until: float) -> None:
        if self._locked is None:
            self._locked = _locked_alone(path, until)
        self._in_a_row += 1

    def leave(self) -> None:
        with self._guard:
            if self._locked is not None and (not self.waiting or self._in_a_row >= IN_A_ROW):
                os.close(self._locked)
                self._locked, self._in_a_row = None, 0
            if self.waiting:
                self.waiting.popleft().release()
            else:
                self._taken = False


def _locked_alone(path: Path, until: float) -> int:
    """An open file whose lock ends with the process, however it ends.

    Whoever waits for the turn holds `next`, so the process that just had its turns cannot take another one first.
    """
    following = _locked(f"{path}.next", until)
    try:
        return _locked(f"{path}.turn", until)
    finally:
        os.close(following)


def _locked(name: str, until: float) -> int:
    """Ask again and again: a lock that the system waits for cannot be given up."""
    handle = os.open(name, os.O_RDONLY | os.O_CREAT, 0o644)
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                os.close(handle)
                raise Unavailable from None
            time.sleep(PAUSE)
        else:
            return handle
