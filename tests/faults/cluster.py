"""A PostgreSQL server of a test's own, which it may stop as it likes."""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from bench.server import free_port

OWNER = "postgres"  # of Debian's; the server refuses to run as root
BINDS = ("site", "ballots", "people")


class Cluster:
    def __init__(self, folder):
        self.port, self._folder = free_port(), folder
        self._programs = max(Path("/usr/lib/postgresql").glob("*/bin/initdb")).parent

    def make(self):
        self._run("initdb", "--pgdata", str(self._folder / "data"), "--auth", "trust", "--username", "postgres")
        self.start()
        for bind in BINDS:
            self._run("createdb", "--host", "127.0.0.1", "--port", str(self.port), "--username", "postgres", bind)

    def start(self):
        options = f"-c port={self.port} -c unix_socket_directories={self._folder} -c listen_addresses=127.0.0.1"
        self._control("start", "--options", options, "--log", str(self._folder / "log"))

    def stop(self):
        """At once, as if the machine's power went: the next start recovers."""
        self._control("stop", "--mode", "immediate")

    def urls(self, port):
        """Environment settings of its databases, reached by this port."""
        return {
            f"FORMS_{bind.upper()}_DATABASE": f"postgresql+psycopg://postgres@127.0.0.1:{port}/{bind}" for bind in BINDS
        }

    def _control(self, *words):
        self._run("pg_ctl", words[0], "--pgdata", str(self._folder / "data"), "--wait", *words[1:])

    def _run(self, program, *words):
        who = {"user": OWNER, "group": OWNER, "extra_groups": []} if os.geteuid() == 0 else {}
        command = [str(self._programs / program), *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", **who)


@contextmanager
def own_cluster():
    with tempfile.TemporaryDirectory(prefix="forms-cluster-") as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, OWNER)
        cluster = Cluster(Path(folder))
        cluster.make()
        try:
            yield cluster
        finally:
            cluster.stop()
