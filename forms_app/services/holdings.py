"""Everything that is held about somebody, and erasing it: each holder answers for its tables (domain/held.py)."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from forms_app.domain.held import (
    ACCOUNTS,
    DETAILS,
    INVITATIONS,
    MAILS,
    MESSAGES,
    NEWSLETTERS,
    PRIZES,
    REQUESTS,
    VISITORS,
    Section,
)
from forms_app.services import requests
from forms_app.services.held import accounts, details, invitations, mails, messages, newsletters, prizes, visitors


class Holder(Protocol):
    """A module that knows what some tables hold about whoever has this keyed hash of an address."""

    def list_held(self, *, subject: bytes) -> list[Section]: ...

    def erase_held(self, *, subject: bytes, today: date) -> None:
        """Safe to repeat; what stays has its reason in domain/held.py."""


HOLDERS: Mapping[str, Holder] = {
    VISITORS: visitors,
    DETAILS: details,
    MESSAGES: messages,
    PRIZES: prizes,
    INVITATIONS: invitations,
    NEWSLETTERS: newsletters,
    MAILS: mails,
    ACCOUNTS: accounts,
    REQUESTS: requests,
}


def list_held(*, subject: bytes) -> list[Section]:
    found = [section for holder in HOLDERS.values() for section in holder.list_held(subject=subject)]
    return [section for section in found if section.rows]


def erase(*, subject: bytes, today: date) -> None:
    for holder in HOLDERS.values():
        holder.erase_held(subject=subject, today=today)
