"""A site that may call receivers on the loopback, which it knows by the name server of the test."""

import pytest

from forms_app.services import webhooks
from forms_app.settings import from_environment
from tests.webhooks import peers

NAME = "hooks.example"


@pytest.fixture
def peer():
    with peers.serving(peers.Peer()) as made:
        yield made


@pytest.fixture
def names():
    with peers.serving(peers.NameServer()) as made:
        yield made


@pytest.fixture
def settings(urls, tmp_path, peer, names):
    given = {
        "FORMS_INSTANCE": str(tmp_path),
        "FORMS_RATE_LIMIT": "off",
        "FORMS_MINIMUM_SECONDS": "0",
        "FORMS_DNS_SERVER": f"127.0.0.1:{names.server_address[1]}",
        "FORMS_WEBHOOK_INSIDE": f"127.0.0.1:{peer.port}, {NAME}:{peer.port}",
        "FORMS_SITE_URL": "https://forms.shop.example",
    }
    return from_environment({**given, **urls})


@pytest.fixture
def let_inside(app):
    """Lets the site call other places inside as well."""

    def let(*places):
        settings = app.extensions["settings"]
        settings.__dict__["webhook_inside"] = (*settings.webhook_inside, *places)

    return let


@pytest.fixture
def keys():
    """Addresses of what is told, newest last."""
    return lambda: [one.id for one in webhooks.list_webhooks()]
