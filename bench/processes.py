"""Processes we start: the family of one, the CPU time it used, and its end, by id and never by name."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

TICKS = os.sysconf("SC_CLK_TCK")  # a second
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGALRM)
PATIENCE = 15.0  # seconds between asking a process to end and ending it


def family(pid: int) -> list[int]:
    """The process and everything below it, parents first."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").iterdir():
        if path.name.isdecimal() and (parent := _parent(int(path.name))) is not None:
            children.setdefault(parent, []).append(int(path.name))
    found = [pid]
    for member in found:
        found += children.get(member, [])
    return found


def cpu_seconds(pid: int) -> float:
    """User and system time of the process and everything below it, since each began."""
    return sum(_ticks(member) for member in family(pid)) / TICKS


@contextmanager
def running(
    command: Sequence[str], *, folder: Path, environment: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """The command as a process that is ended on every way out; its output goes to the log."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=dict(environment), stdout=output, stderr=output, start_new_session=True
        )
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask the process to end; what is left of its family after a while, or at once on Ctrl-C, is ended unasked."""
    members = family(process.pid) if process.poll() is None else []
    process.terminate()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        pass
    finally:
        process.kill()
        process.wait()
        for member in members[1:]:
            if _session(member) == process.pid:  # the id still means our process
                os.kill(member, signal.SIGKILL)


def end_on_signals() -> None:
    """Let a request to terminate and an alarm unwind like Ctrl-C, so that everything started is ended."""
    for number in ENDING:
        signal.signal(number, _interrupt)


def wait_until(seconds: float, pause: float = 0.1) -> Iterator[None]:
    """One round per pause until the seconds are over."""
    end_at = time.monotonic() + seconds
    while time.monotonic() < end_at:
        yield
        time.sleep(pause)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)  # a second one must not stop the tidying
    raise KeyboardInterrupt


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat after the name, which may hold anything; empty where it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _parent(pid: int) -> int | None:
    fields = _stat(pid)
    return int(fields[1]) if fields else None


def _session(pid: int) -> int | None:
    fields = _stat(pid)
    return int(fields[3]) if fields else None


def _ticks(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[11]) + int(fields[12]) if fields else 0
