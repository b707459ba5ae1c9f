"""Several nodes of the application behind nginx on PostgreSQL, on one machine: `make bench-nodes` prints their rate."""

import argparse
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import databases
from bench.processes import end_on_signals, running
from bench.replay.drive import OPENING, open_form
from bench.replay.visitors import Visitor
from bench.server import HOST, ROOT, Site, free_port, running_site, wait_for_answer
from bench.speed.targets import ten_questions

SHIPPED = ROOT / "deploy" / "nginx" / "forms-proxy.conf"  # what operators are given is what is tried
WORKERS = 1  # web processes of each node
VISITORS = 16  # at a time
MAIN = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log /dev/null;
events {{ worker_connections 1024; }}
http {{
    {temporary}
    upstream forms {{ {servers} keepalive 32; }}
    server {{
        listen {host}:{port};
        location / {{
            include {shipped};
            proxy_next_upstream error timeout non_idempotent;
            proxy_pass http://forms;
        }}
    }}
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass(frozen=True)
class Nodes:
    port: int  # of nginx
    sites: Sequence[Site]  # each with a worker of its own


@contextmanager
def running_nodes(folder: Path, settings: Mapping[str, str], count: int) -> Iterator[Nodes]:
    """Nodes that share databases and key folders, and nginx in front of them, until the block ends."""
    keys = {"FORMS_PEOPLE_KEYS": str(folder / "people"), "FORMS_BALLOT_KEYS": str(folder / "ballots")}
    with ExitStack() as stack:
        sites = []
        for number in range(count):
            own = folder / f"node-{number}"
            own.mkdir()
            given = {**settings, **keys, "FORMS_TRUSTED_PROXIES": "1"}
            sites.append(stack.enter_context(running_site(own, given, workers=WORKERS)))
        yield Nodes(stack.enter_context(_nginx(folder, [site.port for site in sites])), sites)


@contextmanager
def _nginx(folder: Path, ports: Sequence[int]) -> Iterator[int]:
    port, file = free_port(), folder / "nginx.conf"
    file.write_text(
        MAIN.format(
            folder=folder,
            host=HOST,
            port=port,
            shipped=SHIPPED,
            temporary=" ".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY),
            servers=" ".join(f"server {HOST}:{one} max_fails=1 fail_timeout=2s;" for one in ports),
        )
    )
    command = [shutil.which("nginx") or "nginx", "-p", str(folder), "-e", "/dev/null", "-c", str(file)]
    with running(command, folder=folder, environment={}, log=folder / "nginx.log") as process:
        wait_for_answer(process, port, "/healthz")
        yield port


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.nodes", description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0, help="of visits, for one node and for two")
    options = parser.parse_args(arguments)
    end_on_signals()
    rates = {}
    for count in (1, 2):
        with tempfile.TemporaryDirectory(prefix="forms-nodes-") as name, databases.fresh("postgresql") as settings:
            Path(name).chmod(0o755)
            with running_nodes(Path(name), settings, count) as nodes:
                rates[count] = _rate(nodes, options.seconds)
        print(f"{count} nodes of {WORKERS} web process: {rates[count]:.1f} opened and sent a second", flush=True)
    print(f"two nodes to one: {rates[2] / rates[1]:.2f} x, goal 1.6 x where processors are free for both")
    return 0


def _rate(nodes: Nodes, seconds: float) -> float:
    coded = ten_questions(1)
    slug, fields = open_form(nodes.sites[0], coded.definition, slug="ten-questions"), coded.submissions[0].fields
    first = Visitor(nodes.port, slug)
    first.visit_when_ready(fields, seconds=OPENING)
    first.close()
    end, done = time.monotonic() + seconds, []

    def visit() -> None:
        visitor = Visitor(nodes.port, slug)
        while time.monotonic() < end:
            visitor.visit(fields)
            done.append(1)
        visitor.close()

    threads = [threading.Thread(target=visit) for _ in range(VISITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(done) / seconds


if __name__ == "__main__":
    sys.exit(main())
