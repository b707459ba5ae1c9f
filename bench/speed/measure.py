"""One piece of work against one server: processor time a request, what clients waited, what was refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.processes import cpu_seconds
from bench.speed.clients import Answers, Clients, Fields
from bench.speed.figures import percentile
from bench.speed.targets import Target


@dataclass(frozen=True)
class Sample:
    cpu: float  # milliseconds of the web server's processes, per request
    p99: float  # milliseconds a client waited
    asked: int
    refused: int  # answered 503


def opened(clients: Clients, target: Target, count: int, *, at_once: int) -> tuple[Sample, list[str]]:
    """The page asked for this often by this many clients, and the tokens it held."""
    sample, answers = _sampled(
        target, lambda: clients.get(target.port, target.path, count, clients=at_once, cookie=target.cookie)
    )
    return sample, answers.tokens


def sent(clients: Clients, target: Target, answers: Sequence[Fields], tokens: Sequence[str], *, at_once: int) -> Sample:
    """Every token sent with answers of its own, by this many clients at once."""
    return _sampled(target, lambda: clients.post(target.port, target.path, answers, tokens, clients=at_once))[0]


def _sampled(target: Target, work: Callable[[], Answers]) -> tuple[Sample, Answers]:
    before = cpu_seconds(target.pid)
    answers = work()
    used = cpu_seconds(target.pid) - before
    asked = len(answers.latencies)
    return Sample(1000 * used / asked, 1000 * percentile(answers.latencies, 0.99), asked, answers.refused), answers
