"""A steady stream of answers for a long time, and what it does to memory and files: `make bench-load`."""

import argparse
import random
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from bench import databases
from bench.processes import end_on_signals, family
from bench.replay.drive import OPENING, open_form
from bench.replay.visitors import VisitFailed, Visitor
from bench.server import Site, running_site
from bench.speed.figures import percentile
from bench.speed.targets import ten_questions

DIFFERENT = 1_000  # submissions drawn beforehand, sent again and again under new tokens
THREADS = 32  # visitors at a time at most
REPORTS = 10  # lines of the table


@dataclass
class Stream:
    """What visitors met who came at fixed times, whether the site kept up or not."""

    late: list[float] = field(default_factory=list)  # seconds from when a visitor came to the thanks
    failures: list[str] = field(default_factory=list)
    local: threading.local = field(default_factory=threading.local)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--rate", type=float, default=50.0, help="submissions a second, each opened and sent")
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--database", choices=databases.KINDS, default="sqlite")
    options = parser.parse_args(arguments)
    end_on_signals()
    with tempfile.TemporaryDirectory(prefix="forms-bench-") as folder, databases.fresh(options.database) as settings:
        with running_site(Path(folder), settings) as site:
            stream = _stream(site, rate=options.rate, seconds=options.seconds)
    return 1 if stream.failures else 0


def _stream(site: Site, *, rate: float, seconds: float) -> Stream:
    coded, stream = ten_questions(DIFFERENT), Stream()
    slug = open_form(site, coded.definition, slug="ten-questions")
    first = Visitor(site.port, slug)
    first.visit_when_ready(coded.submissions[0].fields, seconds=OPENING)
    first.close()
    dice, began, number = random.Random(7), time.monotonic(), 0
    print("seconds  thanked  a second  99 in 100 within  memory of each process, MiB  files, MiB", flush=True)
    with ThreadPoolExecutor(THREADS) as visitors:
        for part in range(1, REPORTS + 1):
            end = began + part * seconds / REPORTS
            while (comes_at := began + number / rate) < end:
                time.sleep(max(0.0, comes_at - time.monotonic()))
                visitors.submit(_visit, site.port, slug, dice.choice(coded.submissions).fields, comes_at, stream)
                number += 1
            _print_line(site, stream, since=began)
    print(f"{number:,} came in {seconds:.0f} s; {len(stream.late):,} thanked, {len(stream.failures)} failed")
    for failure in stream.failures[:5]:
        print(failure)
    return stream


def _visit(port: int, slug: str, fields: Sequence[tuple[str, str]], comes_at: float, stream: Stream) -> None:
    visitor = getattr(stream.local, "visitor", None)
    if visitor is None:
        visitor = stream.local.visitor = Visitor(port, slug)
    try:
        visitor.visit(fields)
        stream.late.append(time.monotonic() - comes_at)
    except (VisitFailed, OSError) as failure:
        stream.failures.append(f"{type(failure).__name__}: {failure}")


def _print_line(site: Site, stream: Stream, *, since: float) -> None:
    passed, thanked = time.monotonic() - since, len(stream.late)
    held = " ".join(f"{_memory(pid):.0f}" for pid in family(site.pid))
    wait = f"{1000 * percentile(stream.late, 0.99):,.0f} ms" if stream.late else "-"
    print(f"{passed:7.0f}  {thanked:7,}  {thanked / passed:8.1f}  {wait:>16}  {held:>27}  {_files(site)}", flush=True)


def _memory(pid: int) -> float:
    """MiB the process holds now."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0) / 1024


def _files(site: Site) -> str:
    folder = Path(site.environment["FORMS_INSTANCE"])
    sizes = {path.name: path.stat().st_size / 2**20 for path in sorted(folder.glob("*.sqlite*")) if path.is_file()}
    return ", ".join(f"{name} {size:.1f}" for name, size in sizes.items() if size >= 0.05) or "in PostgreSQL"


if __name__ == "__main__":
    sys.exit(main())
