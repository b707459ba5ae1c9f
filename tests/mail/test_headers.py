"""Mails on the wire: List headers stand whole on their line, are signed, and nothing typed begins a header."""

from base64 import b64encode

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from forms_app.domain.mail_server import Dkim
from forms_app.domain.mails import Mail, Sender, to_bytes
from forms_app.gateways.smtp import signed
from tests.mail.test_outbox import NOW

SENDER = Sender(address="news@shop.example", name="Marlowe Lane Chocolate, Ltd.")
LINK = "https://a-rather-long-name-of-a-site.forms.shop.example/u/" + "A1b2C3d4" * 8
LISTED = {
    "List-Id": "<01020304.forms.shop.example>",
    "List-Unsubscribe": f"<{LINK}>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
}


def made(**changes):
    given = {"to": "a@visitor.example", "subject": "Hello", "text": "Hi\n", "html": "<p>Hi</p>", "headers": LISTED}
    return to_bytes(Mail(**{**given, **changes}), sender=SENDER, id_=bytes(16), now=NOW)


def test_list_headers_longer_than_a_line_stand_as_they_are():
    content = made(subject="A subject so long that it has to be folded, " * 4 + "with ümlauts too")
    assert b"\r\nList-Unsubscribe: <https://" in content
    assert f"\r\nList-Unsubscribe: <{LINK}>\r\n".encode() in content
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in content
    others = [line for line in content.split(b"\r\n\r\n")[0].split(b"\r\n") if not line.startswith(b"List-")]
    assert max(map(len, others)) <= 78
    assert b"\n" not in content.replace(b"\r\n", b"")


@pytest.mark.parametrize("sign", ["\r", "\n", "\r\n", "\0", "\x0b", "\x0c", "\x85", "\u2028"])
def test_what_would_begin_another_header_is_refused(sign):
    for changes in ({"subject": f"a{sign}Bcc: b@c.example"}, {"to": f"a@b.example{sign}"}, {"headers": {"X": sign}}):
        with pytest.raises(ValueError, match="one line"):
            made(**changes)
    with pytest.raises(ValueError, match="one line"):
        to_bytes(
            Mail(to="a@b.example", subject="", text="", html=""),
            sender=Sender(address="n@s.example", name=f"a{sign}b"),
            id_=bytes(16),
            now=NOW,
        )


def keys():
    made = rsa.generate_private_key(65537, 2048)
    pem = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    public = made.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return pem, public


def test_a_signature_verifies_and_covers_both_list_headers():
    import_key, public = keys()
    content = signed(made(), Dkim(domain="shop.example", selector="s1", key=import_key))
    assert verified(content, public)
    head = content.split(b"\r\n\r\n")[0].replace(b"\r\n ", b"").replace(b" ", b"")
    covered = head.split(b"h=")[1].split(b";")[0].lower().split(b":")
    assert {b"from", b"to", b"subject", b"date", b"list-unsubscribe", b"list-unsubscribe-post"} <= set(covered)
    assert not verified(content.replace(b"/u/A1b2", b"/u/A1b3"), public)


def verified(content, public):
    from_record = b64encode(public).decode()
    return dkim.verify(content, dnsfunc=lambda *_args, **_more: f"v=DKIM1; k=rsa; p={from_record}".encode())
