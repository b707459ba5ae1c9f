"""Conversations with the mail server, each step with its time-out; services/outbox is the only one who starts any."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import dkim

from forms_app.domain.mail_server import Dkim, MailServer
from forms_app.domain.outbox import CONNECT, MESSAGE, RECIPIENT, SENDER, SIGN_IN, TLS, Undelivered

SIGNED = (
    b"from to subject date message-id mime-version content-type auto-submitted "
    b"list-id list-unsubscribe list-unsubscribe-post"
).split()
LOST = (OSError, smtplib.SMTPException)  # the connection, its time-out, or an answer that is none


class Conversation:
    """One connection, over which mail after mail may be handed over."""

    def __init__(self, server: MailServer, smtp: smtplib.SMTP) -> None:
        self._server, self._smtp = server, smtp

    def hand_over(self, *, id_: bytes, to: str, content: bytes) -> None:
        """Raises Undelivered; where the connection broke after the content was sent, the mail may have arrived."""
        del id_  # it stands in the mail
        smtp = self._smtp
        _step(SENDER, lambda: smtp.mail(self._server.sender))
        self._or_reset(RECIPIENT, lambda: smtp.rcpt(to))
        self._or_reset(MESSAGE, lambda: smtp.data(signed(content, self._server.dkim)))

    def _or_reset(self, step, command) -> None:  # type: ignore[no-untyped-def]
        try:
            _step(step, command)
        except Undelivered:
            with suppress(*LOST):
                self._smtp.rset()
            raise


@contextmanager
def conversation(server: MailServer) -> Iterator[Conversation]:
    """Connected, encrypted and signed in as the settings say; raises Undelivered."""
    smtp = _connected(server)
    try:
        if server.tls == "starttls":
            _step(TLS, lambda: smtp.starttls(context=ssl.create_default_context()))
            _step(CONNECT, smtp.ehlo)
        if server.user:
            _step(SIGN_IN, lambda: smtp.login(server.user, server.password))
        yield Conversation(server, smtp)
    finally:
        with suppress(*LOST):
            smtp.quit()
        smtp.close()


def signed(content: bytes, with_: Dkim | None) -> bytes:
    """The mail with its signature before it; List headers that are not signed give no button (RFC 8058)."""
    if with_ is None:
        return content
    present = {line.split(b":")[0].lower() for line in content.split(b"\r\n\r\n")[0].splitlines() if b":" in line}
    names = [name for name in SIGNED if name in present]
    signature: bytes = dkim.sign(
        content, with_.selector.encode(), with_.domain.encode(), with_.key, include_headers=names
    )
    return signature + content


def _connected(server: MailServer) -> smtplib.SMTP:
    host = server.sender.rpartition("@")[2]  # said as our name: else the library asks the network for it
    try:
        if server.tls == "tls":
            context = ssl.create_default_context()
            made = smtplib.SMTP_SSL(server.host, server.port, host, timeout=server.timeout, context=context)
        else:
            made = smtplib.SMTP(server.host, server.port, host, timeout=server.timeout)
    except ssl.SSLError as error:
        raise Undelivered(TLS) from error
    except smtplib.SMTPResponseException as error:
        raise Undelivered(CONNECT, error.smtp_code, _text(error.smtp_error)) from error
    except LOST as error:
        raise Undelivered(CONNECT) from error
    try:
        _step(CONNECT, made.ehlo)
    except Undelivered:
        made.close()
        raise
    return made


def _step(name, command) -> None:  # type: ignore[no-untyped-def]
    """Say one command; raises Undelivered for every answer but yes."""
    try:
        code, text = command()
    except smtplib.SMTPNotSupportedError as error:
        raise Undelivered(name) from error
    except smtplib.SMTPResponseException as error:
        raise Undelivered(name, error.smtp_code, _text(error.smtp_error)) from error
    except ssl.SSLError as error:
        raise Undelivered(TLS) from error
    except LOST as error:
        raise Undelivered(name) from error
    if not 200 <= code < 300:
        raise Undelivered(name, code, _text(text))


def _text(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return " ".join(text.split())[:300]
