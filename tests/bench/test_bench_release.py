"""What a release costs, at a tiny size: every line is there."""

import pytest

from bench import release

pytestmark = pytest.mark.slow


def test_every_cost_is_measured(capsys):
    assert release.main(["--ballots", "20"]) == 0
    printed = capsys.readouterr().out
    for said in ("release by opening of 20 ballots, clock", "most memory", "of 1,000 people, a table", "sqlite, "):
        assert said in printed
