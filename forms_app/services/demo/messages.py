"""The demo's messages, by people who left no address."""

import secrets
from datetime import UTC, date, datetime, time, timedelta

from forms_app.domain.tokens import NONCE_BYTES
from forms_app.services import inbox

NOON = time(12, tzinfo=UTC)
MESSAGES = (  # of the last days, days ago and words
    (6, "Do you send bars to other countries? My sister in Lisbon would love the one with sea salt."),
    (2, "The box that came on Tuesday was crushed at one corner. The bars are fine, I only wanted to let you know."),
    (0, "Is the hazelnut bar free of milk?"),
)


def write(*, today: date) -> None:
    for ago, words in MESSAGES:
        noon = datetime.combine(today - timedelta(days=ago), NOON)
        token = inbox.issue_token(nonce=secrets.token_bytes(NONCE_BYTES), now=noon)
        inbox.receive(token=token, words=words, email="", now=noon)
