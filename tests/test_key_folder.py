"""A form says the keys are out of reach only where they are."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from forms_app.gateways.key_folder import is_within_reach
from tests import make

SHARED_USER = "whoever controls the server could read answers before they are counted"
AS_ANOTHER_USER = """
import os, sys
from pathlib import Path
from forms_app.gateways.key_folder import is_within_reach
os.setgroups([]), os.setgid(65534), os.setuid(65534)
print(*(is_within_reach(Path(folder)) for folder in sys.argv[1:]))
"""


@pytest.fixture
def folder():
    """A folder whose parents everybody may enter."""
    with TemporaryDirectory() as above:
        Path(above).chmod(0o755)
        inside = Path(above) / "ballots"
        inside.mkdir()
        yield inside


def seen_by_another_user(*folders):
    command = [sys.executable, "-c", AS_ANOTHER_USER, *map(str, folders)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.split()


@pytest.mark.root
def test_another_user_is_kept_out_by_a_folder_that_is_the_owners_alone(folder):
    within_reach = {0o700: "False", 0o770: "False", 0o701: "True", 0o704: "True", 0o702: "True", 0o755: "True"}
    for mode in within_reach:
        (folder.parent / f"{mode:o}").mkdir()
        (folder.parent / f"{mode:o}").chmod(mode)
    seen = seen_by_another_user(*(folder.parent / f"{mode:o}" for mode in within_reach))
    assert dict(zip(within_reach, seen, strict=True)) == within_reach


@pytest.mark.root
def test_another_user_is_kept_out_by_a_closed_folder_above(folder):
    folder.chmod(0o777)
    folder.parent.chmod(0o700)
    assert seen_by_another_user(folder) == ["False"]


def test_the_owner_of_a_closed_folder_could_open_it(folder):
    folder.chmod(0)
    assert is_within_reach(folder) is True


def test_a_folder_that_is_not_there_yet_promises_nothing(folder):
    assert is_within_reach(folder / "later") is True


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
@pytest.mark.parametrize("out_of_reach", [True, False])
def test_a_form_says_which_of_both_this_site_is(app, client, out_of_reach):
    slug = make.open_form()
    app.extensions["keys_out_of_reach"] = out_of_reach
    assert (SHARED_USER in client.get(f"/f/{slug}").text) is not out_of_reach


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_a_process_that_owns_its_keys_says_so(app, client):
    assert os.geteuid() == os.stat(app.extensions["settings"].instance).st_uid
    assert SHARED_USER in client.get(f"/f/{make.open_form()}").text
