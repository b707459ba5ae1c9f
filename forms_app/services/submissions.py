"""Take a visitor's answers, once, or say why not; take them back by receipt code."""

import hmac
from collections.abc import Callable
from datetime import date, datetime, timedelta

from forms_app.domain import answers, ballots, entry_codes, kept, machines, receipts, tokens
from forms_app.domain.answers import Answers, Sent
from forms_app.domain.definitions import Definition
from forms_app.domain.errors import (
    AlreadySent,
    CodeRefused,
    FormChanged,
    FormsError,
    Full,
    LooksAutomatic,
    NotOpen,
    NotReady,
    Refused,
    TokenExpired,
    TokenRefused,
)
from forms_app.domain.forms import Form
from forms_app.domain.held import Section
from forms_app.domain.tokens import FormToken
from forms_app.gateways import ballot_seal
from forms_app.gateways.site_keys import current_keys
from forms_app.services import contacts, contests, inbox, policies, subscriptions, vouchers
from forms_app.services.contests import Entry
from forms_app.services.held import details, messages
from forms_app.services.voucher_mailboxes import Claim, reward
from forms_app.storage import ballots as store
from forms_app.storage import ballots_entries, ballots_progress
from forms_app.storage.ballots import Spent
from forms_app.storage.database import reading, transaction

NO_DETAILS, NO_CLAIM = Entry(), Claim()


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


def is_sent(*, form: Form, token: str, now: datetime) -> bool:
    """Whether the page that bears this token was sent already: whoever sends it again is told so before all else."""
    try:
        read = tokens.read(token, current_keys().signing, form_id=form.id, now=now)
    except TokenRefused:
        return False
    return _is_spent(code=receipts.receipt_code(current_keys().site, read.nonce))


@reading("ballots")
def _is_spent(*, code: str) -> bool:
    return store.find_spent(receipts.spent_id(current_keys().site, code)) is not None


def contest_code(*, form: Form, token: str) -> str:
    """The code of the ticket that came with this page, to be shown once it was sent."""
    read = tokens.read_of_any_age(token, current_keys().signing, form_id=form.id)
    return contests.contest_code(nonce=read.nonce)


@reading("ballots")
def is_code_good(*, form: Form, entry: str) -> bool:
    """Whether this code could be spent now; looking spends nothing."""
    code = entry_codes.find_code(entry)
    return code is not None and ballots_entries.has_code(_entry_id(form, code), form.id)


def receive(
    *,
    form: Form,
    definition: Definition,
    token: str,
    raw: Sent,
    now: datetime,
    lifetime: timedelta,
    minimum: timedelta,
    entry: str = "",
    later: Callable[[bytes], None] | None = None,
    draw: Entry = NO_DETAILS,
    claim: Claim = NO_CLAIM,
) -> str:
    """Store the answers and return the receipt code; a retry gets the same code and stores nothing.

    The definition is that of the token's version; `entry` is the code typed where the form asks for one, `draw` and
    `claim` came for a prize draw and a voucher. What was asked for beside them comes after the answers, unless they
    were withdrawn.

    Raises TokenRefused, AlreadySent, Refused, TokenExpired, FormChanged, LooksAutomatic, NotOpen, NotReady, CodeRefused
    NoVoucher or Full.
    """
    read = tokens.read_of_any_age(token, current_keys().signing, form_id=form.id)
    code = receipts.receipt_code(current_keys().site, read.nonce)
    given = _check(form, definition, read, raw, now=now, lifetime=lifetime)
    obstacle = _obstacle(form, definition, read, raw, now=now, lifetime=lifetime, minimum=minimum)
    if obstacle is None:
        spent = _store(form, definition, token=read, code=code, given=given, entry=entry, today=now.date())
    else:
        spent = _get_retried(code=code, given=given, otherwise=obstacle)
    if not spent.is_withdrawn:
        _keep_apart(definition, code=code, given=given, spent=spent, now=now)
        contests.enter(definition, nonce=read.nonce, entry=draw, now=now)
        reward(form, definition, shown_by=voucher_code(code=code), claim=claim, now=now)
        if later is not None:
            later(receipts.subscription_id(current_keys().site, code))
    return code


def _check(
    form: Form, definition: Definition, token: FormToken, raw: Sent, *, now: datetime, lifetime: timedelta
) -> Answers:
    """What was answered, as it may be stored; who sent the page before, or has old questions, is told that first."""
    try:
        return answers.check(definition, raw)
    except Refused:
        _ensure_unspent(code=receipts.receipt_code(current_keys().site, token.nonce))
        if token.version != form.version and not _takes(form, token, now, lifetime):
            raise FormChanged(token.nonce) from None
        raise


@reading("ballots")
def _ensure_unspent(*, code: str) -> None:
    if store.find_spent(receipts.spent_id(current_keys().site, code)) is not None:
        raise AlreadySent


def _obstacle(
    form: Form,
    definition: Definition,
    token: FormToken,
    raw: Sent,
    *,
    now: datetime,
    lifetime: timedelta,
    minimum: timedelta,
) -> FormsError | None:
    """Why new answers may not be stored; a retry of stored ones gets its thank-you all the same."""
    if not token.is_usable(now):
        return TokenRefused()
    if not form.is_open(now):
        return NotOpen()
    if token.is_expired(now, lifetime):
        return TokenExpired(token.nonce) if token.version == form.version else FormChanged(token.nonce)
    if machines.looks_automatic(raw, token=token, now=now, minimum=minimum):
        return LooksAutomatic()
    return vouchers.find_refusal(form=form, definition=definition, now=now)


@reading("ballots")
def _get_retried(*, code: str, given: Answers, otherwise: FormsError) -> Spent:
    """The mark left by these very answers; raises AlreadySent for others under the same token, else the obstacle."""
    return _ensure_same(store.find_spent(receipts.spent_id(current_keys().site, code)), code, given, otherwise)


@transaction("ballots")
def _store(
    form: Form, definition: Definition, *, token: FormToken, code: str, given: Answers, entry: str, today: date
) -> Spent:
    """Token and code spent, place taken and ballot added in one transaction, or nothing of it."""
    key = current_keys().site
    tag, spent_id = receipts.content_tag(code, given), receipts.spent_id(key, code)
    period = store.lock_open_period(form.id, token.version)
    if period is None:
        return _ensure_same(store.find_spent(spent_id), code, given, _not_taken(form, token))
    if not store.spend(spent_id, tag=tag, form_id=form.id, day=today):
        return _ensure_same(store.find_spent(spent_id), code, given, NotReady())
    _admit(form, entry)
    id_ = receipts.ballot_id(key, code)
    packed = ballots.pack(given.counted, version=token.version, size=definition.ballot_size)
    body = ballot_seal.seal(packed, public_key=period.public_key, form_id=form.id, period=period.number, ballot_id=id_)
    store.add_ballot(id_, form_id=form.id, period=period.number, body=body)
    return Spent(tag, today, is_withdrawn=False)


def _admit(form: Form, entry: str) -> None:
    """After the token: who sends again has spent the code already."""
    if form.admission.asks_code:
        code = entry_codes.find_code(entry)
        if code is None or not ballots_entries.spend_code(_entry_id(form, code), form.id):
            raise CodeRefused
    if form.admission.cap is not None and not ballots_entries.take_place(form.id, form.admission.cap):
        raise Full


def _entry_id(form: Form, code: str) -> bytes:
    return entry_codes.code_id(current_keys().site, form.id, code)


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


def _keep_apart(definition: Definition, *, code: str, given: Answers, spent: Spent, now: datetime) -> None:
    """After the ballot, in a transaction of its own: a retry completes what a crash left out."""
    lines = kept.lines_of(definition, given) if definition.is_read else []
    under = policies.number_in_force(on=spent.day) if lines or given.details else 0
    if lines:
        inbox.keep_submission(
            id_=receipts.submission_id(current_keys().site, code),
            form_id=definition.id,
            lines=lines,
            email=kept.address_in(definition, given),
            sent_on=spent.day,
            delete_on=spent.day + timedelta(days=definition.kept_days),
            policy_version=under,
            now=now,
        )
    elif given.details:
        id_ = receipts.contact_id(current_keys().site, code)
        contacts.keep_details(
            id_=id_, definition=definition, details=given.details, sent_on=spent.day, policy_version=under
        )


def list_details(*, code: str) -> list[Section]:
    """The personal details that came with a code, and what was sent to staff; never answers that are only counted."""
    key = current_keys().site
    read = messages.list_of_receipt(id_=receipts.submission_id(key, code))
    return details.list_of_receipt(id_=receipts.contact_id(key, code)) + read


def list_replies(*, code: str) -> list[str]:
    """What staff answered to a submission they read; the same nothing for every other code."""
    found = inbox.find_own(id_=receipts.submission_id(current_keys().site, code))
    return [reply["words"] for reply in found.replies] if found else []


def voucher_code(*, code: str) -> str:
    """What shows the voucher again that came with this receipt code; neither can be told from the other."""
    return receipts.voucher_code(current_keys().site, code)


def withdraw(*, code: str) -> None:
    """Take back what came with this receipt code: answers not counted yet, details not deleted yet.

    Unknown, withdrawn and counted codes change nothing and look the same.
    """
    sent_on = _withdraw_ballot(code=code)
    contacts.take_back(id_=receipts.contact_id(current_keys().site, code), sent_on=sent_on)
    inbox.erase_own(id_=receipts.submission_id(current_keys().site, code))
    subscriptions.forget(id_=receipts.subscription_id(current_keys().site, code))


@transaction("ballots")
def _withdraw_ballot(*, code: str) -> date | None:
    """The day of sending; None for a code that nothing is known of."""
    id_, spent_id = receipts.ballot_id(current_keys().site, code), receipts.spent_id(current_keys().site, code)
    spent, gone = store.find_spent(spent_id), store.withdraw(id_, spent_id)
    if gone is not None:
        ballots_progress.note_withdrawal(*gone)
    return spent.day if spent else None
