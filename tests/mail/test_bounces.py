"""Mails that came back: reports about mails of ours stop the writing, and nobody else's report does anything."""

from datetime import timedelta

import pytest

from forms_app.domain import mail_tokens
from forms_app.domain.errors import NotFound
from forms_app.gateways.site_keys import current_keys
from forms_app.services import issues, subscribers, subscriptions, topics
from forms_app.services.subscriptions import Origin
from tests import make
from tests.mail.test_issues import NOW, readers, sent, topic, written
from tests.mail.test_subscribing import rows
from tests.web.staff_pages import post

__all__ = ["topic"]
pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)

P0 = "p0@visitor.example"
REPORT = """From: MAILER-DAEMON@mx.example
To: news@shop.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary="b0"

--b0
Content-Type: text/plain

This is what happened.

--b0
Content-Type: message/{part}

{fields}

--b0
Content-Type: {returned}

{head}
--b0--
"""
FAILED = (
    "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; p0@visitor.example\nAction: {action}\nStatus: {status}"
)
ABUSE = "Feedback-Type: abuse\nUser-Agent: x/1\nVersion: 1"


def report(peer, *, status="5.1.1", action="failed", returned="message/rfc822", head=None, abuse=False):
    content = peer.kept[0][1].decode().replace("\r\n", "\n")
    given = {"kind": "delivery-status", "part": "delivery-status"}
    given["fields"] = FAILED.format(action=action, status=status)
    if abuse:
        given = {"kind": "feedback-report", "part": "feedback-report", "fields": ABUSE}
    if head is None:
        head = content if returned == "message/rfc822" else content.split("\n\n")[0] + "\n"
    return REPORT.format(**given, returned=returned, head=head)


@pytest.fixture
def took(app, peer, topic, tmp_path):
    """Runs the command on reports about an issue that one reader of two got back."""
    readers(topic, 1)
    sent(topic, written(topic))

    def run(*reports, between=""):
        file = tmp_path / "bounces"
        file.write_text(between + f"\n\n{between}".join(reports))
        return app.test_cli_runner().invoke(args=["outbox", "bounces", str(file)]).output.splitlines()[0]

    return run


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_a_mailbox_that_is_not_there_is_written_to_no_more(app, peer, topic, took, returned):
    assert took(report(peer, returned=returned)) == "hard: 1"
    assert issues.count_readers(topic=topic) == 0
    readers(topic, 1)
    assert issues.count_readers(topic=topic) == 0
    assert "bounced" in str(rows(app, "consent_event"))


def test_a_complaint_ends_every_newsletter(peer, topic, took):
    other = topics.make_topic(values={"name": "Offers", "description": "x", "frequency": "y"})
    readers(other, 1)
    assert took(report(peer, abuse=True)) == "complaint: 1"
    assert [issues.count_readers(topic=one) for one in (topic, other)] == [0, 0]


def test_a_full_mailbox_counts_only_when_it_is_full_again_and_again(peer, topic, took):
    assert took(*[report(peer, status="5.2.2")] * 4, between="From x Fri Nov 27 09:30:00 2026\n") == "soft: 4"
    assert issues.count_readers(topic=topic) == 1
    assert took(report(peer, status="4.4.7")) == "soft: 1"
    assert issues.count_readers(topic=topic) == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"head": "Subject: another mail\n\nHello"},
        {"head": "List-Unsubscribe: <https://forms.shop.example/u/" + "A" * 48 + ">\n\nHello"},
        {"action": "delayed"},
        {"returned": "text/plain"},
    ],
    ids=["not ours", "forged", "delayed", "not returned"],
)
def test_what_proves_nothing_changes_nothing(app, peer, topic, took, changes):
    before = rows(app)
    assert took(report(peer, **changes)) == "not understood: 1"
    assert rows(app) == before


@pytest.mark.parametrize(
    "content", ["", "\xff\0", "Content-Type: multipart/report; boundary=x\n\n--x\n--x--", "From \n\n" * 9]
)
def test_rubbish_is_no_fault(took, content):
    assert "addresses" in took(content) or "not understood" in took(content)


def asked(address, topic, at=NOW):
    """Signs up, and presses the button if a mail came; says whether one did."""
    id_ = f"{address}{at}".encode()[-16:]
    subscriptions.ask(address=address, topics=[topic], origin=Origin(), now=at, id_=id_)
    token = mail_tokens.id_token(current_keys().signing, mail_tokens.CONFIRM, id_)
    try:
        subscriptions.confirm(token=token, today=at.date())
    except NotFound:
        return False
    return True


def test_a_mailbox_that_works_again_is_released_by_its_owner_and_tried_once_a_day(app, peer, topic, took):
    took(report(peer))
    subscriptions.ask(address=P0, topics=[topic], origin=Origin(), now=NOW, id_=b"a stranger asks.")
    assert not asked(P0, topic, NOW + timedelta(hours=20))
    assert asked(P0, topic, NOW + timedelta(hours=25))
    assert (issues.count_readers(topic=topic), rows(app, "suppression")) == (1, {"suppression": []})
    readers(topic, 2)
    assert issues.count_readers(topic=topic) == 2


def test_a_complaint_is_lifted_by_nobody(app, peer, topic, took):
    took(report(peer, abuse=True))
    subscribers.release(address=P0, today=NOW.date())
    assert not asked(P0, topic)
    assert len(rows(app, "suppression")["suppression"]) == 1


def test_staff_release_an_address_that_bounced_and_the_evidence_says_so(app, peer, topic, took):
    took(report(peer))
    maker = make.sign_in(app, make.account(app, "maker@shop.example", "staff"))
    page = f"/staff/newsletters/{topic.key}/people"
    assert "It works again: let it get mail" in post(maker, page, address=P0).text
    assert post(maker, page, address=P0, deed="release").status_code == 303
    found = post(maker, page, address=P0).text
    assert ("let it get mail" in found, "Mail reaches the address again" in found) == (False, True)
    assert rows(app, "suppression", "soft_bounce") == {"suppression": [], "soft_bounce": []}
    readers(topic, 1)
    assert issues.count_readers(topic=topic) == 1
