"""One survey through the whole application: import, open, send, close, count, read the report."""

import http.client
import json
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench import databases
from bench.processes import wait_until
from bench.replay.compare import FEWEST, compare
from bench.replay.comparison import Comparison
from bench.replay.convert import Coded, code
from bench.replay.crowd import Crowd
from bench.replay.dataset import Dataset
from bench.replay.printed import read
from bench.server import ServerProblem, Site, running_site, status_of

THREADS = 8  # visitors at a time
OPENING = 30.0  # seconds until an opened form takes answers
COUNTING = 20.0  # seconds the worker has before we ask for the release
RELEASE = 120.0  # seconds until the release we asked for must stand
TOO_FEW = timedelta(days=40)  # after closing, until fewer than ten are given up for certain


@dataclass(frozen=True)
class Outcome:
    sent: int
    seconds: float  # opening and sending every form
    release_seconds: float  # from closing to the report
    reopened: int  # connections
    refused_first: int  # times the form was open but took no answers yet
    comparison: Comparison


def replay(dataset: Dataset, *, database: str) -> Outcome:
    """Send every line as a visitor would and compare the report; raises ServerProblem or DatasetProblem."""
    coded = code(dataset)
    with fresh_site(database) as site:
        slug = open_form(site, coded.definition, slug=dataset.name)
        crowd, seconds = _send(site, slug, coded)
        if crowd.failures:
            raise ServerProblem("\n".join(crowd.failures) + f"\n{site.log_tail()}")
        began = time.monotonic()
        site.command("forms", "close", slug)
        document = _wait_for_report(site, slug, is_too_few=dataset.n < FEWEST)
        release_seconds = time.monotonic() - began
    comparison = compare(dataset, coded.questions, read(document))
    comparison.same("answers thanked for", crowd.sent, dataset.n)
    return Outcome(crowd.sent, seconds, release_seconds, crowd.reopened, crowd.refused_first, comparison)


@contextmanager
def fresh_site(database: str) -> Iterator[Site]:
    """The application on new databases in a temporary folder; both are gone afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="forms-bench-") as folder,
        databases.fresh(database) as settings,
        running_site(Path(folder), settings) as site,
    ):
        yield site


def open_form(site: Site, definition: Mapping[str, Any], *, slug: str) -> str:
    """Import and open the form and wait until it takes answers; returns its link name."""
    path = Path(site.environment["FORMS_INSTANCE"]) / f"{slug}.json"
    path.write_text(json.dumps(definition), encoding="utf-8")
    link = site.command("forms", "import", str(path), "--slug", slug).split()[-1]
    site.command("forms", "open", link)
    for _ in wait_until(OPENING):
        if status_of(site.port, f"/f/{link}") == http.client.OK:
            return link
    raise ServerProblem(f"/f/{link} did not open within {OPENING:.0f} seconds.\n{site.log_tail()}")


def _send(site: Site, slug: str, coded: Coded) -> tuple[Crowd, float]:
    crowd = Crowd(site.port, slug)
    began = time.monotonic()
    crowd.send(coded.submissions, threads=THREADS, opening=OPENING)
    return crowd, time.monotonic() - began


def _wait_for_report(site: Site, slug: str, *, is_too_few: bool) -> dict[str, Any]:
    """The report once the worker has counted, or once we have asked for the release."""
    if not is_too_few and (document := _poll_report(site, slug, COUNTING)):
        return document
    said = ""
    later = ["--now", (datetime.now(UTC) + TOO_FEW).isoformat()] if is_too_few else []
    for _ in wait_until(RELEASE, pause=1.0):
        said = site.command("releases", "run", *later).strip()
        if document := _poll_report(site, slug, 1.0):
            return document
    raise ServerProblem(f"{slug} has no report {RELEASE:.0f} seconds after closing: {said}\n{site.log_tail()}")


def _poll_report(site: Site, slug: str, seconds: float) -> dict[str, Any] | None:
    for _ in wait_until(seconds, pause=0.5):
        shown = site.attempt("reports", "show", slug, "--format", "json")
        if shown.returncode == 0:
            document: dict[str, Any] = json.loads(shown.stdout)
            if document["reports"]:
                return document
    return None
