"""Real answers sent over HTTP to the real server print figures that agree with the published ones."""

import subprocess
import sys

import pytest

from tests import make


@pytest.mark.slow
@pytest.mark.data
@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_the_comma_survey_replays_without_a_disagreement(database):
    command = [sys.executable, "-m", "bench.replay", str(make.SURVEYS / "comma-survey"), "--database", database]
    done = subprocess.run(command, cwd=make.ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert "disagreements: 0" in done.stdout
    assert done.returncode == 0
