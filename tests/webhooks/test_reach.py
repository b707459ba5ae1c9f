"""Where calls go: to the internet alone, to the address that was checked, and for no longer than they may take."""

import socket

import pytest

from forms_app.domain import webhooks as rules
from forms_app.domain.webhooks import Unanswered
from forms_app.gateways import webhooks as gateway
from tests.web.staff_pages import on_sqlite
from tests.webhooks import peers
from tests.webhooks.conftest import NAME


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
