"""Mails that became files, where no mail server is named."""

from email.message import EmailMessage

from forms_app.domain.errors import NotFound
from forms_app.gateways import mail_files, mail_server


def list_mails() -> list[tuple[str, EmailMessage]]:
    """Names and mails, newest first."""
    folder = mail_server.find_folder()
    return mail_files.list_mails(folder) if folder else []


def get_mail(*, name: str) -> EmailMessage:
    folder = mail_server.find_folder()
    found = mail_files.find_mail(folder, name) if folder else None
    if found is None:
        raise NotFound("mail")
    return found
