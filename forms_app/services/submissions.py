"""Take a visitor's answers, once, or say why not; take them back by receipt code."""

import hmac
from datetime import date, datetime, timedelta

from forms_app.domain import answers, ballots, machines, receipts, tokens
from forms_app.domain.answers import Answers, Sent
from forms_app.domain.definitions import Definition
from forms_app.domain.errors import (
    AlreadySent,
    FormChanged,
    FormsError,
    LooksAutomatic,
    NotOpen,
    NotReady,
    Refused,
    TokenExpired,
    TokenRefused,
)
from forms_app.domain.forms import Form
from forms_app.domain.tokens import FormToken
from forms_app.gateways import ballot_seal
from forms_app.gateways.site_keys import current_keys
from forms_app.services import contacts
from forms_app.storage import ballots as store
from forms_app.storage import ballots_progress
from forms_app.storage.ballots import Spent
from forms_app.storage.database import reading, transaction


def issue_token(*, form: Form, nonce: bytes, now: datetime) -> str:
    return tokens.sign(FormToken(form.id, form.version or 0, now, nonce), current_keys().signing)


def keep_token(*, form: Form, token: str, fresh: bytes, now: datetime, lifetime: timedelta) -> str:
    """The token again while it may be used, renewed where it grew old, else one with the fresh nonce."""
    try:
        read = tokens.read(token, current_keys().signing, form_id=form.id, now=now)
    except TokenRefused:
        return issue_token(form=form, nonce=fresh, now=now)
    return issue_token(form=form, nonce=read.nonce, now=now) if read.is_expired(now, lifetime) else token


def find_version(*, form: Form, token: str) -> int | None:
    """The version whose page bears this token, however old; None for a token that tells nothing."""
    try:
        return tokens.read_of_any_age(token, current_keys().signing, form_id=form.id).version
    except TokenRefused:
        return None


def is_taken(*, form: Form, token: str, now: datetime, lifetime: timedelta) -> bool:
    """Whether the page of an old version that bears this token is still taken."""
    try:
        read = tokens.read(token, current_keys().signing, form_id=form.id, now=now)
    except TokenRefused:
        return False
    return _takes(form, read, now, lifetime)


@reading("ballots")
def _takes(form: Form, token: FormToken, now: datetime, lifetime: timedelta) -> bool:
    return not token.is_expired(now, lifetime) and store.lock_open_period(form.id, token.version) is not None


def receive(
    *,
    form: Form,
    definition: Definition,
    token: str,
    raw: Sent,
    now: datetime,
    lifetime: timedelta,
    minimum: timedelta,
) -> str:
    """Store the answers and return the receipt code; a retry gets the same code and stores nothing.

    The definition is that of the token's version. Raises TokenRefused, AlreadySent, Refused, TokenExpired,
    FormChanged, LooksAutomatic, NotOpen or NotReady.
    """
    read = tokens.read(token, current_keys().signing, form_id=form.id, now=now)
    code = receipts.receipt_code(current_keys().site, read.nonce)
    try:
        given = answers.check(definition, raw)
    except Refused:
        _ensure_unspent(code=code)
        if read.version != form.version and not _takes(form, read, now, lifetime):
            raise FormChanged(read.nonce) from None
        raise
    obstacle = _obstacle(form, read, raw, now=now, lifetime=lifetime, minimum=minimum)
    if obstacle is None:
        spent = _store(form=form, definition=definition, token=read, code=code, given=given, today=now.date())
    else:
        spent = _get_retried(code=code, given=given, otherwise=obstacle)
    _keep_details(definition, code=code, given=given, spent=spent)
    return code


@reading("ballots")
def _ensure_unspent(*, code: str) -> None:
    if store.find_spent(receipts.spent_id(current_keys().site, code)) is not None:
        raise AlreadySent


def _obstacle(
    form: Form, token: FormToken, raw: Sent, *, now: datetime, lifetime: timedelta, minimum: timedelta
) -> FormsError | None:
    """Why new answers may not be stored; a retry of stored ones gets its thank-you all the same."""
    if not form.is_open(now):
        return NotOpen()
    if token.is_expired(now, lifetime):
        return TokenExpired(token.nonce) if token.version == form.version else FormChanged(token.nonce)
    if machines.looks_automatic(raw, token=token, now=now, minimum=minimum):
        return LooksAutomatic()
    return None


@reading("ballots")
def _get_retried(*, code: str, given: Answers, otherwise: FormsError) -> Spent:
    """The mark left by these very answers; raises AlreadySent for others under the same token, else the obstacle."""
    return _ensure_same(store.find_spent(receipts.spent_id(current_keys().site, code)), code, given, otherwise)


@transaction("ballots")
def _store(*, form: Form, definition: Definition, token: FormToken, code: str, given: Answers, today: date) -> Spent:
    """Token spent and ballot added in one transaction, or neither."""
    key = current_keys().site
    tag, spent_id = receipts.content_tag(code, given), receipts.spent_id(key, code)
    period = store.lock_open_period(form.id, token.version)
    if period is None:
        return _ensure_same(store.find_spent(spent_id), code, given, _not_taken(form, token))
    if not store.spend(spent_id, tag=tag, form_id=form.id, day=today):
        return _ensure_same(store.find_spent(spent_id), code, given, NotReady())
    id_ = receipts.ballot_id(key, code)
    packed = ballots.pack(given.counted, version=token.version, size=definition.ballot_size)
    body = ballot_seal.seal(packed, public_key=period.public_key, form_id=form.id, period=period.number, ballot_id=id_)
    store.add_ballot(id_, form_id=form.id, period=period.number, body=body)
    return Spent(tag, today, is_withdrawn=False)


def _not_taken(form: Form, token: FormToken) -> FormsError:
    """Why no period takes ballots of this version."""
    if token.version != form.version:
        return FormChanged(token.nonce)
    return NotOpen() if store.has_periods(form.id, token.version) else NotReady()


def _ensure_same(spent: Spent | None, code: str, given: Answers, otherwise: FormsError) -> Spent:
    """The mark, if it was left by these answers; raises AlreadySent for others, the refusal where there is none."""
    if spent is None:
        raise otherwise
    if not hmac.compare_digest(spent.tag, receipts.content_tag(code, given)):
        raise AlreadySent
    return spent


def _keep_details(definition: Definition, *, code: str, given: Answers, spent: Spent) -> None:
    """After the ballot, in a transaction of its own: a retry completes what a crash left out."""
    if given.details and not spent.is_withdrawn:
        id_ = receipts.contact_id(current_keys().site, code)
        contacts.keep_details(id_=id_, definition=definition, details=given.details, sent_on=spent.day)


def withdraw(*, code: str) -> None:
    """Take back what came with this receipt code: answers not counted yet, details not deleted yet.

    Unknown, withdrawn and counted codes change nothing and look the same.
    """
    _withdraw_ballot(code=code)
    contacts.erase_details(id_=receipts.contact_id(current_keys().site, code))


@transaction("ballots")
def _withdraw_ballot(*, code: str) -> None:
    key = current_keys().site
    gone = store.withdraw(receipts.ballot_id(key, code), receipts.spent_id(key, code))
    if gone is not None:
        ballots_progress.note_withdrawal(*gone)
