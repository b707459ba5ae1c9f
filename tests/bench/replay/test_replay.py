"""Real answers sent over HTTP to the real server print figures that agree with the published ones."""

import subprocess
import sys

import pytest

from bench.replay import dataset
from bench.replay.convert import code
from bench.replay.truth import published, recount
from tests import make

SURVEYS = ("comma-survey", "star-wars-survey", "masculinity-survey", "cncf-maintainers-2020h2")


@pytest.mark.slow
@pytest.mark.data
@pytest.mark.parametrize("name", SURVEYS)
@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_a_real_survey_replays_without_a_disagreement(name, database):
    command = [sys.executable, "-m", "bench.replay", str(make.SURVEYS / name), "--database", database]
    done = subprocess.run(command, cwd=make.ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert "disagreements: 0" in done.stdout
    assert done.returncode == 0


@pytest.mark.data
@pytest.mark.parametrize("name", SURVEYS)
def test_the_recount_of_a_real_survey_is_what_its_oracle_says(name):
    read = dataset.read(make.SURVEYS / name)
    counted = [
        q for q in code(read).questions if read.marginals[q.source.id].counts or read.marginals[q.source.id].parts
    ]

    recounted = {q.source.id: without_zeros(recount(q, read.visitors)) for q in counted}

    assert recounted == {q.source.id: without_zeros(published(q, read.marginals[q.source.id])) for q in counted}


def without_zeros(truth):
    return {id_: {label: count for label, count in table.counts.items() if count} for id_, table in truth.items()}
