"""A power cut loses nothing thanked for: the log of the ballots' database is on disk before the reply is on its way."""

import re
import subprocess
from contextlib import contextmanager

import pytest

from bench.processes import wait_until
from bench.server import running_site
from tests import make
from tests.faults.crowd import Crowd
from tests.faults.ledger import beside, ensure_stored_once
from tests.faults.processes import web_workers

pytestmark = [pytest.mark.slow, pytest.mark.strace, pytest.mark.parametrize("urls", ["sqlite"], indirect=True)]
VISITORS = 20
CALLS = "trace=pwrite64,fsync,fdatasync,sendto"
WRITTEN = re.compile(r"pwrite64\(\d+<[^>]*/ballots\.sqlite-wal>")
ON_DISK = re.compile(r"f(?:data)?sync\(\d+<[^>]*/ballots\.sqlite-wal>\)? *(?:= 0|\(|$|<unfinished)")
THANKED = re.compile(r'sendto\(\d+<[^>]*>, "HTTP/1\.1 200 OK')


@contextmanager
def traced(pid, output):
    """Every write to a file, forced to disk or sent to somebody by this process, in order."""
    command = ["strace", "-f", "-y", "-s", "20", "-e", CALLS, "-o", str(output), "-p", str(pid)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as strace:
        assert "attached" in strace.stderr.readline()
        yield
        strace.terminate()


def order_of(trace):
    """w for a write to the log, d for the log on disk, r for a reply, as one word."""
    marks = [("w", WRITTEN), ("d", ON_DISK), ("r", THANKED)]
    return "".join(mark for line in trace.splitlines() for mark, pattern in marks if pattern.search(line))


def test_answers_are_on_disk_before_the_thanks_are_sent(urls, tmp_path):
    with running_site(tmp_path, urls, workers=1) as site, beside(site) as app:
        slug = make.open_form()
        crowd = Crowd(site.port, slug)
        tokens = [crowd.open() for _ in range(VISITORS)]
        (worker,) = web_workers(site)
        with traced(worker, tmp_path / "trace"):
            for number, token in enumerate(tokens):
                assert crowd.send(f"idea {number}", token)
        for _ in wait_until(10):
            if order_of((tmp_path / "trace").read_text()).count("r") == VISITORS:
                break
        assert crowd.problems == []
        ensure_stored_once(app, crowd.codes)
    order = order_of((tmp_path / "trace").read_text())
    replies = order.split("r")[:-1]
    assert len(replies) == VISITORS
    assert {re.sub("w+", "w", before)[-2:] for before in replies} == {"wd"}, order
