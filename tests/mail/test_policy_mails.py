"""A change of substance of the privacy policy is told once by mail, to readers of newsletters and to accounts."""

import re
from datetime import timedelta

import pytest

from forms_app.services import mail_setup, policies, policy_mails, subscriptions, visitor_accounts
from tests import make
from tests.mail.test_issues import NOW, in_words, readers, run, topic
from tests.mail.test_subscribing import rows, token_of

__all__ = ["topic"]
TODAY = NOW.date()


def publish(*, on=TODAY, material=True, changelog="We keep messages for a year."):
    values = {"title": "Privacy policy", "source": "Words.", "changelog": changelog, "is_material": material}
    policies.save_draft(values={**values, "effective_on": None}, revision=0)
    return policies.publish(account_id=1, revision=1, today=on, say=str, language="en")


def first():
    publish(on=TODAY - timedelta(days=90), material=False)


def test_everybody_is_told_once_with_the_day_what_changes_and_how_to_be_erased(app, peer, topic):
    first()
    make.account(app, "desk@shop.example", "inbox")
    readers(topic, 3)
    subscriptions.unsubscribe(
        token=token_of(app, topic, "p1@visitor.example"), from_all=False, channel="page", today=TODAY
    )
    publish()
    for days in (0, 0, 1, 20):
        run(NOW + timedelta(days=days))
    assert sorted(peer.recipients) == ["desk@shop.example", "p0@visitor.example", "p2@visitor.example"]
    bodies = {mail["To"]: mail.get_body(("plain",)).get_content() for mail in peer.mails}
    for body in bodies.values():
        in_force = in_words(TODAY + timedelta(days=30))
        for said in (in_force, "We keep messages for a year.", "/privacy/changes", "/privacy/request"):
            assert said in body
    assert ["/subscribe/never/" in bodies[who] for who in sorted(bodies)] == [False, True, True]
    told = policy_mails.find_told(number=2)
    assert (told.total, told.sent, told.failed) == (2, 2, 0)
    assert rows(app, "outbox") == {"outbox": []}


def test_visitors_with_an_account_are_told_once_whether_they_get_newsletters_or_not(app, peer, topic):
    first()
    readers(topic, 1)
    for name in ("p0", "ada"):
        opened(peer, f"{name}@visitor.example")
    del peer.kept[:]
    publish()
    for days in (0, 1):
        run(NOW + timedelta(days=days))
    assert sorted(peer.recipients) == ["ada@visitor.example", "p0@visitor.example"]
    bodies = {mail["To"]: mail.get_body(("plain",)).get_content() for mail in peer.mails}
    assert "because you have an account here" in bodies["ada@visitor.example"]
    assert "/subscribe/never/" in bodies["p0@visitor.example"]


def opened(peer, address):
    visitor_accounts.send_link(address=address, now=NOW)
    run()
    token = re.search(r"/account/password/(\S+)", peer.mails[-1].get_body(("plain",)).get_content())[1]
    visitor_accounts.choose_password(token=token, password="a rather long password", now=NOW)  # noqa: S106


def test_the_first_version_and_mere_wording_are_told_to_nobody(app, peer, topic):
    readers(topic, 2)
    first()
    publish(material=False)
    run()
    assert peer.kept == []


def test_while_mail_is_off_it_waits_and_once_in_force_it_is_no_news(app, peer, topic):
    first()
    readers(topic, 1)
    publish()
    app.extensions["settings"].__dict__["mail_sender"] = "other@shop.example"
    run()
    assert peer.kept == []
    run(NOW + timedelta(days=31))
    mail_setup.remember_tested()
    run(NOW + timedelta(days=31))
    assert (peer.kept, policy_mails.find_told(number=2)) == ([], None)
    run(NOW + timedelta(days=2))
    assert peer.recipients == ["p0@visitor.example"]


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_the_page_of_policies_says_how_far_it_is(app, peer, topic):
    first()
    readers(topic, 2)
    publish()
    boss = make.sign_in(app, make.account(app, "boss@shop.example", "administrator"))
    assert "is told by mail in a moment" in boss.get("/staff/policies").text
    peer.rcpt["p0@visitor.example"] = "550 5.1.1 no such user"
    run()
    page = boss.get("/staff/policies").text
    assert ("Told by mail: 1 of 2 who get newsletters" in page, "1 could not be delivered." in page) == (True, True)
