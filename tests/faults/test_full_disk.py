"""A full disk: a page that keeps the answers, never a false thank-you, and it heals by itself."""

import subprocess
from contextlib import contextmanager

import pytest

from forms_app import create_app
from forms_app.gateways.site_keys import make_keys
from forms_app.settings import from_environment
from tests import make
from tests.databases import migrate
from tests.faults.crowd import CrowdInside
from tests.faults.ledger import ensure_stored_once

pytestmark = [pytest.mark.slow, pytest.mark.mount]
SIZE = 16  # MiB
BLOCK = 4_096  # bytes
VISITORS = 200  # each writes some pages of 16 KiB


@pytest.fixture
def disk(tmp_path):
    """A small file system of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "tmpfs", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def app(disk):
    given = {"FORMS_INSTANCE": str(disk), "FORMS_RATE_LIMIT": "off", "FORMS_MINIMUM_SECONDS": "0"}
    migrate(disk, {})
    make_keys(from_environment(given).people_keys)
    made = create_app(from_environment(given))
    with made.app_context():
        yield made
    for engine in made.extensions["databases"].values():
        engine.dispose()


@contextmanager
def filled(disk):
    """Every last block taken by somebody else."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(BLOCK))
        except OSError:
            pass
    yield
    filler.unlink()


def test_nobody_is_thanked_for_what_was_not_stored_and_all_are_once_there_is_room(app, disk):
    crowd = CrowdInside(app, make.open_form())
    assert crowd.send("before", crowd.open())
    tokens = {f"idea {number}": crowd.open() for number in range(VISITORS)}
    with filled(disk):
        refused = [idea for idea, token in tokens.items() if not crowd.send(idea, token)]
        assert (crowd.problems, len(refused) > 0, crowd.met[503]) == ([], True, len(refused))
        assert crowd.open() is not None
        ensure_stored_once(app, crowd.codes)
    assert all(crowd.send(idea, token) for idea, token in tokens.items())
    assert (crowd.problems, len(crowd.codes)) == ([], VISITORS + 1)
    ensure_stored_once(app, crowd.codes)
