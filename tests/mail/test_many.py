"""A hundred thousand readers: queued by statements in parts, and sent with a memory that does not grow with them."""

import resource
import time
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert

from forms_app.services import issues, mail_setup, outbox, sending, topics
from forms_app.services.subscriptions import lock_of_addresses, subject_of
from forms_app.storage.database import connection, transaction
from forms_app.storage.people_subscribers import subscriber, subscription
from tests.mail.test_issues import written
from tests.mail.test_subscribing import count

NOW = datetime.now(UTC).replace(microsecond=0)
READERS, SENT_FIRST, SENT = 100_000, 50, 200


@transaction("people")
def add_readers(topic, number):
    lock, rows = lock_of_addresses(), []
    for n in range(number):
        subject = subject_of(address := f"p{n}@visitor.example")
        rows.append({"subject": subject, "body": lock.seal(address.encode(), subject)})
    connection("people").execute(insert(subscriber), rows)
    listed = [{"topic": topic.id, "subject": row["subject"], "confirmed_on": NOW.date()} for row in rows]
    connection("people").execute(insert(subscription), listed)


def memory():
    """The most this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.mark.slow
def test_a_hundred_thousand_are_queued_whole_and_sent_in_a_stream(app, peer, mail_works):
    topic = topics.make_topic(values={"name": "New bars", "description": "x", "frequency": "y"})
    add_readers(topic, READERS)
    issue = written(topic)
    issues.send(issue=issue, revision=issue.revision)
    began = time.perf_counter()
    issues.begin_due(now=NOW)
    queued = time.perf_counter() - began
    found = issues.get_issue(topic=topic, id_=issue.id)
    assert (found.state, found.total, count(app, "outbox")) == ("sending", READERS, READERS)
    held = []
    for enough in (SENT_FIRST, SENT):
        while len(peer.kept) < enough:
            sending.run(now=NOW)
        held.append(memory())
    took = time.perf_counter() - began - queued
    found = issues.get_issue(topic=topic, id_=issue.id)
    assert (found.sent, len(set(peer.recipients)), outbox.list_waiting()[1]) == (SENT, SENT, READERS - SENT)
    assert mail_setup.find_obstacle() is None
    engine = app.extensions["databases"]["people"].dialect.name
    print(f"\n{engine}: {READERS} queued in {queued:.1f} s; {SENT / took:.0f} mails a second; {held} MB at most")
