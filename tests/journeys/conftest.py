"""Two sites for all journeys of a process; a fresh profile for each test."""

import pytest

from tests.journeys.served import serving
from tests.journeys.states import prepare
from tests.journeys.visits import arrive


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """A site in use: open, closed and counted forms."""
    with serving(tmp_path_factory.mktemp("site")) as served:
        prepare(served)
        yield served


@pytest.fixture(scope="session")
def new_site(tmp_path_factory):
    """A site where nothing was made yet."""
    with serving(tmp_path_factory.mktemp("new_site")) as served:
        yield served


@pytest.fixture
def visitor(browser, site):
    """Makes visits, each with a profile of its own; all are over when the test is."""
    made = []

    def begin(at=site, **how):
        made.append(arrive(browser, at, **how))
        return made[-1]

    yield begin
    for each in made:
        each.page.context.close()
