"""Where mails of the running application go: the mail server of the settings, files, or nowhere."""

from pathlib import Path
from typing import Any

from flask import current_app

from forms_app.domain.mail_server import MailServer


def find_server() -> MailServer | None:
    server: MailServer | None = _settings().mail_server
    return server


def find_folder() -> Path | None:
    """The folder where mails become files; None where they do not."""
    settings = _settings()
    return settings.instance / "outbox" if settings.writes_mail_to_files else None


def sender_name() -> str:
    return str(_settings().mail_sender_name)


def site_url() -> str:
    return str(_settings().site_url)


def fallback_name() -> str:
    """Of a site that has not said its own."""
    return str(_settings().site_name)


def _settings() -> Any:
    return current_app.extensions["settings"]
