"""Mails to somebody that wait to be sent."""

from datetime import date

from forms_app.domain.held import Section
from forms_app.domain.outbox import KINDS, SINGLE, Waiting
from forms_app.services import outbox
from forms_app.services.subscriptions import subject_of


def list_held(*, subject: bytes) -> list[Section]:
    rows = tuple({"What": KINDS[mail.kind], "Deleted on": mail.delete_on.isoformat()} for mail in _list(subject))
    return [Section("Mails that wait to be sent to you", rows)]


def erase_held(*, subject: bytes, today: date) -> None:
    for mail in _list(subject):
        outbox.drop_now(mail)


def _list(subject: bytes) -> list[Waiting]:
    return [mail for mail in outbox.list_all() if _is_to(mail, subject)]


def _is_to(mail: Waiting, subject: bytes) -> bool:
    """Issues have the reader's hash for their id, other mails their words."""
    written = outbox.SingleMails().write(mail) if mail.queue == SINGLE else None
    return mail.id == subject if written is None else subject_of(written.to) == subject
