"""Rounds of all works in turn, A B A B, so that a ratio compares what ran within the same seconds."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench.server import Site
from bench.speed.clients import Clients, Fields
from bench.speed.commits import Writer, postgres_writer, sqlite_writer, time_commits
from bench.speed.figures import Line, percentile
from bench.speed.measure import Sample, opened, sent
from bench.speed.reports import PEOPLE
from bench.speed.targets import Target, form_target, hello_target, report_targets, ten_questions

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
FEW, CROWD = 8, 32  # clients at once
HELLO_TIMES = 3  # as many requests for hello world, which is quick
CROWD_TIMES = 2  # as many sent by the crowd, for its slowest hundredth
OPEN_GOAL, SEND_GOAL, REPORT_GOAL, WAIT_GOAL = 1.5, 4.0, 10.0, 2.0  # times the yardstick
REPORT_SHARE = 4  # one request for a report to so many for the form: reports are read rarely
HELLO = "hello world"


@dataclass
class Measured:
    """A figure per round of every work."""

    samples: dict[str, list[Sample]] = field(default_factory=dict)
    commits: dict[str, list[float]] = field(default_factory=dict)  # p99 in milliseconds

    def add(self, work: str, sample: Sample) -> None:
        self.samples.setdefault(work, []).append(sample)

    def add_commits(self, work: str, seconds: Sequence[float]) -> None:
        self.commits.setdefault(work, []).append(1000 * percentile(seconds, 0.99))


class Bench:
    """Hello world and the form on each database, served until the stack is closed."""

    def __init__(self, clients: Clients, kinds: Sequence[str], stack: ExitStack) -> None:
        sites = {NAMES[kind]: stack.enter_context(form_target(kind)) for kind in kinds}
        self._clients = clients
        self._hello = stack.enter_context(hello_target(sites[NAMES[kinds[0]]][0]))
        self._targets: Mapping[str, Target] = {name: target for name, (_, target) in sites.items()}
        self._reports = {
            _report(name, people): target
            for name, (site, form) in sites.items()
            for people, target in report_targets(site, form).items()
        }
        self._writers = {work: writer for name, (site, _) in sites.items() for work, writer in _writers(name, site)}

    def run(self, *, most: int, until: float, requests: int) -> list[Line]:
        """At most this many rounds, ending at about this moment of the monotonic clock."""
        answers: list[Fields] = [made.fields for made in ten_questions(CROWD_TIMES * requests).submissions]
        self._run_round(Measured(), answers, max(1, requests // 4))  # what it measures is left out: a warm-up
        measured = Measured()
        for _ in rounds(most, until):
            self._run_round(measured, answers, requests)
        return lines(measured, list(self._targets))

    def _run_round(self, measured: Measured, answers: Sequence[Fields], requests: int) -> None:
        measured.add(HELLO, opened(self._clients, self._hello, HELLO_TIMES * requests, at_once=FEW)[0])
        for name, target in self._targets.items():
            sample, tokens = opened(self._clients, target, requests, at_once=FEW)
            measured.add(_open(name), sample)
            measured.add(_send(name), sent(self._clients, target, answers, tokens, at_once=FEW))
        for work, target in self._reports.items():
            measured.add(work, opened(self._clients, target, max(1, requests // REPORT_SHARE), at_once=FEW)[0])
        for work, writer in self._writers.items():
            measured.add_commits(work, time_commits(writer, commits=CROWD_TIMES * requests))
        for name, target in self._targets.items():
            _, tokens = opened(self._clients, target, CROWD_TIMES * requests, at_once=FEW)
            measured.add(_crowd(name), sent(self._clients, target, answers, tokens, at_once=CROWD))


def rounds(most: int, until: float) -> Iterator[int]:
    """At least one; none begins that would end too late if it took as long as the longest before."""
    longest = 0.0
    for number in range(most):
        starts = time.monotonic()
        if number and starts + longest > until:
            return
        yield number
        longest = max(longest, time.monotonic() - starts)


def lines(measured: Measured, names: Sequence[str]) -> list[Line]:
    """The table's rows: what a request costs, then what a crowd waits."""
    hello = [sample.cpu for sample in measured.samples[HELLO]]
    table = [_line("hello world: CPU", measured.samples[HELLO], hello)]
    for name in names:
        goals = {_open(name): OPEN_GOAL, _send(name): SEND_GOAL}
        goals |= {_report(name, people): REPORT_GOAL for people in PEOPLE}
        for work, goal in goals.items():
            samples = measured.samples[work]
            table.append(_line(f"{work}: CPU", samples, [one.cpu for one in samples], hello, HELLO, goal))
    table += [Line(f"{work}: p99", p99) for work, p99 in measured.commits.items()]
    for name in names:
        samples = measured.samples[_crowd(name)]
        bare = measured.commits[_bare(name)]
        waited = [sample.p99 for sample in samples]
        table.append(_line(f"{_crowd(name)}: p99", samples, waited, bare, "bare commits", WAIT_GOAL))
        if queued := measured.commits.get(_queued(name)):
            table.append(Line("  the same against the queue", waited, queued, "queued commits"))
    return table


def _line(
    work: str,
    samples: Sequence[Sample],
    values: Sequence[float],
    against: Sequence[float] = (),
    yardstick: str = "",
    goal: float | None = None,
) -> Line:
    asked, refused = sum(one.asked for one in samples), sum(one.refused for one in samples)
    return Line(work, values, against if yardstick else (), yardstick, goal, asked, refused)


def _writers(name: str, site: Site) -> Iterator[tuple[str, Writer]]:
    """Bare writers where the site's own answers lie: in its folder, or on its database server."""
    if "FORMS_BALLOTS_DATABASE" in site.environment:
        yield _bare(name), postgres_writer(site.environment["FORMS_BALLOTS_DATABASE"])
        return
    folder = Path(site.environment["FORMS_INSTANCE"])
    yield _bare(name), sqlite_writer(folder / "bare.sqlite", is_queued=False)
    yield _queued(name), sqlite_writer(folder / "queued.sqlite", is_queued=True)


def _open(name: str) -> str:
    return f"open ten questions, {name}"


def _report(name: str, people: str) -> str:
    return f"report of {people} people, {name}"


def _send(name: str) -> str:
    return f"send ten answers, {name}"


def _crowd(name: str) -> str:
    return f"send ten answers, {name}, {CROWD} clients"


def _bare(name: str) -> str:
    return f"bare commits, {name}, {CROWD} writers"


def _queued(name: str) -> str:
    return f"{_bare(name)}, queued"
