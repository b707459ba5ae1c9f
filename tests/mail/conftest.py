"""A site whose mails go to a real mail server on the loopback."""

import pytest

from forms_app.services import mail_setup
from forms_app.settings import from_environment
from tests.mail import peers

SENDER = "news@shop.example"


@pytest.fixture
def peer():
    """A mail server that takes everything until it is told otherwise."""
    made = peers.Peer()
    controller = peers.serve(made)
    made.port = controller.port
    yield made
    controller.stop()


@pytest.fixture
def settings(request, urls, tmp_path, peer):
    given = {
        "FORMS_INSTANCE": str(tmp_path),
        "FORMS_RATE_LIMIT": "off",
        "FORMS_MINIMUM_SECONDS": "0",
        "FORMS_MAIL_HOST": "127.0.0.1",
        "FORMS_MAIL_PORT": str(peer.port),
        "FORMS_MAIL_TLS": "none",
        "FORMS_MAIL_SENDER": SENDER,
        "FORMS_MAIL_SENDER_NAME": "Marlowe Lane",
        "FORMS_MAIL_TIMEOUT": "60",
        "FORMS_SITE_URL": "https://forms.shop.example",
    }
    return from_environment({**given, **urls, **getattr(request, "param", {})})


@pytest.fixture
def mail_works(app):
    """As after a test message that went out."""
    mail_setup.remember_tested()
