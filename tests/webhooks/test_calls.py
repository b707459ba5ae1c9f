"""What is called, where it may go and what becomes of it, with real receivers and a real name server."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from forms_app.domain import webhooks as rules
from forms_app.domain.errors import Problem
from forms_app.domain.outbox import LEASE
from forms_app.services import forms, outbox, releases, upkeep, vouchers, webhooks
from forms_app.storage.database import transaction
from forms_app.storage.vouchers import set_promotion
from tests import make
from tests.killing import killed_at
from tests.test_vouchers import promote
from tests.web.staff_pages import on_sqlite
from tests.webhooks import peers

NOW = datetime.now(UTC)
SOON = NOW + timedelta(hours=1)  # forms that are opened by then are open
EXAMPLE = "docs/webhooks.md"


def made(peer, *events, url=None):
    return webhooks.make(url=url or peer.url, events=list(events or rules.EVENTS), now=NOW)


def counted(slug="flavours", number=1, **changes):
    """Results that are published, of forty invented people."""
    return make.counted(make.definition(**changes), slug=slug, number=number)


@pytest.fixture
def today():
    """Invented results are of June 2030, which is news then."""
    return datetime(2030, 7, 1, 12, tzinfo=UTC)


def run(now):
    while webhooks.run(now=now).tried:
        pass


def waiting():
    found = [call.waiting for call in webhooks.list_calls()]
    return [(one.is_given_up, one.attempts, one.problem, one.code) for one in found]


def genuine():
    """The example of the documentation, as it stands there."""
    source = (make.ROOT / EXAMPLE).read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    space: dict = {}
    exec(compile(source, EXAMPLE, "exec"), space)
    return space["is_genuine"]


def test_results_are_told_once_signed_and_without_a_figure(app, peer, today):
    hook = made(peer)
    counted()
    run(today)
    run(today + timedelta(days=1))
    ((headers, body, path),) = peer.calls
    link = "https://forms.shop.example/staff/results/flavours/1"
    title = "Which bar shall we make next?"
    assert (path, peer.told) == ("/hook", [{"type": "results.ready", "data": {"form": title, "link": link}}])
    is_genuine, secret = genuine(), webhooks.secret_of(hook)
    assert is_genuine(headers, body, secret)
    assert not is_genuine(headers, body + b" ", secret)
    assert not is_genuine({**headers, "webhook-timestamp": str(int(headers["webhook-timestamp"]) - 1)}, body, secret)
    assert not is_genuine(headers, body, webhooks.secret_of(webhooks.renew_secret(id_=hook.id)))
    assert waiting() == []


def test_an_old_call_is_not_genuine_any_more():
    secret, body = b"s" * 32, b"{}"
    headers = rules.headers_of(secret, id_="msg_1", timestamp=int(NOW.timestamp()) - 301, body=body)
    assert not genuine()(headers, body, rules.secret_text(secret))


def test_the_signature_is_that_of_standard_webhooks():
    """The known answer of its specification."""
    secret = __import__("base64").b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    headers = rules.headers_of(
        secret, id_="msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp=1614265330, body=b'{"test": 2432232314}'
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_what_happened_before_is_not_told_and_each_is_told_what_it_chose(app, peer, today):
    counted()
    webhooks.make(url=peer.url, events=["vouchers"], now=today)
    with peers.serving(peers.Peer()) as other:
        app.extensions["settings"].__dict__["webhook_inside"] += (f"127.0.0.1:{other.port}",)
        webhooks.make(url=other.url, events=["results"], now=today)
        run(today)
        assert (peer.calls, other.calls) == ([], [])
        counted(number=2)
        run(today)
        assert (peer.calls, len(other.calls)) == ([], 1)
        webhooks.choose_events(id_=next(h.id for h in webhooks.list_webhooks() if h.url == peer.url),
                               events=["results", "vouchers"], now=today)  # fmt: skip
        run(today)
        assert peer.calls == []


@transaction("site")
def left(form_id, number):
    """As the hourly look found it."""
    set_promotion(form_id, left=number, as_of=NOW)


def test_vouchers_that_run_out_are_told_at_a_tenth_and_once_for_each_list(app, peer):
    made(peer)
    form, _definition = forms.get_published(slug=promote(100))
    for number, calls in ((20, 0), (10, 1), (10, 1), (0, 1)):
        left(form.id, number)
        run(SOON)
        assert len(peer.calls) == calls
    assert peer.told[0]["type"] == "vouchers.low"
    assert peer.told[0]["data"]["link"] == "https://forms.shop.example/staff/forms/flavours/vouchers"
    vouchers.make(slug="flavours", count=100, seen=100)
    run(SOON)
    left(form.id, 20)
    run(SOON)
    assert len(peer.calls) == 2


def test_how_many_are_left_is_told_of_by_the_hour_as_to_everybody(app, peer):
    made(peer)
    promote(5)
    run(SOON)
    assert peer.calls == []  # not before it was told
    upkeep.run(now=SOON)
    run(SOON)
    assert len(peer.calls) == 1


@pytest.mark.parametrize("code", [500, 503, 404, 401, 429, 301, 307])
@on_sqlite
def test_what_is_not_taken_is_tried_again_with_the_same_id_and_later_and_later(app, peer, today, code):
    made(peer)
    counted()
    peer.codes, peer.elsewhere = [code, code], f"http://127.0.0.1:{peer.port}/elsewhere"
    run(today)
    assert waiting() == [(False, 1, "answer", code)]
    run(today + timedelta(seconds=59))
    assert len(peer.calls) == 1
    run(today + timedelta(minutes=2))
    assert (len(peer.calls), waiting()) == (2, [(False, 2, "answer", code)])
    run(today + timedelta(minutes=20))
    assert (len(peer.calls), len(set(peer.ids)), waiting()) == (3, 1, [])
    assert (peer.fetched, {path for _headers, _body, path in peer.calls}) == ([], {"/hook"})


@on_sqlite
def test_it_is_given_up_after_two_days_and_tried_again_when_somebody_says_so(app, peer, today):
    made(peer)
    counted()
    peer.otherwise, at = 500, today
    while not (waiting() and waiting()[0][0]):
        at += timedelta(minutes=20)
        run(at)
    assert (len(peer.calls), timedelta(days=2) < at - today < timedelta(days=4)) == (12, True)
    peer.otherwise = 204
    assert webhooks.retry(id_=webhooks.list_calls()[0].waiting.id, now=at) == 1
    run(at)
    assert (len(peer.calls), waiting()) == (13, [])


@on_sqlite
def test_one_that_is_gone_for_good_is_given_up_at_once(app, peer, today):
    made(peer)
    counted()
    peer.otherwise = 410
    run(today)
    assert waiting() == [(True, 1, "answer", 410)]


def test_two_receivers_wait_for_each_other_in_nothing(app, peer, today, let_inside):
    port = peers.nobody()
    let_inside(f"127.0.0.1:{port}")
    made(peer, url=f"http://127.0.0.1:{port}/")
    made(peer)
    for number in (1, 2, 3):
        counted(number=number)
    run(today)
    assert (len(peer.calls), waiting()) == (3, [(False, 1, "connect", 0)] * 3)


@on_sqlite
@pytest.mark.parametrize(
    "typed",
    [
        "", "x", "http://example.org/", "ftp://example.org/", "https://", "https://user@example.org/", "https://a b/",
        "https://example.org/#x", "https://example.org:99999/", "https://[::1]/", "https://exa_mple/", "//example.org",
        "https://example.org/\r\nHost: x", "https://" + "x" * 500, "https://exämple.org/", "https://example.org/\\x",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(app, typed):
    with pytest.raises(Problem):
        webhooks.make(url=typed, events=["results"], now=NOW)


@on_sqlite
def test_there_are_ten_at_most_each_with_something_to_tell(app):
    for number in range(rules.MOST):
        webhooks.make(url=f"https://example.org/{number}", events=["results"], now=NOW)
    for url, events in (("https://example.org/x", ["results"]), ("https://example.org/1", [])):
        with pytest.raises(Problem):
            webhooks.make(url=url, events=events, now=NOW)


def test_addresses_are_sealed_and_no_secret_is_stored(app, peer, today):
    hook = made(peer, url=f"http://127.0.0.1:{peer.port}/marked-token")
    counted()
    peer.otherwise = 500
    run(today)
    with app.extensions["databases"]["people"].connect() as connection:
        rows = [*connection.execute(text("SELECT * FROM webhook")), *connection.execute(text("SELECT * FROM outbox"))]
    kept = b"".join(bytes(value) for row in rows for value in row if isinstance(value, bytes | memoryview))
    secret = hook.secret(app.extensions["site_keys"].site)
    assert (b"marked" in kept, b"Which bar" in kept, secret in kept) == (False, False, False)
    assert "marked" not in hook.shown[: -len("…")] or hook.shown.endswith("…")


def test_what_waits_for_one_that_was_removed_or_of_a_form_that_is_gone_is_not_sent(app, peer, today):
    hook = made(peer)
    counted()
    peer.otherwise = 500
    run(today)
    webhooks.remove(id_=hook.id)
    assert outbox.list_queue(queue=rules.QUEUE) == []
    run(today + timedelta(hours=1))
    assert len(peer.calls) == 1
    made(peer)
    counted(number=2)
    run(today)
    with app.extensions["databases"]["site"].begin() as connection:
        connection.execute(text("DELETE FROM form"))
    run(today + timedelta(hours=1))
    assert (len(peer.calls), waiting()) == (2, [])


def call_due(app, *, now):
    webhooks.run(now=now)


@pytest.mark.slow
@on_sqlite
def test_a_worker_killed_anywhere_calls_at_least_once_and_always_with_the_same_id(app, settings, peer, today):
    document = counted()
    made(peer, "results")
    for step in range(2, 120):
        peer.calls.clear()
        make.published({**document, "number": step})
        was_killed = killed_at(step - 1, settings, call_due, now=today)
        run(today)
        run(today + LEASE + timedelta(seconds=1))
        assert (len(peer.calls) in (1, 2), len(set(peer.ids)), waiting()) == (True, 1, [])
        if not was_killed:
            return
    raise AssertionError("never came to the end")


def test_a_real_count_is_told_of(app, peer, client):
    made(peer)
    slug = make.open_form()
    for number in range(12):
        page = client.get(f"/f/{slug}")
        client.post(f"/f/{slug}", data={"token": make.token_in(page), "q1bars": "o1salt", "q2idea": str(number)})
    forms.close_form(slug=slug, now=datetime.now(UTC))
    assert peer.calls == []
    releases.run(now=datetime.now(UTC) + timedelta(days=1))
    run(datetime.now(UTC) + timedelta(days=1))
    assert [one["type"] for one in peer.told] == ["results.ready"]
