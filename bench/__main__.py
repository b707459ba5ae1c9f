"""Measures the application in ratios to a hello world of the same run: `make bench`."""

import argparse
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from bench import databases
from bench.processes import end_on_signals
from bench.replay.visitors import VisitFailed
from bench.server import ServerProblem
from bench.speed import document, machine
from bench.speed.clients import UnexpectedAnswer, client_processes
from bench.speed.figures import table
from bench.speed.rounds import Bench

GOOD, BAD, INTERRUPTED = 0, 1, 130
PROCESSES = 4  # of clients
MEASURING = 120.0  # seconds after which no further round should end
LIMIT = 280  # seconds after which everything is stopped, so that it is over within five minutes


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; a goal that is not reached yet is marked and is no failure."""
    options = _options(arguments)
    end_on_signals()
    signal.alarm(LIMIT)
    kinds = ["sqlite"] + ["postgresql"] * databases.has_postgres()
    try:
        _measure(kinds, options)
    except (ServerProblem, VisitFailed, UnexpectedAnswer) as problem:
        print(f"Nothing was measured: {problem}")
        return BAD
    except KeyboardInterrupt:
        print(f"Stopped by you or after {LIMIT} seconds; every process that was started has been ended.")
        return INTERRUPTED
    return GOOD


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=_count, default=7, help="at most this many; fewer when the time is over")
    parser.add_argument("--requests", type=_count, default=300, help="for the form, per round")
    parser.add_argument("--write", type=Path, help="a page of the documentation to put the table into")
    return parser.parse_args(arguments)


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return count


def _measure(kinds: Sequence[str], options: argparse.Namespace) -> None:
    began = time.monotonic()
    with client_processes(PROCESSES) as clients, ExitStack() as stack:
        if "postgresql" not in kinds:
            print("No PostgreSQL answers; SQLite alone is measured.", flush=True)
        print("Starting hello world and the form.", flush=True)
        bench = Bench(clients, kinds, stack)
        print("Measuring all works in turn.", flush=True)
        lines = bench.run(most=options.rounds, until=began + MEASURING, requests=options.requests)
        signal.alarm(0)
    print(table(lines))
    print(f"\nMedians and spread; rounds: {len(lines[0].values)}; seconds in all: {time.monotonic() - began:.0f}.")
    print(machine.describe(kinds))
    if options.write:
        rounds = f"{len(lines[0].values)} rounds on {datetime.now(UTC):%d %B %Y}"
        document.write(options.write, lines, machine=f"{rounds}: {machine.describe(kinds)}")


if __name__ == "__main__":
    sys.exit(main())
