"""Whether counting many answers slows visitors: `make bench-million`, or `python -m bench.million --ballots 20000`."""

import argparse
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, text

from bench import databases
from bench.processes import end_on_signals, family
from bench.release import form_of
from bench.replay.drive import open_form
from bench.replay.visitors import VisitFailed, Visitor
from bench.server import Site, running_site
from forms_app import create_app
from forms_app.domain import ballots
from forms_app.domain.definitions import Definition
from forms_app.gateways import ballot_seal
from forms_app.settings import from_environment
from forms_app.storage import ballots as store
from forms_app.storage.database import begin, connection

CROWD, OTHERS = form_of("crowd0"), form_of("other0")  # the form that is counted, and the one that visitors answer
CHUNK = 2_000  # rows inserted at a time
BODIES = 50_000  # different answers, drawn beforehand; every ballot is sealed for itself under an id of its own
VISITORS = 2  # at a time
ALONE = 20.0  # seconds visitors are watched before the count, and again after it
PATIENCE = 3_600.0  # seconds the count may take
GOAL = 1.2  # times as slow as without a count


@dataclass
class Visits:
    """What visitors met: seconds from opening a form to the thanks."""

    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    watched: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.watched

    def line(self, when: str) -> str:
        median, late = statistics.median(self.seconds), statistics.quantiles(self.seconds, n=20)[-1]
        said = f"{self.rate:.1f} a second, median {1000 * median:.0f} ms, 95 in 100 within {1000 * late:.0f} ms"
        return f"visitors {when:<16} {said}, failures {len(self.failures)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; a goal that is not reached yet is marked and is no failure."""
    parser = argparse.ArgumentParser(prog="python -m bench.million", description=__doc__)
    parser.add_argument("--ballots", type=int, default=1_000_000)
    parser.add_argument("--database", choices=databases.KINDS, default="sqlite")
    options = parser.parse_args(arguments)
    end_on_signals()
    with tempfile.TemporaryDirectory(prefix="forms-bench-") as folder, databases.fresh(options.database) as settings:
        with running_site(Path(folder), settings) as site:
            _measure(site, options.ballots, options.database)
    return 0


def _measure(site: Site, number: int, database: str) -> None:
    crowd, others = (open_form(site, form.to_json(), slug=form.id) for form in (CROWD, OTHERS))
    app = create_app(from_environment(dict(site.environment)))
    with app.app_context():
        began = time.monotonic()
        _insert(number)
        print(f"{number:,} ballots sealed and inserted in {time.monotonic() - began:.0f} s on {database}", flush=True)
        full = _size(site, database)
        before = _watch(site, others)
        during, seconds, peak = _count(site, crowd, others)
        after = _watch(site, others)
        for line in [before.line("before"), during.line("while counting"), after.line("after")]:
            print(line)
        slower = (before.rate + after.rate) / 2 / during.rate
        print(f"slower while counting {slower:.2f} x, goal {GOAL} x, {'ok' if slower <= GOAL else 'not yet'}")
        print(f"from closing to the report {seconds:.0f} s; most memory of one process {peak:.0f} MiB")
        print(f"ballots on disk {full:.1f} MiB before, {_size(site, database):.1f} MiB after")
        for engine in app.extensions["databases"].values():
            engine.dispose()


def _insert(number: int) -> None:
    """Ballots as visitors' pages write them, each sealed under its own id, which a copied body would not open with."""
    dice = random.Random(number)
    packed = [
        ballots.pack(_answers(CROWD, dice), version=1, size=CROWD.ballot_size) for _ in range(min(number, BODIES))
    ]
    with begin("ballots", "BEGIN"):
        found = select(store.form_state.c.period, store.form_state.c.public_key).where(
            store.form_state.c.form_id == CROWD.id
        )
        period, key = connection("ballots").execute(found).one()
    for start in range(0, number, CHUNK):
        rows = [_row(packed, period, bytes(key), dice) for _ in range(min(CHUNK, number - start))]
        with begin("ballots", "BEGIN IMMEDIATE"):
            connection("ballots").execute(insert(store.ballot), rows)


def _answers(definition: Definition, dice: random.Random) -> dict[str, Any]:
    return {question.id: dice.choice(question.settings.possible_values() or [None]) for question in definition.answered}


def _row(packed: Sequence[bytes], period: int, key: bytes, dice: random.Random) -> dict[str, Any]:
    id_ = dice.randbytes(16)
    body = ballot_seal.seal(dice.choice(packed), public_key=key, form_id=CROWD.id, period=period, ballot_id=id_)
    return {"id": id_, "form_id": CROWD.id, "period": period, "batch": None, "body": body}


def _watch(site: Site, slug: str) -> Visits:
    with _visiting(site.port, slug) as visits:
        time.sleep(ALONE)
    return visits


def _count(site: Site, crowd: str, others: str) -> tuple[Visits, float, float]:
    """Close the form and wait for its report, which the worker makes; visitors go on meanwhile."""
    peak = 0.0
    with _visiting(site.port, others) as visits:
        began = time.monotonic()
        site.command("forms", "close", crowd)
        while not _has_publication() and time.monotonic() - began < PATIENCE:
            time.sleep(0.5)
            peak = max([peak, *(_memory(pid) for pid in family(site.pid))])
        seconds = time.monotonic() - began
        while _ballots_left() and time.monotonic() - began < PATIENCE:
            time.sleep(0.5)
    return visits, seconds, peak


def _has_publication() -> bool:
    with begin("site", "BEGIN"):
        return connection("site").execute(text("SELECT count(*) FROM publication")).scalar_one() > 0


def _ballots_left() -> bool:
    with begin("ballots", "BEGIN"):
        where = store.ballot.c.form_id == CROWD.id
        return connection("ballots").execute(select(store.ballot.c.id).where(where).limit(1)).first() is not None


@contextmanager
def _visiting(port: int, slug: str) -> Iterator[Visits]:
    """Visitors who answer one after the other until the block ends."""
    visits, is_over = Visits(), threading.Event()
    threads = [threading.Thread(target=_visit, args=(port, slug, visits, is_over)) for _ in range(VISITORS)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    try:
        yield visits
    finally:
        is_over.set()
        for thread in threads:
            thread.join()
        visits.watched = time.monotonic() - began


def _visit(port: int, slug: str, visits: Visits, is_over: threading.Event) -> None:
    visitor, dice = Visitor(port, slug), random.Random()
    while not is_over.is_set():
        began = time.monotonic()
        try:
            visitor.visit([(id_, str(value)) for id_, value in _answers(OTHERS, dice).items()])
        except (VisitFailed, OSError) as failure:
            visits.failures.append(str(failure))
            continue
        visits.seconds.append(time.monotonic() - began)
    visitor.close()


def _memory(pid: int) -> float:
    """MiB the process held at most so far."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0) / 1024


def _size(site: Site, database: str) -> float:
    """MiB of the store of ballots."""
    if database == "sqlite":
        folder = Path(site.environment["FORMS_INSTANCE"])
        return sum(path.stat().st_size for path in folder.rglob("ballots.sqlite*")) / 2**20
    with begin("ballots", "BEGIN"):
        size = connection("ballots").execute(text("SELECT pg_database_size(current_database())")).scalar_one()
    return float(size) / 2**20


if __name__ == "__main__":
    sys.exit(main())
