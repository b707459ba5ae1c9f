"""The real application on a free port of this machine, in a folder of its own."""

import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.processes import running, wait_until

ROOT = Path(__file__).parents[1]
HOST = "127.0.0.1"
FLASK = (sys.executable, "-m", "flask")
START = 120.0  # seconds until a server must answer
COMMAND = 300.0  # seconds a command may take
LOG_LINES = 30  # shown of the server's log when something fails


class ServerProblem(Exception):
    """The application did not do what it was asked; the sentence carries its own words."""


@dataclass(frozen=True)
class Site:
    port: int
    pid: int
    environment: Mapping[str, str]
    log: Path

    def command(self, *words: str) -> str:
        """What `flask <words>` prints; raises ServerProblem with its words when it fails."""
        done = self.attempt(*words)
        if done.returncode:
            raise ServerProblem(f"flask {' '.join(words)} failed: {(done.stderr or done.stdout).strip()[-2000:]}")
        return done.stdout

    def attempt(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*FLASK, *words],
            cwd=ROOT,
            env=dict(self.environment),
            capture_output=True,
            text=True,
            timeout=COMMAND,
            check=False,
        )

    def log_tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-LOG_LINES:])


@contextmanager
def running_site(folder: Path, databases: Mapping[str, str], workers: int = 2) -> Iterator[Site]:
    """The application serving from the folder until the block ends."""
    port = free_port()
    environment = site_environment(folder, databases)
    command = [*FLASK, "site", "serve", "--port", str(port), "--workers", str(workers)]
    log = folder / "server.log"
    with running(command, folder=ROOT, environment=environment, log=log) as process:
        site = Site(port, process.pid, environment, log)
        try:
            wait_for_answer(process, port, "/healthz")
        except ServerProblem as problem:
            raise ServerProblem(f"{problem}\n{site.log_tail()}") from problem
        yield site


def site_environment(folder: Path, databases: Mapping[str, str]) -> dict[str, str]:
    """This process's environment with no setting of the application but these."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("FORMS_")}
    settings = {"FORMS_INSTANCE": str(folder), "FORMS_RATE_LIMIT": "off", "FORMS_MINIMUM_SECONDS": "0"}
    return {**ours, **settings, **databases}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for_answer(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    """Until the path answers 200; raises ServerProblem when the server ends or takes too long."""
    for _ in wait_until(START):
        if process.poll() is not None:
            raise ServerProblem(f"The server ended with {process.returncode} before it answered.")
        if status_of(port, path) == http.client.OK:
            return
    raise ServerProblem(f"{path} did not answer 200 within {START:.0f} seconds.")


def status_of(port: int, path: str) -> int | None:
    """The status of one request; None where nobody listens."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()
