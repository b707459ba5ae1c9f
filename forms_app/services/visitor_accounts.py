"""Accounts of visitors: opened and recovered by mailbox, signed in to, changed; nothing joins one to an answer."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from forms_app.domain import mail_tokens, newsletters, visitor_accounts
from forms_app.domain.canonical import canonical
from forms_app.domain.errors import NotFound, Unreadable
from forms_app.domain.mails import Mail
from forms_app.domain.visitor_accounts import LINK, MONTHS, SESSION, WARNING, last_day
from forms_app.gateways import letters, password_hashes
from forms_app.gateways.people_keys import Lock
from forms_app.gateways.site_keys import current_keys
from forms_app.services import erasures, mail_setup, outbox, policies, subscriptions
from forms_app.services.site import find_site
from forms_app.services.subscriptions import subject_of
from forms_app.storage import people_consents
from forms_app.storage import people_visitor_accounts as store
from forms_app.storage.database import reading, transaction

EVERY, LINKED = "all", b"account-link/1"
NO_MARK = bytes(store.MARK)  # of a mailbox without an account


@dataclass(frozen=True, kw_only=True)
class VisitorAccount:
    subject: bytes
    mark: bytes
    address: str
    password_hash: str
    details: Mapping[str, Any]  # stored values by question of visitor_accounts.DETAILS
    delete_on: date
    policy_version: int


def send_link(*, address: str, now: datetime) -> None:
    """One mail for every mailbox, with or without an account; nobody is told whether it went."""
    subject, until = subject_of(address), now + LINK
    held = {"address": address, "mark": _mark(subject).hex(), "until": int(until.timestamp())}
    day = date.fromordinal(until.toordinal() + 1)
    token = visitor_accounts.to_text(day, _lock("account-links", day).seal(canonical(held), LINKED))
    frame = mail_setup.frame()
    values = frame | {"link": f"{frame['site_url']}/account/password/{token}", "hours": LINK.seconds // 3600}
    mail = letters.write_letter("account", to=address, values=values)
    subscriptions.put_link(subject=subject, purpose="account", mail=mail, now=now, unless=newsletters.NEVER)


def read_link(*, token: str, now: datetime) -> str:
    """The mailbox that it went to; raises NotFound once it is too late or was used."""
    address, mark = _read(token, now)
    if mark != _mark(subject_of(address)):
        raise NotFound("link")
    return address


def _read(token: str, now: datetime) -> tuple[str, bytes]:
    day, sealed = visitor_accounts.from_text(token)
    if not 0 < (day - now.date()).days <= LINK.days + 2:
        raise NotFound("link")  # asking for the key of another day would make one
    try:
        held = json.loads(_lock("account-links", day).open_sealed(sealed, LINKED))
    except Unreadable:
        raise NotFound("link") from None
    if int(now.timestamp()) > held["until"]:
        raise NotFound("link")
    return held["address"], bytes.fromhex(held["mark"])


def choose_password(*, token: str, password: str, now: datetime) -> VisitorAccount:
    """Open the account of a mailbox, or give it another password; every session ends, and so does the link."""
    (address, mark), hashed = _read(token, now), password_hashes.hash_password(_normal(password))
    subject, under = subject_of(address), policies.number_in_force(on=now.date())
    _choose(subject, address, hashed, mark, under, now.date())
    erasures.forget(kind=erasures.ACCOUNT, id_=subject)
    return get_account(subject=subject)


@transaction("people")
def _choose(subject: bytes, address: str, hashed: str, mark: bytes, under: int, today: date) -> None:
    """The details that stand there stay; raises NotFound where the link was used meanwhile."""
    row = store.find(subject)
    if mark != (NO_MARK if row is None else bytes(row.mark)):
        raise NotFound("link")
    held = _opened(row) if row is not None else None
    made = {"address": address, "password": hashed, "details": held.details if held else {}}
    _put(subject, made, last_day(today), under=held.policy_version if held else under, mark=store.new_mark())


def sign_in(*, address: str, password: str, now: datetime) -> VisitorAccount | None:
    """None for a wrong password and for a mailbox without an account, after the same work."""
    held = find_account(subject=subject_of(address))
    if held is None:
        _lock("accounts", last_day(now.date()))  # takes the time that opening takes
    hashed = held.password_hash if held else _of_nobody()
    if not password_hashes.is_right(_normal(password), hashed) or held is None:
        return None
    if held.delete_on != last_day(now.date()):
        _change(held.subject, {}, day=last_day(now.date()))
    return get_account(subject=held.subject)


@cache
def _of_nobody() -> str:
    return password_hashes.hash_password("nobody has this password")


def session_text(account: VisitorAccount, *, now: datetime) -> str:
    """What the cookie holds: whose it is and until when, worth nothing once the account has another mark."""
    keys = current_keys().signing
    return mail_tokens.timed_token(keys, _purpose(account.mark), account.subject, until=now + SESSION)


def find_signed_in(*, text: str, now: datetime) -> VisitorAccount | None:
    try:
        held = find_account(subject=mail_tokens.claimed(text))
        if held is not None:
            mail_tokens.read_timed(current_keys().signing, _purpose(held.mark), text, now=now)
    except NotFound:
        return None
    return held


def _purpose(mark: bytes) -> bytes:
    return mail_tokens.SESSION + mark


@transaction("people")
def end_sessions(*, subject: bytes) -> None:
    """On every device."""
    store.end_sessions(subject)


@transaction("people")
def end_every_session() -> None:
    store.end_every_session()


def is_password(account: VisitorAccount, *, password: str) -> bool:
    return password_hashes.is_right(_normal(password), account.password_hash)


def change_password(account: VisitorAccount, *, password: str) -> VisitorAccount:
    """Every session ends; the one that asks goes on with the account as it is returned."""
    hashed = password_hashes.hash_password(_normal(password))
    _change(account.subject, {"password": hashed}, mark=store.new_mark())
    return get_account(subject=account.subject)


def keep_details(account: VisitorAccount, *, details: Mapping[str, Any], today: date) -> VisitorAccount:
    """These and no others, under the policy in force now."""
    _change(account.subject, {"details": dict(details)}, under=policies.number_in_force(on=today))
    return get_account(subject=account.subject)


@transaction("people")
def _change(
    subject: bytes, values: Mapping[str, Any], *, day: date | None = None, mark: bytes = b"", under: int | None = None
) -> None:
    row = store.find(subject)
    held = _opened(row) if row is not None else None
    if held is None:
        return  # erased meanwhile
    kept = {"address": held.address, "password": held.password_hash, "details": dict(held.details), **values}
    under = held.policy_version if under is None else under
    is_warned = bool(row is not None and row.is_warned and day is None)
    _put(subject, kept, day or held.delete_on, under=under, mark=mark or held.mark, is_warned=is_warned)


def _put(
    subject: bytes, held: Mapping[str, Any], day: date, *, under: int, mark: bytes, is_warned: bool = False
) -> None:
    body = _lock("accounts", day).seal(canonical(held), subject)
    store.put(
        subject, {"delete_on": day, "is_warned": is_warned, "mark": mark, "policy_version": under, "body": body}
    )  # fmt: skip


def get_account(*, subject: bytes) -> VisitorAccount:
    found = find_account(subject=subject)
    if found is None:
        raise NotFound("account")
    return found


def erase(*, subject: bytes) -> None:
    """Before its day; noted first, so that no backup brings it back."""
    held = _look(subject)
    if held is not None:
        erasures.note(kind=erasures.ACCOUNT, id_=subject, until=held.delete_on)
        _remove(subject)


@transaction("people")
def _remove(subject: bytes) -> None:
    store.remove(subject)


def warn(*, now: datetime) -> None:
    """Tell once, by mail, who did not sign in for long and will lose the account; not where nobody can sign in."""
    site = find_site()
    if site is None or not site.has_accounts or mail_setup.find_obstacle() is not None:
        return
    frame = mail_setup.frame()
    for row in _list_unwarned(now.date()):
        held = _opened(row)
        if held is not None:
            values = frame | {"link": f"{frame['site_url']}/account", "day": held.delete_on, "years": MONTHS // 12}
            _warn(held.subject, letters.write_letter("unused", to=held.address, values=values), now)


@transaction("people")
def _warn(subject: bytes, mail: Mail, now: datetime) -> None:
    row = store.find(subject)
    if row is None or row.is_warned:
        return
    store.change(subject, {"is_warned": True})
    if not people_consents.is_suppressed(subject, newsletters.HARD):
        outbox.put_down(mail, kind="unused", now=now)


@reading("people")
def count_due(*, today: date) -> int:
    return store.count_due(today)


@transaction("people")
def purge(*, today: date) -> int:
    return store.purge(today)


def find_account(*, subject: bytes) -> VisitorAccount | None:
    row = _look(subject)
    return None if row is None else _opened(row)


def _mark(subject: bytes) -> bytes:
    row = _look(subject)
    return NO_MARK if row is None else bytes(row.mark)


@reading("people")
def _look(subject: bytes) -> Any | None:
    return store.look(subject)


@reading("people")
def _list_unwarned(today: date) -> list[Any]:
    return store.list_unwarned(today + WARNING)


def _opened(row: Any) -> VisitorAccount | None:
    """None where its key is gone."""
    subject = bytes(row.subject)
    try:
        held = json.loads(_lock("accounts", row.delete_on).open_sealed(bytes(row.body), subject))
    except Unreadable:
        return None
    return VisitorAccount(
        subject=subject,
        mark=bytes(row.mark),
        address=held["address"],
        password_hash=held["password"],
        details=held["details"],
        delete_on=row.delete_on,
        policy_version=row.policy_version,
    )


def _lock(purpose: str, delete_on: date) -> Lock:
    return Lock(purpose=purpose, form_id=EVERY, delete_on=delete_on)


def _normal(password: str) -> str:
    """One spelling of accents, whatever keyboard they came from (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)
