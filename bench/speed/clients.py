"""Many clients at once, in processes of their own, so that the server's processor time is its own."""

import http.client
import multiprocessing
import multiprocessing.pool
import signal
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.replay.visitors import TOKEN, token_of
from bench.server import HOST

TIMEOUT = 60  # seconds for one answer
FORM_HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}

Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Requests:
    """What one client sends over one kept connection: a GET for every None, a POST for every body."""

    port: int
    path: str
    bodies: tuple[str | None, ...]
    cookie: str = ""  # of somebody signed in


@dataclass
class Answers:
    latencies: list[float] = field(default_factory=list)  # seconds, one per request
    tokens: list[str] = field(default_factory=list)  # of the pages that hold one
    refused: int = 0  # answered 503: too busy, and the client waited all the same


class UnexpectedAnswer(Exception):
    """Neither 200 nor 503, or nothing but 503; measuring it would mean nothing."""


class Clients:
    """Client processes that wait for work; each runs several connections in threads."""

    def __init__(self, pool: multiprocessing.pool.Pool, processes: int) -> None:
        self._pool, self._processes = pool, processes

    def get(self, port: int, path: str, count: int, *, clients: int, cookie: str = "") -> Answers:
        """This many requests for the page, spread over the clients."""
        return self._run([Requests(port, path, share, cookie) for share in shares([None] * count, clients)])

    def post(self, port: int, path: str, answers: Sequence[Fields], tokens: Sequence[str], *, clients: int) -> Answers:
        """One sending of each token with the answers beside it; there may be more answers than tokens."""
        bodies = [urlencode([("token", token), *fields]) for token, fields in zip(tokens, answers, strict=False)]
        return self._run([Requests(port, path, share) for share in shares(bodies, clients)])

    def _run(self, requests: Sequence[Requests]) -> Answers:
        per_process = [requests[start :: self._processes] for start in range(self._processes)]
        done = together([answers for some in self._pool.map(run_clients, per_process, chunksize=1) for answers in some])
        if done.refused == len(done.latencies):
            raise UnexpectedAnswer("every request was refused while it was measured")
        return done


@contextmanager
def client_processes(processes: int) -> Iterator[Clients]:
    """The processes are forked here, before this process has threads, and ended with the block."""
    with multiprocessing.get_context("fork").Pool(processes, initializer=_leave_signals_to_parent) as pool:
        yield Clients(pool, processes)


def shares(bodies: Sequence[str | None], clients: int) -> list[tuple[str | None, ...]]:
    """The bodies dealt out to at most this many clients."""
    return [tuple(bodies[start::clients]) for start in range(min(clients, len(bodies)))]


def together(parts: Sequence[Answers]) -> Answers:
    return Answers(
        latencies=[latency for part in parts for latency in part.latencies],
        tokens=[token for part in parts for token in part.tokens],
        refused=sum(part.refused for part in parts),
    )


def run_clients(requests: Sequence[Requests]) -> list[Answers]:
    """Run each of these clients in a thread of this process."""
    with ThreadPoolExecutor(max(1, len(requests))) as threads:
        return list(threads.map(_run_client, requests))


def _run_client(requests: Requests) -> Answers:
    connection = http.client.HTTPConnection(HOST, requests.port, timeout=TIMEOUT)
    answers = Answers()
    for body in requests.bodies:
        began = time.perf_counter()
        status, page = _exchange(connection, requests.path, body, requests.cookie)
        answers.latencies.append(time.perf_counter() - began)
        _note(answers, status, page, is_page=body is None)
    connection.close()
    return answers


def _exchange(connection: http.client.HTTPConnection, path: str, body: str | None, cookie: str) -> tuple[int, str]:
    headers = {**(FORM_HEADERS if body else {}), **({"Cookie": cookie} if cookie else {})}
    connection.request("GET" if body is None else "POST", path, body, headers)
    response = connection.getresponse()
    return response.status, response.read().decode("utf-8")


def _note(answers: Answers, status: int, page: str, *, is_page: bool) -> None:
    if status == http.client.SERVICE_UNAVAILABLE:
        answers.refused += 1
    elif status != http.client.OK:
        raise UnexpectedAnswer(f"a request was answered {status} while it was measured")
    elif is_page and TOKEN.search(page):
        answers.tokens.append(token_of(page))


def _leave_signals_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
