"""A whole site in a temporary folder, on SQLite and, where it answers, on PostgreSQL."""

import contextvars
import os
import shutil
import socket
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings
from jinja2 import FileSystemBytecodeCache

from forms_app import create_app
from forms_app.gateways import password_hashes
from forms_app.gateways.site_keys import make_keys
from forms_app.settings import from_environment
from tests import make
from tests.browser import CHROMIUM, browser, chromium
from tests.databases import Copies

hypothesis_settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
hypothesis_settings.load_profile("untimed")

password_hashes.ACCOUNTS = {"argon2__rounds": 1, "argon2__memory_cost": 64, "argon2__parallelism": 1}  # quick

__all__ = ["browser", "chromium"]  # fixtures of every test

HERE = {
    "postgres": lambda: _answers(5432),
    "redis": lambda: _answers(6379),
    "root": lambda: os.geteuid() == 0,
    "browser": lambda: os.path.exists(CHROMIUM),
    "strace": lambda: shutil.which("strace") is not None,
    "nginx": lambda: shutil.which("nginx") is not None,
    "cluster": lambda: any(Path("/usr/lib/postgresql").glob("*/bin/initdb")),
    "mount": lambda: _may_mount(),
}
HERE["data"] = lambda: make.SURVEYS.is_dir()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _may_mount() -> bool:
    """Whether this process holds the system's right to mount, the 21st."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return bool(int(next(line.split()[1] for line in lines if line.startswith("CapEff:")), 16) >> 21 & 1)


def pytest_collection_modifyitems(config, items):
    """Leave out what this machine lacks, saying so; with FORMS_TEST_ALL=1 it stays and fails."""
    if os.environ.get("FORMS_TEST_ALL") == "1":
        return
    missing = {marker for marker, is_here in HERE.items() if not is_here()}
    left_out = [item for item in items if missing & {mark.name for mark in item.iter_markers()}]
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)
        print(f"left out {len(left_out)} tests, this machine lacks: {', '.join(sorted(missing))}")


@pytest.fixture(scope="session")
def copies(tmp_path_factory):
    made = Copies(tmp_path_factory.mktemp("originals"))
    yield made
    made.drop_waiting()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.slow])])
def urls(request, tmp_path, copies):
    """Environment settings of three migrated databases without rows; what holds on one engine is shown first."""
    if request.param == "sqlite":
        copies.copy_files(tmp_path)
        yield {}
        return
    with copies.postgres() as given:
        yield given


class Visitor(FlaskClient):
    """Sends each request outside the test's own context, as requests to a server share nothing."""

    def open(self, *args, **kwargs):
        return contextvars.Context().run(super().open, *args, **kwargs)


@pytest.fixture
def settings(request, urls, tmp_path):
    """The site's settings; a test may give more by indirect parameters."""
    quick = {"FORMS_RATE_LIMIT": "off", "FORMS_MINIMUM_SECONDS": "0"}
    return from_environment({"FORMS_INSTANCE": str(tmp_path), **quick, **urls, **getattr(request, "param", {})})


@pytest.fixture(scope="session")
def compiled(tmp_path_factory):
    """Templates as one test of the process compiled them for the others."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(settings, compiled):
    make_keys(settings.people_keys)
    made = create_app(settings)
    made.jinja_env.bytecode_cache = compiled
    made.test_client_class = Visitor
    with made.app_context():
        yield made
    for engine in made.extensions["databases"].values():
        engine.dispose()


@pytest.fixture
def client(app):
    return app.test_client(use_cookies=False)
