"""The records of the sender's domain, asked of a real name server, and what is said of them."""

from html import unescape

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from forms_app.gateways.dkim_keys import public_key_of
from tests import make
from tests.mail import names

pytestmark = pytest.mark.parametrize("urls", ["sqlite"], indirect=True)
DOMAIN, DMARC, SELECTOR = "shop.example", "_dmarc.shop.example", "s1._domainkey.shop.example"


@pytest.fixture
def browser(app):
    return make.sign_in(app, make.account(app, "admin@shop.example", "administrator"))


@pytest.fixture
def records(app):
    found = {}
    with names.serving(found) as address:
        app.extensions["settings"].__dict__["dns_server"] = address
        yield found


def looked(browser):
    data = {"csrf_token": make.csrf_in(browser.get("/staff/mail"))}
    answer = browser.post("/staff/mail/records", data=data)
    assert answer.status_code == 200
    return unescape(answer.text)


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (None, "has no record. Add one that names your mail server"),
        ([], "has no record. Add one that names your mail server"),
        (["something else"], "has no record. Add one that names your mail server"),
        (["v=spf1 mx -all", "v=spf1 a -all"], "more than one record"),
        (["v=spf1 -all"], "nobody may send for it"),
        (["v=spf1 mx +all"], "lets everybody send for it"),
        (["v=spf1 include:_spf.host.example ~all"], "SPF: shop.example has a record."),
        (["v=spf1 " + "ip4:192.0.2.1 " * 30 + "~all"], "SPF: shop.example has a record."),
    ],
)
def test_spf(browser, records, texts, said):
    if texts is not None:
        records[DOMAIN] = texts
    assert said in looked(browser)


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ([], "DMARC: _dmarc.shop.example has no record."),
        (["v=DMARC1; rua=mailto:x@shop.example"], "has no p=none"),
        (["v=DMARC1; p=maybe"], "has no p=none"),
        (["v=DMARC1; p=none"], "DMARC: the record at _dmarc.shop.example is fine."),
        (["v=DMARC1;p=Reject;"], "DMARC: the record at _dmarc.shop.example is fine."),
    ],
)
def test_dmarc(browser, records, texts, said):
    records[DMARC] = texts
    assert said in looked(browser)


@pytest.mark.parametrize("private", [rsa.generate_private_key(65537, 2048), ed25519.Ed25519PrivateKey.generate()])
def test_dkim(app, browser, records, private, tmp_path):
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "dkim.pem").write_bytes(pem)
    key, algorithm = public_key_of(pem)
    signed = {"mail_dkim_domain": DOMAIN, "mail_dkim_selector": "s1", "mail_dkim_key_file": tmp_path / "dkim.pem"}
    app.extensions["settings"].__dict__.update(signed)
    record = f"v=DKIM1; k={algorithm}; p={key}"
    for texts, said in (
        ([], "nobody can verify the signature"),
        ([f"v=DKIM1; k={algorithm}; p=AAAA"], "holds another key"),
        (["v=DKIM1; p="], "the key was withdrawn"),
        ([record], "fits the key that mails are signed with"),
    ):
        records[SELECTOR] = texts
        shown = looked(browser)
        assert (said in shown, record in shown) == (True, texts != [record])


def test_no_name_server_and_no_signature_are_said(app, browser, records):
    assert "mails are not signed here" in looked(browser)
    app.extensions["settings"].__dict__["dns_server"] = "127.0.0.1:nowhere"
    assert "could not be looked up just now" in looked(browser)
