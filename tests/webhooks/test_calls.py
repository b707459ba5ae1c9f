"""What is called, where it may go and what becomes of it, with real receivers and a real name server."""

import socket
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from forms_app.domain import webhooks as rules
from forms_app.domain.errors import Problem
from forms_app.domain.outbox import LEASE
from forms_app.domain.webhooks import Unanswered
from forms_app.gateways import webhooks as gateway
from forms_app.services import forms, outbox, releases, upkeep, vouchers, webhooks
from forms_app.storage.database import transaction
from forms_app.storage.vouchers import set_promotion
from tests import make
from tests.killing import killed_at
from tests.test_vouchers import promote
from tests.web.staff_pages import on_sqlite
from tests.webhooks import peers
from tests.webhooks.conftest import NAME

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


def call(url, **given):
    gateway.call(url, **{"id_": "msg_1", "secret": b"s" * 32, "body": b"{}", **given})


def refusal(url):
    with pytest.raises(Unanswered) as refused:
        call(url)
    return refused.value.step, refused.value.code


@on_sqlite
def test_who_answers_slowly_or_no_http_is_left(app, monkeypatch, let_inside):
    monkeypatch.setattr(gateway, "ANSWER_WITHIN", 0.5)
    for pieces, step in (((), "slow"), ((b"H" * 2_000,), "connect"), ((b"\x00\xff\n",), "connect")):
        with peers.saying(*pieces) as port:
            let_inside(f"127.0.0.1:{port}")
            assert refusal(f"http://127.0.0.1:{port}/") == (step, 0)


@on_sqlite
def test_who_sends_a_line_byte_by_byte_has_no_more_time_than_others(app, monkeypatch, let_inside):
    monkeypatch.setattr(gateway, "ANSWER_WITHIN", 0.3)
    monkeypatch.setattr(gateway, "LONGEST", 1_000_000_000)
    with peers.saying(b"H") as port:
        let_inside(f"127.0.0.1:{port}")
        assert refusal(f"http://127.0.0.1:{port}/") == ("slow", 0)


@on_sqlite
def test_a_long_answer_is_not_read(app, peer):
    peer.says = 50_000_000
    call(peer.url)
    assert len(peer.calls) == 1


@on_sqlite
def test_by_https_the_name_is_said_and_its_certificate_asked_for(app, peer, names, tmp_path, monkeypatch):
    pem = peers.certificate(tmp_path, NAME)
    peer.encrypt(pem)
    names.known = {NAME: [["127.0.0.1"]], "other.example": [["127.0.0.1"]]}
    url = f"https://{NAME}:{peer.port}/hook?key=1"
    assert refusal(url) == ("tls", 0)  # nobody we know made this certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    call(url)
    ((headers, _body, path),) = peer.calls
    assert (headers["host"], path, peer.names[-1]) == (f"{NAME}:{peer.port}", "/hook?key=1", NAME)
    app.extensions["settings"].__dict__["webhook_inside"] += (f"other.example:{peer.port}",)
    assert refusal(f"https://other.example:{peer.port}/hook") == ("tls", 0)
    assert len(peer.calls) == 1


PRIVATE = [
    "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "100.100.100.200", "168.63.129.16", "192.0.0.192", "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1",
    "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
    "64:ff9b::10.0.0.1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:1::1", "ff02::1", "2001:db8::1", "3fff::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_none_to_be_called(address):
    assert not rules.is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "1.1.1.1", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_a_public_address_may_be_called(address):
    assert rules.is_public(address)


@on_sqlite
@pytest.mark.parametrize("found", [["127.0.0.1"], ["169.254.169.254"], ["93.184.215.14", "10.0.0.1"], ["::1"]])
def test_a_name_with_a_private_address_among_its_own_is_not_called(app, names, monkeypatch, found):
    tried = watch(monkeypatch)
    names.known = {"rebound.example": [found]}
    assert (refusal("https://rebound.example/"), tried) == (("inside", 0), [])


@on_sqlite
def test_a_name_is_looked_up_once_and_called_where_it_was_checked(app, peer, names, monkeypatch):
    """Public when it is asked first, this machine when it is asked again."""
    tried = watch(monkeypatch)
    names.known = {"rebound.example": [["93.184.215.14"], ["127.0.0.1"]]}
    url = f"https://rebound.example:{peer.port}/"
    assert (refusal(url), tried) == (("connect", 0), [("93.184.215.14", peer.port)])
    assert [kind for _name, kind in names.asked] == ["A", "AAAA"]
    assert (refusal(url), len(tried), peer.calls) == (("inside", 0), 1, [])


def watch(monkeypatch):
    """Whom the program would connect to; nobody on the internet is called by a test."""
    tried = []

    def connect(address, timeout):
        tried.append(address)
        raise OSError

    monkeypatch.setattr(socket, "create_connection", connect)
    return tried


@on_sqlite
@pytest.mark.parametrize("url", ["https://127.0.0.1/", "https://10.0.0.1/", "https://169.254.169.254/latest/meta-data"])
def test_a_private_address_that_is_written_down_is_refused_too(app, monkeypatch, url):
    assert (watch(monkeypatch), refusal(url)) == ([], ("inside", 0))


@on_sqlite
@pytest.mark.parametrize("host", ["nobody.example", "2130706433", "0x7f000001", "127.1", "localhost"])
def test_a_name_that_nobody_knows_is_said_to_be_one(app, monkeypatch, host):
    assert (watch(monkeypatch), refusal(f"https://{host}/")) == ([], ("name", 0))


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
