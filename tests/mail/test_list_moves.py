"""A newsletter moves to another system: everybody is told two weeks before, may leave, and only who stayed goes."""

import contextvars
from datetime import UTC, datetime, timedelta

import pytest

from forms_app.domain.errors import Conflict
from forms_app.gateways import vault
from forms_app.services import activity, holdings, issues, list_moves, moved_lists, subscribers, subscriptions
from forms_app.services.activity import Wanted
from forms_app.services.subscriptions import subject_of
from tests import make
from tests.mail.test_issues import NOW, in_words, readers, run, topic
from tests.mail.test_subscribing import rows, token_of
from tests.web.staff_pages import post, said

__all__ = ["topic"]
TODAY, PHRASE, WHERE = NOW.date(), b"four words in a row", "Postbox, run by Postbox Ltd"
LATER = TODAY + timedelta(days=14)


def begun(topic, number=4):
    readers(topic, number)
    list_moves.begin(topic=topic, goes_to=WHERE, now=NOW)
    run()


def taken(topic, folder, today=LATER):
    """Addresses and do-not-mail lines of the file, opened as by the command."""
    (folder / "list").write_bytes(list_moves.take(topic=topic, passphrase=PHRASE, today=today))
    (folder / "phrase").write_bytes(PHRASE)
    addresses, blocked = moved_lists.open_list(path=folder / "list", passphrase_file=folder / "phrase")
    return sorted(address for address, _day in addresses), blocked


def test_who_was_told_and_stayed_goes_along_with_the_do_not_mail_list_and_nobody_else(
    app, client, peer, topic, tmp_path
):
    begun(topic)
    assert sorted(peer.recipients) == [f"p{n}@visitor.example" for n in range(4)]
    words = peer.mails[0].get_body(("plain",)).get_content()
    token = token_of(app, topic, peer.recipients[0])
    assert (WHERE in words, in_words(LATER) in words, f"/u/{token}" in words) == (True, True, True)
    assert f"<https://forms.shop.example/u/{token}>" in peer.mails[0]["List-Unsubscribe"]
    leaving = f"/u/{token_of(app, topic, 'p1@visitor.example')}"
    assert WHERE in client.get(leaving).text
    assert client.post(leaving).status_code == 200
    readers(topic, 6, start=4)  # who came later was not told
    with pytest.raises(Conflict):
        list_moves.take(topic=topic, passphrase=PHRASE, today=LATER - timedelta(days=1))
    addresses, blocked = taken(topic, tmp_path)
    assert addresses == ["p0@visitor.example", "p2@visitor.example", "p3@visitor.example"]
    assert blocked == [[subject_of("p1@visitor.example").hex(), topic.key]]
    assert issues.count_readers(topic=topic) == 5
    found = next(s for s in holdings.list_held(subject=subject_of("p0@visitor.example")) if "move to" in s.name)
    assert [row["Handed over on"] for row in found.rows] == [LATER.isoformat()]
    assert "Handed over to another system" in str(holdings.list_held(subject=subject_of("p0@visitor.example")))


def test_made_again_it_is_the_same_list_and_the_evidence_stands_once(app, topic, tmp_path):
    begun(topic, 2)
    first, second = taken(topic, tmp_path), taken(topic, tmp_path, LATER + timedelta(days=30))
    assert first == second
    assert sum("moved" in row for row in rows(app, "consent_event")["consent_event"]) == 2
    with pytest.raises(Conflict):
        list_moves.take(topic=topic, passphrase=PHRASE, today=LATER + timedelta(days=31))
    with pytest.raises(Conflict):
        list_moves.call_off(topic=topic, today=LATER)  # the list is out
    list_moves.end(topic=topic, today=LATER)
    with pytest.raises(Conflict):
        list_moves.take(topic=topic, passphrase=PHRASE, today=LATER)


def test_called_off_nothing_more_is_sent_and_nothing_is_handed_over(app, peer, topic):
    readers(topic, 3)
    list_moves.begin(topic=topic, goes_to=WHERE, now=NOW)
    with pytest.raises(Conflict):
        list_moves.begin(topic=topic, goes_to=WHERE, now=NOW)
    list_moves.call_off(topic=topic, today=TODAY)
    run()
    assert (peer.kept, rows(app, "move_reader", "outbox")) == ([], {"move_reader": [], "outbox": []})
    with pytest.raises(Conflict):
        list_moves.take(topic=topic, passphrase=PHRASE, today=LATER)
    list_moves.begin(topic=topic, goes_to=WHERE, now=NOW + timedelta(days=1))
    run(NOW + timedelta(days=1))
    assert len(peer.kept) == 3


def test_who_could_not_be_told_or_was_told_late_stays_here(app, peer, topic, tmp_path):
    peer.rcpt["p0@visitor.example"] = "550 5.7.1 blocked"
    peer.rcpt["p1@visitor.example"] = "451 4.2.0 later"
    begun(topic)
    peer.rcpt.clear()
    run(NOW + timedelta(days=2))
    assert taken(topic, tmp_path)[0] == ["p2@visitor.example", "p3@visitor.example"]
    assert "p1@visitor.example" in peer.recipients


def test_who_is_erased_or_signs_up_again_does_not_go_along(app, peer, topic, tmp_path):
    begun(topic)
    subscribers.erase(address="p0@visitor.example", today=TODAY)
    subscriptions.unsubscribe(
        token=token_of(app, topic, "p1@visitor.example"), from_all=False, channel="page", today=TODAY
    )
    subscriptions.ask(
        address="p1@visitor.example", topics=[topic], origin=subscriptions.Origin(), now=NOW, id_=b"a" * 16
    )
    keys = app.extensions["site_keys"].signing
    subscriptions.confirm(token=subscriptions.mail_tokens.id_token(keys, b"confirm/1\0", b"a" * 16), today=TODAY)
    assert taken(topic, tmp_path)[0] == ["p2@visitor.example", "p3@visitor.example"]


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_only_an_administrator_begins_it_with_the_password_typed_once_more(app, peer, topic):
    readers(topic, 2)
    who = make.account(app, "admin@shop.example", "administrator")
    boss, page = make.sign_in(app, who), f"/staff/moves/{topic.key}"
    refused = post(boss, f"{page}/begin", goes_to="", password="wrong")
    assert (refused.status_code, "This is not the password of your account." in refused.text) == (422, True)
    assert list_moves.find(topic=topic) is None
    assert post(boss, f"{page}/begin", goes_to=WHERE, password=who["password"]).status_code == 303
    run(now=datetime.now(UTC))
    assert "2 people" in said(boss.get(page))
    assert post(boss, f"{page}/take", phrase="short", password="x").status_code == 422
    early = post(boss, f"{page}/take", phrase="four words in a row", password=who["password"])
    assert early.status_code == 409
    assert post(boss, f"{page}/call-off").status_code == 303
    assert [entry.deed for entry in activity.list_entries(wanted=Wanted(), before=None, most=2)] == [
        "newsletter move called off",
        "newsletter move announced",
    ]
    for role in ("staff", "manager"):
        other = make.sign_in(app, make.account(app, f"{role}@shop.example", role))
        assert (other.get(page).status_code, post(other, f"{page}/begin").status_code) == (403, 403)


@pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
def test_the_command_opens_the_file_with_its_passphrase_only(app, peer, topic, tmp_path):
    begun(topic, 2)
    (tmp_path / "list").write_bytes(list_moves.take(topic=topic, passphrase=PHRASE, today=LATER))
    assert b"visitor.example" not in (tmp_path / "list").read_bytes()
    (tmp_path / "right").write_bytes(PHRASE)
    (tmp_path / "wrong").write_bytes(b"other words in a row")
    (tmp_path / "other").write_bytes(vault.seal([b'{"format": "backup/1"}'], PHRASE))

    def open_(file, phrase):
        args = ["newsletters", "open", str(tmp_path / file), str(tmp_path / "out"), "--passphrase-file"]
        return contextvars.Context().run(app.test_cli_runner().invoke, args=[*args, str(tmp_path / phrase)])

    assert "cannot be opened" in open_("list", "wrong").output
    assert "no list of a newsletter" in open_("other", "right").output
    assert "2 addresses and 0 lines" in open_("list", "right").output
    lines = (tmp_path / "out" / "addresses.csv").read_text().splitlines()
    assert (lines[0], len(lines)) == ("email,confirmed_on", 3)
    assert "is there already" in open_("list", "right").output
