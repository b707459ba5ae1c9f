"""What is put into the outbox arrives once, whatever the mail server does; a crash doubles one mail at most."""

import secrets
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from forms_app.domain.mails import Mail
from forms_app.domain.outbox import LEASE
from forms_app.services import outbox, sending
from forms_app.storage.database import transaction
from tests.killing import killed_at

NOW = datetime.now(UTC).replace(microsecond=0)
on_sqlite = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)


def mail(to="a@visitor.example", subject="Hello"):
    return Mail(to=to, subject=subject, text="Good day.\n", html="<p>Good day.</p>")


@transaction("people")
def put(*mails, now=NOW):
    for one in mails:
        outbox.put_down(one, kind="confirm", now=now)


def send(now=NOW):
    while (done := sending.run(now=now)).tried and not done.stopped_by:
        pass
    return done


def rows(app):
    with app.extensions["databases"]["people"].connect() as connection:
        return connection.execute(text("SELECT * FROM outbox")).all()


def left(app):
    """Attempts, problem and code of what waits or was given up."""
    return sorted((row.due_at is None, row.attempts, row.problem, row.code) for row in rows(app))


def test_every_mail_arrives_once_and_leaves_nothing_behind(app, peer):
    put(*(mail(f"p{n}@visitor.example") for n in range(120)))
    send()
    assert sorted(peer.recipients) == sorted(f"p{n}@visitor.example" for n in range(120))
    assert rows(app) == []
    put(mail())
    assert sending.run(now=NOW).tried == 1


def test_what_waits_is_sealed_and_tells_no_minute(app):
    put(mail("marked-person@visitor.example", "Marked subject"))
    (row,) = rows(app)
    assert b"marked" not in b"".join(bytes(value) for value in row if isinstance(value, bytes | memoryview)).lower()
    assert str(row.due_at)[:19] == f"{NOW.date()} 00:00:00"


def test_a_transaction_that_fails_puts_nothing_down(app):
    @transaction("people")
    def fail():
        outbox.put_down(mail(), kind="confirm", now=NOW)
        raise ValueError("on purpose")

    with pytest.raises(ValueError, match="on purpose"):
        fail()
    assert rows(app) == []


def test_an_address_refused_for_good_is_given_up_and_the_others_arrive(app, peer):
    peer.rcpt["gone@visitor.example"] = "550 5.1.1 nobody here"
    put(mail("gone@visitor.example"), mail("here@visitor.example"))
    send()
    assert (peer.recipients, left(app)) == (["here@visitor.example"], [(True, 1, "recipient", 550)])


def test_a_server_that_is_busy_is_tried_again_later_and_given_up_after_two_days(app, peer):
    peer.rcpt["full@visitor.example"] = "452 4.2.2 mailbox full"
    put(mail("full@visitor.example"))
    send()
    assert left(app) == [(False, 1, "recipient", 452)]
    assert sending.run(now=NOW + timedelta(seconds=59)).tried == 0
    at, tries = NOW, 1
    while not left(app)[0][0]:
        at += timedelta(minutes=20)
        tries += sending.run(now=at).tried
    assert (tries, timedelta(days=2) < at - NOW < timedelta(days=4)) == (12, True)
    assert outbox.retry(now=at) == 1
    del peer.rcpt["full@visitor.example"]
    send(at)
    assert (peer.recipients, rows(app)) == (["full@visitor.example"], [])


def test_without_a_mail_server_mails_wait_untried(app, peer):
    app.extensions["settings"].__dict__["mail_port"] = 1
    put(mail(), mail("b@visitor.example"))
    done = sending.run(now=NOW)
    assert (done.stopped_by.step, left(app)) == ("connect", [(False, 0, "connect", 0)] * 2)
    app.extensions["settings"].__dict__["mail_port"] = peer.port
    send()
    assert (len(peer.kept), rows(app)) == (2, [])


@pytest.mark.parametrize("settings", [{"FORMS_MAIL_TIMEOUT": "1"}], indirect=True)
@on_sqlite
def test_a_server_that_says_nothing_is_left_after_the_time_out(app, peer):
    peer.silent = True
    put(mail())
    assert sending.run(now=NOW).stopped_by.step == "sender"
    assert left(app) == [(False, 0, "sender", 0)]


def test_a_connection_cut_after_the_content_doubles_one_mail_and_loses_none(app, peer):
    peer.drop_after_data = 1
    put(*(mail(f"p{n}@visitor.example") for n in range(5)))
    for minutes in range(0, 10, 2):
        send(NOW + timedelta(minutes=minutes))
    assert (len(peer.recipients), len(set(peer.recipients)), rows(app)) == (6, 5, [])
    ids = [found["Message-ID"] for found in peer.mails]
    assert len(set(ids)) == 5  # the double is the same mail to a mail program


def send_here(app, *, now):
    sending.run(now=now)


@pytest.mark.slow
@on_sqlite
def test_a_worker_killed_anywhere_doubles_one_mail_at_most_and_loses_none(app, settings, peer):
    for step in range(1, 120):
        peer.kept.clear()
        put(mail("a@visitor.example"), mail("b@visitor.example"))
        was_killed = killed_at(step, settings, send_here, now=NOW)
        send()
        send(NOW + LEASE + timedelta(seconds=1))
        assert (set(peer.recipients), rows(app)) == ({f"{n}@visitor.example" for n in "ab"}, [])
        assert len(peer.recipients) <= 3
        if not was_killed:
            return
    raise AssertionError("never came to the end")


def test_two_workers_never_take_the_same_mail(app, peer):
    put(*(mail(f"p{n}@visitor.example") for n in range(60)))
    first, second = outbox._claim(outbox.SINGLE, NOW), outbox._claim(outbox.SINGLE, NOW)
    assert (len(first), len(second), {m.id for m in first} & {m.id for m in second}) == (50, 10, set())
    assert outbox._claim(outbox.SINGLE, NOW) == []
    assert len(outbox._claim(outbox.SINGLE, NOW + LEASE)) == 50


def test_the_same_id_twice_is_one_mail(app, peer):
    id_ = secrets.token_bytes(16)

    @transaction("people")
    def twice():
        return [outbox.put_down(mail(), kind="confirm", now=NOW, id_=id_) for _ in range(2)]

    assert (twice(), len(rows(app))) == ([True, False], 1)


def test_mails_older_than_their_day_go_with_their_key(app):
    put(mail())
    assert outbox.purge(today=NOW.date() + timedelta(days=29)) == 0
    assert outbox.purge(today=NOW.date() + timedelta(days=30)) == 1


def test_what_is_no_mail_is_given_up_and_keeps_no_other_from_leaving(app, peer):
    put(mail("ü@visitor.example"), mail(subject="a\nb"), mail("a b@visitor.example"), mail("here@visitor.example"))
    send()
    assert (peer.recipients, left(app)) == (["here@visitor.example"], [(True, 1, "unfit", 0)] * 3)
