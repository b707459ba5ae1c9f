"""PostgreSQL stopped at once, or a network that swallows everything: no thanks without answers, none stored twice."""

import pytest

from forms_app import create_app
from forms_app.gateways.site_keys import make_keys
from forms_app.settings import from_environment
from tests import make
from tests.databases import migrate
from tests.faults.cluster import own_cluster
from tests.faults.crowd import CrowdInside
from tests.faults.ledger import ensure_stored_once
from tests.faults.relay import Relay

pytestmark = [pytest.mark.slow, pytest.mark.cluster]
STOPS = 3
SHORT = {"FORMS_STATEMENT_TIMEOUT": "1000", "FORMS_CONNECT_TIMEOUT": "2"}


@pytest.fixture(scope="module")
def cluster():
    with own_cluster() as made:
        yield made


@pytest.fixture
def relay(cluster):
    made = Relay(cluster.port)
    yield made
    made.close()


@pytest.fixture
def crowd(cluster, relay, tmp_path):
    """Visitors of an application whose way to its databases is the relay."""
    given = {"FORMS_INSTANCE": str(tmp_path), "FORMS_RATE_LIMIT": "off", "FORMS_MINIMUM_SECONDS": "0"}
    given |= SHORT | cluster.urls(relay.port)
    migrate(tmp_path, cluster.urls(relay.port))
    make_keys(from_environment(given).people_keys)
    app = create_app(from_environment(given))
    with app.app_context():
        slug = make.open_form(
            slug=tmp_path.name[-40:].replace("_", "-"), opened=make.definition(id=f"k{relay.port:05d}")
        )
        yield CrowdInside(app, slug)
    for engine in app.extensions["databases"].values():
        engine.dispose()


def empty_ballots(crowd):
    with crowd.app.extensions["databases"]["ballots"].begin() as connection:
        connection.exec_driver_sql("DELETE FROM ballot")


def test_stopped_at_once_under_load_it_comes_back_with_everything(cluster, crowd):
    empty_ballots(crowd)
    with crowd.coming():
        for _ in range(STOPS):
            crowd.ensure_more(20)
            cluster.stop()
            cluster.start()
        crowd.ensure_more(20)
    assert (crowd.problems, crowd.met[503] > 0) == ([], True)
    ensure_stored_once(crowd.app, crowd.codes)


def test_a_network_that_swallows_everything_is_given_up_and_the_retry_is_stored_once(crowd, relay):
    empty_ballots(crowd)
    token = crowd.open()
    relay.is_silent = True
    assert not crowd.send("an idea", token)
    assert (crowd.met[503], crowd.problems) == (1, [])
    relay.heal()
    assert crowd.send("an idea", token)
    ensure_stored_once(crowd.app, crowd.codes)


def test_whoever_never_hears_that_the_answers_were_stored_sends_again_and_they_stand_once(crowd, relay):
    empty_ballots(crowd)
    token = crowd.open()
    relay.word = b"COMMIT"
    assert not crowd.send("an idea", token)
    assert relay.is_silent
    assert (crowd.met[503], crowd.problems) == (1, [])
    relay.heal()
    assert crowd.send("an idea", token)
    ensure_stored_once(crowd.app, crowd.codes)
