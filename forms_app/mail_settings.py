"""What of the settings is about mail, looked through before anything starts; a wrong value is named."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from typing import TYPE_CHECKING

from forms_app.domain.addresses import find_mailbox
from forms_app.domain.mail_server import Dkim, MailServer
from forms_app.domain.mails import BREAKS

if TYPE_CHECKING:
    from forms_app.settings import Settings

PORTS = {"starttls": 587, "tls": 465, "none": 25}


class SettingError(Exception):
    """A setting is missing or wrong; the sentence begins with its name."""


def read_mail_server(settings: Settings) -> MailServer | None:
    """None where no host is named; raises SettingError."""
    if settings.mail_tls not in PORTS:
        raise SettingError("FORMS_MAIL_TLS: choose starttls, tls or none.")
    if BREAKS.search(settings.mail_sender_name):
        raise SettingError("FORMS_MAIL_SENDER_NAME: write it on one line.")
    if settings.mail_port > 65_535:
        raise SettingError("FORMS_MAIL_PORT must be at most 65535.")
    if not settings.mail_host:
        return None
    sender = find_mailbox(settings.mail_sender)
    if sender is None:
        raise SettingError("FORMS_MAIL_SENDER: with FORMS_MAIL_HOST, write the e-mail address that mails come from.")
    return MailServer(
        host=settings.mail_host,
        port=settings.mail_port or PORTS[settings.mail_tls],
        tls=settings.mail_tls,
        user=settings.mail_user,
        password=_password(settings),
        sender=sender,
        timeout=max(1, settings.mail_timeout),
        dkim=_dkim(settings),
    )


def _password(settings: Settings) -> str:
    has_file = settings.mail_password_file != Path()
    if bool(settings.mail_user) != has_file:
        raise SettingError("FORMS_MAIL_PASSWORD_FILE: set it together with FORMS_MAIL_USER, or neither.")
    if not has_file:
        return ""
    if settings.mail_tls == "none" and not _is_this_machine(settings.mail_host):
        raise SettingError("FORMS_MAIL_TLS: a password is not sent to another machine without encryption.")
    return _content("FORMS_MAIL_PASSWORD_FILE", settings.mail_password_file)


def _dkim(settings: Settings) -> Dkim | None:
    has_key = settings.mail_dkim_key_file != Path()
    given = [bool(settings.mail_dkim_domain), bool(settings.mail_dkim_selector), has_key]
    if not any(given):
        return None
    if not all(given):
        raise SettingError(
            "FORMS_MAIL_DKIM_DOMAIN, FORMS_MAIL_DKIM_SELECTOR and FORMS_MAIL_DKIM_KEY_FILE: all or none."
        )
    key = _content("FORMS_MAIL_DKIM_KEY_FILE", settings.mail_dkim_key_file)
    if not key.startswith("-----BEGIN"):
        raise SettingError("FORMS_MAIL_DKIM_KEY_FILE: the file holds no private key in the format PEM.")
    return Dkim(domain=settings.mail_dkim_domain, selector=settings.mail_dkim_selector, key=key.encode())


def _content(name: str, path: Path) -> str:
    try:
        content = path.read_text().strip()
    except (OSError, ValueError) as error:
        raise SettingError(f"{name}: the file cannot be read.") from error
    if not content:
        raise SettingError(f"{name}: the file is empty.")
    return content


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
