"""Newsletters, their issues and readers, for journeys; the links that mails would bring."""

from datetime import UTC, datetime, timedelta

from flask import Flask

from forms_app.domain import mail_tokens
from forms_app.domain.demo import SITE
from forms_app.domain.mails import Mail
from forms_app.domain.newsletters import Topic
from forms_app.domain.subscriber_lists import Row
from forms_app.services import imports, issues, list_moves, mail_setup, outbox, sending, site, subscriptions, topics
from forms_app.services.subscriptions import Origin, subject_of
from forms_app.storage.database import transaction
from tests.journeys.served import Served

READER = "reader@example.org"
BODY = """# Three new bars

Since last month we have been trying things out, and three of them stay:

- **Sea salt** from the coast
- Hazelnut, roasted *slowly*
- Orange

> The best one so far. (A customer)

[See them all](https://example.org/bars), or come by.
"""


def prepare_mail(served: Served) -> None:
    with served.app.app_context():
        site.change_site(kept=SITE)
        mail_setup.remember_tested()
        bars = make_topic("New bars", "What we make next, before it is in the shop.", "about once a month")
        make_topic("Workshops", "Days on which you may make chocolate with us.", "four times a year")
        topics.make_topic(values={"name": "Nothing", "description": "x", "frequency": "never"})
        readers = [f"p{number}@example.org" for number in range(60)]
        today = datetime.now(UTC).date()
        rows = [Row(n, name, today - timedelta(days=30), "old shop") for n, name in enumerate([READER, *readers])]
        imports.take_over(topic=bars, rows=rows, today=today)
        write(bars, "A draft about Easter")
        write(bars, "", "")
        send(bars, "The sent one")
        begin(bars, "The one on its way")
        paused = begin(bars, "The paused one")
        issues.pause(issue=paused)
        issue = write(bars, "The one for next year")
        at = datetime.now(UTC) + timedelta(days=200)
        issues.send(issue=issue, revision=issue.revision, at=at, zone="Europe/London")
        put_down()
        move(days_ago=3, name="Tastings")
        move(days_ago=20, name="Recipes")
        list_moves.call_off(topic=move(days_ago=1, name="Old letters"), today=today)
    served.open_form("newsletters", switches=["count", "subscribe"])


def make_topic(name: str, description: str, frequency: str) -> Topic:
    return topics.make_topic(values={"name": name, "description": description, "frequency": frequency})


def move(*, days_ago: int, name: str) -> Topic:
    """A newsletter that visitors are not offered any more, announced to move that long ago."""
    topic = make_topic(name, "What went on before.", "now and then")
    topics.change_topic(id_=topic.id, values={"is_offered": False})
    now = datetime.now(UTC) - timedelta(days=days_ago)
    rows = [Row(n, f"m{n}@example.org", now.date(), "old shop") for n in range(3)]
    imports.take_over(topic=topic, rows=rows, today=now.date())
    list_moves.begin(topic=topic, goes_to="Postbox, run by Postbox Ltd of Anytown", now=now)
    while sending.run(now=now).tried:
        pass
    return topic


def write(topic: Topic, subject: str, body: str = BODY) -> issues.Issue:
    id_ = issues.make_issue(topic=topic, zone="Europe/London")
    issue = issues.get_issue(topic=topic, id_=id_)
    issues.write_issue(issue=issue, values={"subject": subject, "body": body}, revision=0)
    return issues.get_issue(topic=topic, id_=id_)


def begin(topic: Topic, subject: str) -> issues.Issue:
    issue = write(topic, subject)
    issues.send(issue=issue, revision=issue.revision)
    issues.begin_due(now=datetime.now(UTC))
    return issues.get_issue(topic=topic, id_=issue.id)


def send(topic: Topic, subject: str) -> None:
    begin(topic, subject)
    while sending.run(now=datetime.now(UTC)).tried:
        pass
    sending.run(now=datetime.now(UTC))


@transaction("people")
def put_down() -> None:
    mail = Mail(to=READER, subject="Results are ready", text="Hello", html="<p>Hello</p>")
    outbox.put_down(mail, kind="results", now=datetime.now(UTC))


def topic_named(app: Flask, name: str) -> Topic:
    with app.app_context():
        return next(topic for topic in topics.list_topics() if topic.name == name)


def issue_path(app: Flask, subject: str) -> str:
    topic = topic_named(app, "New bars")
    with app.app_context():
        issue = next(one for one in issues.list_issues(topic=topic) if one.subject == subject)
    return f"/staff/newsletters/{topic.key}/issues/{issue.key}"


def link(app: Flask, kind: str) -> str:
    """What a mail to the reader would lead to."""
    topic = topic_named(app, "New bars")
    keys = app.extensions["site_keys"].signing
    with app.app_context():
        subject = subject_of(READER)
        if kind == "confirm":
            id_ = b"journeys-pending"
            subscriptions.ask(
                address="new@example.org", topics=[topic], origin=Origin(), now=datetime.now(UTC), id_=id_
            )
            return f"/subscribe/confirm/{mail_tokens.id_token(keys, mail_tokens.CONFIRM, id_)}"
        if kind == "never":
            token = mail_tokens.id_token(keys, mail_tokens.NEVER, subject_of("stranger@example.org"))
            return f"/subscribe/never/{token}"
        if kind == "own":
            until = datetime.now(UTC).date() + timedelta(days=3)
            return f"/subscribe/mine/{mail_tokens.own_token(keys, subject, until=until)}"
        if kind == "moving":
            moving = topic_named(app, "Tastings")
            return f"/u/{mail_tokens.listed_token(keys, mail_tokens.Listed(subject_of('m0@example.org'), moving.id))}"
    who = subject if kind == "reader" else b"somebody-unknown"
    return f"/u/{mail_tokens.listed_token(keys, mail_tokens.Listed(who, topic.id))}"
