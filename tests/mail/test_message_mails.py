"""Who answers messages is told by mail that something came: once an hour at most, and nothing of the message."""

from datetime import UTC, datetime, timedelta

import pytest

from forms_app.services import inbox, sending
from tests import make

NOW = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
WORDS = "Is the bar without milk?"


def write(number, now):
    token = inbox.issue_token(nonce=bytes([number]) * 15, now=now)
    inbox.receive(token=token, words=f"{WORDS} {number}", email="anna@example.org", now=now)


def run(now):
    while sending.run(now=now).tried:
        pass


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_one_mail_an_hour_that_says_nothing_of_the_message(app, mail_works, peer):
    make.account(app, "desk@shop.example", "inbox")
    make.account(app, "staff@shop.example", "staff")
    for number, minutes in enumerate((0, 1, 40, 66, 67)):
        now = NOW + timedelta(minutes=minutes)
        write(number, now)
        write(number, now)  # the same page sent again
        run(now)
    assert peer.recipients == ["desk@shop.example"] * 2
    for mail in peer.mails:
        whole = mail.as_string()
        assert ("https://forms.shop.example/staff/inbox" in whole, WORDS in whole, "anna@" in whole) == (
            True,
            False,
            False,
        )


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_a_message_is_kept_though_no_mail_can_be_sent(app, peer):
    make.account(app, "desk@shop.example", "inbox")
    write(1, NOW)
    run(NOW)
    assert (inbox.count_by_state(), peer.kept) == ({"new": 1}, [])
