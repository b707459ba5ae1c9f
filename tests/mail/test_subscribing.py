"""Newsletters are asked for on a page and agreed to by a button behind a mail; who stops one gets it no more."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from forms_app.domain import mail_tokens
from forms_app.domain.newsletters import Topic
from forms_app.services import outbox, sending, subscriptions, topics, upkeep
from forms_app.services.subscriptions import Origin, subject_of
from tests import make

NOW = datetime.now(UTC).replace(microsecond=0)
PERSON, OTHER = "reader.one@visitor.example", "other@visitor.example"
TABLES = ("subscriber", "subscription", "pending_subscription", "suppression", "consent_event", "wording", "mail_pause")
SITE = "https://forms.shop.example"


@pytest.fixture
def topic(app, mail_works) -> Topic:
    values = {"name": "New bars", "description": "What we make next.", "frequency": "about once a month"}
    return topics.make_topic(values=values)


def rows(app, *tables):
    with app.extensions["databases"]["people"].connect() as connection:
        return {name: sorted(map(str, connection.execute(text(f"SELECT * FROM {name}")))) for name in tables or TABLES}


def count(app, table):
    return len(rows(app, table)[table])


def post_page(client, path, **data):
    page = client.get(path)
    found = re.search(r'name="token" value="([^"]+)"', page.text)
    return client.post(path, data={"token": found[1] if found else "", **data})


def deliver(peer, now=None):
    """Send what is due; the links of the newest mail, by their first word."""
    while sending.run(now=now or datetime.now(UTC)).tried:
        pass
    body = peer.mails[-1].get_body(("plain",)).get_content()
    links = [link.removeprefix(SITE) for link in re.findall(rf"{SITE}/\S+", body)]
    return {link.split("/")[1] + "/" + link.split("/")[2]: link for link in links}


def subscribed(client, peer, topic, address=PERSON):
    assert post_page(client, "/subscribe", topic=topic.key, address=address).status_code == 200
    link = deliver(peer)["subscribe/confirm"]
    assert client.post(link).status_code == 200
    return link


def test_an_address_is_subscribed_by_the_button_behind_the_mail_and_not_before(app, client, peer, topic):
    page = client.get("/subscribe").text
    assert ("New bars" in page, "checked" in page) == (True, False)
    asked = post_page(client, "/subscribe", topic=topic.key, address=PERSON)
    assert ("Please look into your mailbox" in asked.text, PERSON in asked.text) == (True, False)
    link = deliver(peer)["subscribe/confirm"]
    assert "Do you want to get this?" in client.get(link).text
    assert count(app, "subscription") == 0
    for _ in range(2):
        assert "From now on you get:" in client.post(link).text
    assert (count(app, "subscription"), count(app, "consent_event")) == (1, 2)
    assert peer.recipients == [PERSON]


def test_nothing_in_the_tables_names_anybody(app, client, peer, topic):
    subscribed(client, peer, topic)
    stored = str(rows(app, *TABLES, "outbox")).lower()
    assert ("reader.one" in stored, "visitor.example" in stored) == (False, False)
    assert not re.search(r"\d\d:\d\d", stored.replace("00:00", ""))


def test_every_address_gets_the_same_answer_and_one_that_does_not_want_gets_no_mail(app, client, peer, topic):
    post_page(client, "/subscribe", topic=topic.key, address=OTHER)
    never = deliver(peer)["subscribe/never"]
    before = rows(app)
    assert ("It was not you?" in client.get(never).text, rows(app) == before) == (True, True)
    assert "is deleted" in client.post(never).text
    assert count(app, "pending_subscription") == 0
    answers = {post_page(client, "/subscribe", topic=topic.key, address=who).text for who in (PERSON, OTHER, PERSON)}
    deliver(peer)
    assert (len(answers), peer.recipients) == (1, [OTHER, PERSON])


def test_what_is_missing_is_said_and_what_was_typed_stays(client, topic):
    refused = post_page(client, "/subscribe", address="nobody")
    assert refused.status_code == 422
    for said in ("Please choose at least one newsletter.", "Please write an e-mail address", 'value="nobody"'):
        assert said in refused.text
    trapped = post_page(client, "/subscribe", topic=topic.key, address=PERSON, homepage="x")
    assert (trapped.status_code, "send it again" in trapped.text, PERSON in trapped.text) == (422, True, True)


def test_an_address_is_written_to_once_in_a_quarter_of_an_hour_and_thrice_a_day(app, peer, topic):
    times = [0, 14, 21, 43, 64, 90, 24 * 60 + 1]
    for minutes in times:
        at = NOW.replace(hour=0, minute=1) + timedelta(minutes=minutes)
        subscriptions.ask(address=PERSON, topics=[topic], origin=Origin(), now=at)
    assert count(app, "outbox") == 4  # at 0, 21 and 43, and on the next day
    subscriptions.ask(address=OTHER, topics=[topic], origin=Origin(), now=NOW)
    assert count(app, "outbox") == 5


def test_the_same_address_at_once_is_written_to_once(app, topic):
    def ask(_number):
        with app.app_context():
            subscriptions.ask(address=PERSON, topics=[topic], origin=Origin(), now=NOW)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(ask, range(12)))
    assert (count(app, "outbox"), count(app, "pending_subscription")) == (1, 1)


def test_what_is_not_confirmed_in_seven_days_is_deleted(app, client, topic):
    subscriptions.ask(address=PERSON, topics=[topic], origin=Origin(), now=NOW)
    upkeep.purge_people(today=NOW.date() + timedelta(days=6))
    assert count(app, "pending_subscription") == 1
    upkeep.purge_people(today=NOW.date() + timedelta(days=7))
    left = rows(app, "pending_subscription", "outbox", "mail_pause", "subscriber", "consent_event")
    assert left == dict.fromkeys(left, [])


def token_of(app, topic, address=PERSON):
    keys = app.extensions["site_keys"].signing
    return mail_tokens.listed_token(keys, mail_tokens.Listed(subject_of(address), topic.id))


@pytest.mark.parametrize("how", ["form", "one-click", "multipart", "empty", "json"])
def test_unsubscribing_by_post_needs_nothing_but_the_token(app, client, peer, topic, how):
    subscribed(client, peer, topic)
    token = token_of(app, topic)
    bodies = {
        "form": {"data": {}},
        "one-click": {"data": {"List-Unsubscribe": "One-Click"}},
        "multipart": {"data": {"List-Unsubscribe": "One-Click"}, "content_type": "multipart/form-data"},
        "empty": {},
        "json": {"json": {"a": 1}},
    }
    headers = {"Origin": "https://mail.elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    for _ in range(2):
        done = client.post(f"/u/{token}", headers=headers, **bodies[how])
        assert (done.status_code, "Location" in done.headers, "Set-Cookie" in done.headers) == (200, False, False)
        assert "You get no more issues of “New bars”." in done.text
    kept = rows(app, "subscription", "subscriber", "pending_subscription", "suppression", "consent_event")
    assert [len(kept[name]) for name in kept] == [0, 0, 0, 1, 3]
    assert ("one-click" in str(kept["consent_event"])) == (how in ("one-click", "multipart"))


def test_looking_at_the_page_changes_nothing(app, client, peer, topic):
    subscribed(client, peer, topic)
    before, token = rows(app), token_of(app, topic)
    for method in ("GET", "HEAD", "OPTIONS", "GET"):
        assert client.open(f"/u/{token}", method=method).status_code == 200
    assert rows(app) == before
    assert client.get(f"/u/{token}").text.count("<button") == 2


def test_a_token_works_for_somebody_who_was_erased_and_after_the_keys_changed(app, client, topic):
    token = token_of(app, topic, "nobody.knows@visitor.example")
    assert (len(token), "nobody" in token) == (48, False)
    app.extensions["site_keys"] = type(app.extensions["site_keys"])(
        app.extensions["site_keys"].site, (*app.extensions["site_keys"].signing, b"n" * 32)
    )
    assert client.post(f"/u/{token}").status_code == 200
    assert client.post(f"/u/{token_of(app, topic)}").status_code == 200
    assert count(app, "suppression") == 2
    wrong = [token[:-1] + ("A" if token[-1] != "A" else "B"), token[1:], "", "ü" * 48, token + "A", token.swapcase()]
    assert [client.post(f"/u/{text}").status_code for text in wrong] == [404] * 6


def test_from_everything_stops_every_newsletter_and_signing_up_again_is_possible(app, client, peer, topic):
    subscribed(client, peer, topic)
    client.post(f"/u/{token_of(app, topic)}", data={"from": "all"})
    assert (count(app, "subscription"), count(app, "suppression")) == (0, 1)
    app.extensions["databases"]["people"].dispose()
    later = datetime.now(UTC) + timedelta(minutes=21)
    subscriptions.ask(address=PERSON, topics=[topic], origin=Origin(), now=later)
    client.post(deliver(peer, later)["subscribe/confirm"])
    assert (count(app, "subscription"), count(app, "suppression")) == (1, 0)


def test_a_confirmation_from_before_does_not_undo_stopping(app, client, peer, topic):
    link = subscribed(client, peer, topic)
    client.post(f"/u/{token_of(app, topic)}")
    assert client.post(link).status_code == 404
    assert count(app, "subscription") == 0


def test_the_link_to_ones_own_newsletters_comes_by_mail_and_shows_the_evidence(app, client, peer, topic):
    subscribed(client, peer, topic)
    answers = {client.post("/subscribe/mine", data={"address": who}).text for who in (PERSON, OTHER)}
    own = deliver(peer)["subscribe/mine"]
    assert (len(answers), peer.recipients) == (1, [PERSON, PERSON])
    page = client.get(own).text
    assert ("I want to get the newsletter “New bars”" in page, "Asked for" in page) == (True, True)
    before = rows(app)
    client.post(own, data={"topic": topic.key})
    assert rows(app) == before
    assert "You get none, and your address is not kept." in client.post(own).text
    assert count(app, "subscriber") == 0
    with pytest.raises(Exception, match="link"):
        subscriptions.look_at_own(token=own.rsplit("/", 1)[1], today=NOW.date() + timedelta(days=60))


def test_programs_that_open_every_link_of_a_mail_change_nothing(app, client, peer, topic):
    post_page(client, "/subscribe", topic=topic.key, address=PERSON)
    links = set(deliver(peer).values())
    html = peer.mails[-1].get_body(("html",)).get_content()
    links |= {link.removeprefix(SITE) for link in re.findall(rf'href="({SITE}[^"]+)"', html)}
    before = rows(app)
    assert len(links) == 2
    for link in [*links, *links]:
        assert client.get(link).status_code == 200
    assert rows(app) == before


def test_without_a_mail_server_that_was_tried_nobody_can_sign_up(app, client, topic):
    app.extensions["settings"].__dict__["mail_sender"] = "new@shop.example"
    assert "Signing up is not possible at the moment." in client.get("/subscribe").text
    assert post_page(client, "/subscribe", topic=topic.key, address=PERSON).status_code == 503
    assert count(app, "pending_subscription") == 0
    assert outbox.list_waiting()[1:] == (0, 0)


def test_wordings_stay_when_the_newsletter_is_worded_otherwise(app, client, peer, topic):
    subscribed(client, peer, topic)
    maker = make.sign_in(app, make.account(app, role="staff"))
    path = f"/staff/newsletters/{topic.key}/settings"
    changed = {"name": "Offers", "description": "Everything.", "frequency": "daily", "is_offered": "yes"}
    assert maker.post(path, data={**changed, "csrf_token": make.csrf_in(maker.get(path))}).status_code == 303
    subscribed(client, peer, topic, OTHER)
    stored = rows(app, "wording")["wording"]
    assert [("New bars" in one, "Offers" in one) for one in sorted(stored, key=lambda s: "Offers" in s)] == [
        (True, False),
        (False, True),
    ]
