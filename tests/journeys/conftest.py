"""Sites for all journeys of a process; a fresh profile for each test."""

import json
import sqlite3
from contextlib import closing

import pytest

from forms_app.domain.demo import ROLES
from forms_app.services import demo
from tests.browser import ARGUMENTS, CHROMIUM
from tests.journeys.accounts import prepare_accounts
from tests.journeys.forms import BARS, prepare, prepare_waiting
from tests.journeys.letters import prepare_mail
from tests.journeys.privacy import prepare_privacy
from tests.journeys.served import serving
from tests.journeys.visits import arrive, visit


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


@pytest.fixture(scope="session")
def waiting_site(tmp_path_factory):
    """A site whose forms are closed and wait: one for a day to pass, one for ten answers."""
    with serving(tmp_path_factory.mktemp("waiting_site")) as served:
        prepare_waiting(served)
        yield served


@pytest.fixture(scope="session")
def installed_site(tmp_path_factory):
    """A site where nobody has an account."""
    with serving(tmp_path_factory.mktemp("installed_site")) as served:
        yield served


@pytest.fixture
def own_site(tmp_path):
    """A new installation that is set up in this very test."""
    with serving(tmp_path / "own_site") as served:
        yield served


@pytest.fixture(scope="session")
def named_site(tmp_path_factory):
    """A site with a name, an address, a colour and a logo of its own."""
    with serving(tmp_path_factory.mktemp("named_site")) as served:
        served.dress()
        served.open_form("bars", **BARS)
        yield served


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory):
    """A folder that says it is a demo, made by whoever had the link t0ken."""
    instance = tmp_path_factory.mktemp("demo_site")
    demo.want(instance=instance, token="t0ken")
    accounts = [{"role": role, "email": f"{role}@example.org", "password": "x" * 24} for role in ROLES]
    demo.finish(folder=instance / "demo", accounts=accounts)
    with serving(instance / "demo") as served:
        served.open_form("bars", **BARS)
        yield served


@pytest.fixture(scope="session")
def mail_site(tmp_path_factory):
    """A site that sends newsletters, its mails being files of this machine."""
    with serving(tmp_path_factory.mktemp("mail_site")) as served:
        prepare_mail(served)
        yield served


@pytest.fixture(scope="session")
def accounts_site(tmp_path_factory):
    """A site where visitors may have accounts, and one has."""
    with serving(tmp_path_factory.mktemp("accounts_site")) as served:
        prepare_accounts(served)
        yield served


@pytest.fixture(scope="session")
def privacy_site(tmp_path_factory):
    """A site whose privacy policy is about to change."""
    with serving(tmp_path_factory.mktemp("privacy_site")) as served:
        prepare_privacy(served)
        yield served


@pytest.fixture(scope="session")
def limited_site(tmp_path_factory):
    """A site that takes one sending an hour from each address: its limits are shared by very many processes."""
    given = {"FORMS_RATE_LIMIT": "on", "FORMS_WEB_WORKERS": "600"}
    with serving(tmp_path_factory.mktemp("limited_site"), **given) as served:
        served.open_form("bars", **BARS)
        yield served


@pytest.fixture(scope="session")
def busy_site(tmp_path_factory):
    """A site whose answers somebody else is writing and never finishes."""
    folder = tmp_path_factory.mktemp("busy_site")
    with serving(folder, FORMS_BUSY_TIMEOUT="50") as served:
        served.open_form("bars", **BARS)
        with closing(sqlite3.connect(folder / "ballots.sqlite")) as writer:
            writer.execute("BEGIN IMMEDIATE")
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


@pytest.fixture
def no_cookies(chromium, site, tmp_path):
    """A visit in a browser that refuses every cookie."""
    profile = tmp_path / "Default"
    profile.mkdir()
    blocked = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (profile / "Preferences").write_text(json.dumps(blocked))
    context = chromium.launch_persistent_context(tmp_path, executable_path=CHROMIUM, args=ARGUMENTS)
    yield visit(context, site)
    context.close()
