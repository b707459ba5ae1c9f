"""One service mail about a policy that changes in substance: to readers of newsletters and to accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from forms_app.domain.bounces import kind_of
from forms_app.domain.errors import Unreadable
from forms_app.domain.mails import Mail
from forms_app.domain.newsletters import HARD
from forms_app.domain.outbox import RECIPIENT, Undelivered, Waiting
from forms_app.domain.policies import PolicyVersion
from forms_app.domain.receipts import ID_BYTES, derive
from forms_app.gateways import letters
from forms_app.gateways.site_keys import current_keys
from forms_app.services import accounts, bounces, mail_setup, outbox, policies, visitor_accounts
from forms_app.services.carrying import Round
from forms_app.services.subscriptions import never_link, open_address
from forms_app.storage import people_consents, people_policy_mails, people_subscribers
from forms_app.storage.database import reading, transaction

EVERY = bytes(4)  # newsletters


@dataclass(frozen=True, kw_only=True)
class Told:
    """How far it is, in numbers."""

    total: int
    sent: int
    failed: int


@reading("people")
def find_told(*, number: int) -> Told | None:
    row = people_policy_mails.find(number)
    return Told(total=row.total, sent=row.sent, failed=row.failed) if row else None


def run(*, now: datetime) -> Round:
    """Begin what is to be told and send a batch of it; where mail is off it waits until that works."""
    version = find_news(today=now.date())
    if version is None or mail_setup.find_obstacle() is not None:
        return Round()
    if find_told(number=version.number) is None:
        staff = {id_: write(version, to=address, is_reader=False) for id_, address, _roles in accounts.list_active()}
        _begin(version, staff, now)
    return outbox.send_due(PolicyMails(version, today=now.date()), queue=queue_of(version.number), now=now)


def find_news(*, today: date) -> PolicyVersion | None:
    """The newest version, if it changes something of substance and its day is still to come."""
    versions = policies.list_versions()
    if len(versions) < 2 or not versions[-1].is_material:
        return None
    return versions[-1] if today < versions[-1].effective_on else None


@transaction("people")
def _begin(version: PolicyVersion, staff: Mapping[int, Mail], now: datetime) -> None:
    """All at once, so that nobody is told twice however often it is done."""
    if not people_policy_mails.begin(version.number, on=now.date()):
        return
    queue, until = queue_of(version.number), now.date() + timedelta(days=30)
    total = people_policy_mails.queue_visitors(queue, due_at=outbox.day_of(now), delete_on=until)
    for id_, mail in staff.items():
        outbox.put_down(mail, kind="policy", now=now, id_=_id(version.number, id_))
    people_policy_mails.count(version.number, total=total)


def write(version: PolicyVersion, *, to: str, is_reader: bool) -> Mail:
    frame = mail_setup.frame()
    url = frame["site_url"]
    own = {
        "changelog": version.changelog,
        "effective_on": version.effective_on,
        "is_reader": is_reader,
        "changes": f"{url}/privacy/changes",
        "rights": f"{url}/privacy/request",
        "manage": f"{url}/subscribe/mine",
        "never": never_link(url, to) if is_reader else "",
    }
    return letters.write_letter("policy", to=to, values={**frame, **own})


class PolicyMails:
    """Written for each reader, and each visitor with an account, at the moment of sending."""

    def __init__(self, version: PolicyVersion, *, today: date) -> None:
        self._version, self._today = version, today

    def write(self, mail: Waiting) -> Mail | None:
        """None for who left meanwhile or is never to be written to."""
        if self._is_suppressed(mail.id):
            return None
        body = self._find(mail.id)
        if body is None:
            account = visitor_accounts.find_account(subject=mail.id)
            return write(self._version, to=account.address, is_reader=False) if account else None
        try:
            return write(self._version, to=open_address(body, mail.id), is_reader=True)
        except Unreadable:
            return None

    @reading("people")
    def _is_suppressed(self, subject: bytes) -> bool:
        return people_consents.is_suppressed(subject, HARD)

    @reading("people")
    def _find(self, subject: bytes) -> Any:
        return people_subscribers.find_subscriber(subject)

    def note_sent(self, mail: Waiting) -> None:
        people_policy_mails.count(self._version.number, sent=1)

    def note_failed(self, mail: Waiting, error: Undelivered) -> None:
        people_policy_mails.count(self._version.number, failed=1)
        outbox.drop(mail)
        if error.step == RECIPIENT:
            bounces.note(mail.id, topic=EVERY, kind=kind_of(error.code, error.text), today=self._today)


def queue_of(number: int) -> bytes:
    return _id(number, 0)


def _id(number: int, account_id: int) -> bytes:
    return derive(current_keys().site, f"policy-mail/1 {number} {account_id}".encode())[:ID_BYTES]
