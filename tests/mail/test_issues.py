"""Newsletter issues: written, tried, sent to who still wants them, paused, stopped; every one says how to stop it."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from forms_app.domain import mail_tokens
from forms_app.domain.newsletters import Topic
from forms_app.domain.subscriber_lists import Row
from forms_app.services import imports, issues, mail_setup, outbox, sending, site, subscriptions, topics
from tests import make
from tests.mail.test_headers import keys, verified
from tests.mail.test_subscribing import rows, token_of

NOW = datetime.now(UTC).replace(microsecond=0)
BODY = """# New bars

Hello *everybody*,

- sea salt
- hazelnut

[See them](https://shop.example/bars) or write to <hello@shop.example>.

![pixel](https://track.example/p.gif) <script>alert(1)</script> [bad](javascript:alert(1))
"""


@pytest.fixture
def topic(app, mail_works) -> Topic:
    site.change_site(kept={"name": "Marlowe Lane", "address": "7 Marlowe Lane\nAnytown"})
    values = {"name": "New bars", "description": "What we make next.", "frequency": "about once a month"}
    return topics.make_topic(values=values)


@pytest.fixture
def maker(app):
    return make.sign_in(app, make.account(app, "maker@shop.example", "staff"))


def readers(topic, number, start=0):
    listed = [Row(n, f"p{n}@visitor.example", NOW.date() - timedelta(days=9), "shop") for n in range(start, number)]
    imports.take_over(topic=topic, rows=listed, today=NOW.date())


def written(topic, subject="Three new bars", body=BODY):
    id_ = issues.make_issue(topic=topic, zone="Europe/London")
    issue = issues.get_issue(topic=topic, id_=id_)
    issues.write_issue(issue=issue, values={"subject": subject, "body": body}, revision=0)
    return issues.get_issue(topic=topic, id_=id_)


def sent(topic, issue, now=NOW):
    issues.send(issue=issue, revision=issue.revision)
    run(now)
    return issues.get_issue(topic=topic, id_=issue.id)


def in_words(day):
    return f"{day:%B} {day.day}, {day.year}"


def run(now=NOW):
    while sending.run(now=now).tried:
        pass


def post(browser, path, **data):
    return browser.post(path, data={**data, "csrf_token": make.csrf_in(browser.get("/staff"))})


def test_everybody_who_signed_up_gets_it_once_with_both_parts_and_the_ways_to_stop_it(app, peer, topic):
    readers(topic, 60)
    done = sent(topic, written(topic))
    assert (done.state, done.total, done.sent, done.failed) == ("done", 60, 60, 0)
    assert sorted(peer.recipients) == sorted(f"p{n}@visitor.example" for n in range(60))
    assert len({mail["Message-ID"] for mail in peer.mails}) == 60
    to, content = peer.kept[0]
    token = token_of(app, topic, to)
    assert f"\r\nList-Unsubscribe: <https://forms.shop.example/u/{token}>\r\n".encode() in content
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in content
    assert f"\r\nList-Id: <{topic.key}.forms.shop.example>\r\n".encode() in content
    for part in ("plain", "html"):
        shown = unescape(peer.mails[0].get_body((part,)).get_content())
        for said in (
            f"/u/{token}",
            f"confirmed it on {in_words(NOW.date() - timedelta(days=9))}",
            "7 Marlowe Lane",
            "sea salt",
            "/subscribe/mine",
        ):
            assert said in shown
    html = peer.mails[0].get_body(("html",)).get_content()
    assert not re.search(r"<img|<script|href=.javascript:|<link|src=", html)
    assert "See them (https://shop.example/bars)" in peer.mails[0].get_body(("plain",)).get_content()
    assert rows(app, "outbox") == {"outbox": []}


def test_who_stops_it_while_it_is_sent_gets_nothing_and_a_paused_one_waits(app, client, peer, topic):
    readers(topic, 5)
    issue = written(topic)
    issues.send(issue=issue, revision=issue.revision)
    issues.begin_due(now=NOW)
    client.post(f"/u/{token_of(app, topic, 'p3@visitor.example')}")
    issues.pause(issue=issue)
    run()
    assert peer.kept == []
    issues.resume(issue=issue)
    run()
    done = issues.get_issue(topic=topic, id_=issue.id)
    progress = issues.look_at(issue=done)
    assert sorted(peer.recipients) == [f"p{n}@visitor.example" for n in (0, 1, 2, 4)]
    assert (done.state, done.sent, progress.skipped(done), progress.unsubscribed) == ("done", 4, 1, 1)


def test_a_stopped_one_goes_to_nobody_else(app, peer, topic):
    readers(topic, 120)
    issue = written(topic)
    issues.send(issue=issue, revision=issue.revision)
    sending.run(now=NOW)
    issues.stop(issue=issue)
    run()
    assert (len(peer.kept), issues.get_issue(topic=topic, id_=issue.id).state) == (50, "stopped")
    assert rows(app, "outbox") == {"outbox": []}


def test_a_scheduled_one_begins_at_its_time_and_twice_begun_is_sent_once(app, peer, topic):
    readers(topic, 3)
    issue = written(topic)
    issues.send(issue=issue, revision=issue.revision, at=NOW + timedelta(hours=1), zone="Europe/Berlin")
    run()
    assert peer.kept == []
    for _ in range(2):
        issues.begin_due(now=NOW + timedelta(hours=1))
    run(NOW + timedelta(hours=1))
    assert len(peer.kept) == 3


def test_a_mailbox_that_is_not_there_is_written_to_no_more_and_blocked_mail_is_no_reason(app, peer, topic):
    peer.rcpt["p0@visitor.example"] = "550 5.1.1 no such user"
    peer.rcpt["p1@visitor.example"] = "550 5.7.1 blocked: your network has a bad name"
    readers(topic, 3)
    done = sent(topic, written(topic))
    assert (done.sent, done.failed, issues.look_at(issue=done).waiting) == (1, 2, 0)
    for number in range(2, 7):
        sent(topic, written(topic, f"Issue {number}"), NOW + timedelta(days=number))
    assert issues.count_readers(topic=topic) == 1
    kept = rows(app, "suppression", "subscriber")
    assert (len(kept["suppression"]), len(kept["subscriber"])) == (2, 1)
    readers(topic, 3)
    assert issues.count_readers(topic=topic) == 1  # an import brings nobody back


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_it_is_signed_and_the_signature_covers_both_list_headers_as_received(app, peer, topic, tmp_path):
    key, public = keys()
    (tmp_path / "dkim.pem").write_bytes(key)
    more = {"mail_dkim_domain": "shop.example", "mail_dkim_selector": "s1", "mail_dkim_key_file": tmp_path / "dkim.pem"}
    app.extensions["settings"].__dict__.update(more)
    with pytest.raises(Exception, match="test message"):
        sent(topic, written(topic))
    mail_setup.remember_tested()
    readers(topic, 1)
    sent(topic, written(topic))
    content = peer.kept[0][1]
    signed = re.search(rb"h=([^;]+);", content)[1].replace(b"\r\n", b"").replace(b" ", b"").split(b":")
    assert {b"list-unsubscribe", b"list-unsubscribe-post"} <= {name.strip().lower() for name in signed}
    assert verified(content, public)


def test_the_pages_lead_from_a_draft_to_an_issue_that_is_sent(app, maker, peer, topic):
    readers(topic, 2)
    made = post(maker, f"/staff/newsletters/{topic.key}/issues")
    path = made.location
    assert "Newsletter issue" in maker.get(path).text
    refused = post(maker, path, subject="x" * 200, body="", revision="0")
    assert (refused.status_code, "at most 150 characters" in refused.text) == (422, True)
    post(maker, path, subject="Three new bars", body=BODY, revision="0", go="look")
    look = unescape(maker.get(f"{path}/look").text)
    assert "See them (https://shop.example/bars)" in look
    shown = maker.get(f"{path}/mail?dark=yes")
    assert ("@media all" in shown.text, "sandbox" in shown.headers["Content-Security-Policy"]) == (True, True)
    late = post(maker, path, subject="Other", body="Other", revision="0")
    assert (late.status_code, "changed meanwhile" in late.text, "Other" in late.text) == (409, True, True)
    post(maker, path, subject="Three new bars", body=BODY, revision="1", go="test")
    run(now=datetime.now(UTC))
    assert peer.recipients == ["maker@shop.example"]
    page = maker.get(f"{path}/send").text
    assert "2 people get it." in page
    wrong = post(maker, f"{path}/send", when="later", send_at="2020-01-01T10:00", zone="UTC", revision="2")
    assert (wrong.status_code, "Please choose a time to come." in wrong.text) == (422, True)
    assert post(maker, f"{path}/send", when="now", revision="2").status_code == 303
    watched = maker.get(path)
    assert ("Being sent" in watched.text, "Refresh" in watched.headers) == (True, True)
    run(datetime.now(UTC))
    assert (len(peer.kept), "Refresh" in maker.get(path).headers) == (3, False)
    assert "Who opened it, nobody knows" in maker.get(path).text
    assert post(maker, f"{path}/change", deed="delete").status_code == 404


def test_two_readers_of_two_newsletters_and_other_topics_are_left_alone(app, peer, topic):
    other = topics.make_topic(values={"name": "Offers", "description": "x", "frequency": "y"})
    readers(topic, 2)
    readers(other, 4, start=2)
    sent(other, written(other))
    assert sorted(peer.recipients) == ["p2@visitor.example", "p3@visitor.example"]


def test_keys_of_tokens_may_change_between_issues(app, client, peer, topic):
    readers(topic, 1)
    sent(topic, written(topic))
    link = re.search(rb"forms.shop.example(/u/[^>]+)>", peer.kept[0][1])[1].decode()
    held = app.extensions["site_keys"]
    app.extensions["site_keys"] = type(held)(held.site, (*held.signing, b"n" * 32))
    assert client.post(link).status_code == 200
    assert issues.count_readers(topic=topic) == 0
    assert mail_tokens.read_listed(app.extensions["site_keys"].signing, link[3:]).topic == topic.id
    assert subscriptions.find_topic(id_=topic.id) == topic
    assert outbox.list_waiting()[1:] == (0, 0)


def test_a_second_worker_puts_nothing_down_again_that_the_first_has_sent(app, peer, topic):
    readers(topic, 5)
    issue = written(topic)
    issues.send(issue=issue, revision=issue.revision)
    slow = issues._list_due(NOW)
    run()
    assert len(peer.kept) == 5
    for late in slow:
        assert issues._queue(late, bytes(1), None, NOW) == 0
    run()
    assert len(peer.kept) == 5
