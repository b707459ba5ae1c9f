"""Take a visitor's answers, once, or say why not; take them back by receipt code."""

import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from forms_app.domain import answers, ballots, receipts, tokens
from forms_app.domain.definitions import Definition
from forms_app.domain.errors import AlreadySent, NotOpen, NotReady, Refused, TokenExpired
from forms_app.domain.forms import Form
from forms_app.domain.tokens import FormToken
from forms_app.gateways import ballot_seal
from forms_app.gateways.site_keys import current_keys
from forms_app.storage import ballots as store
from forms_app.storage.database import reading, transaction


def issue_token(*, form: Form, nonce: bytes, now: datetime) -> str:
    return tokens.sign(FormToken(form.id, form.version or 0, now, nonce), current_keys().signing)


def receive(
    *,
    form: Form,
    definition: Definition,
    token: str,
    raw: Mapping[str, Sequence[str]],
    now: datetime,
    lifetime: timedelta,
) -> str:
    """Store the answers and return the receipt code; a retry gets the same code and stores nothing.

    Raises TokenRefused, AlreadySent, Refused, TokenExpired, NotOpen or NotReady.
    """
    read = tokens.read(token, current_keys().signing, form_id=form.id, now=now)
    code = receipts.receipt_code(current_keys().site, read.nonce)
    try:
        values = answers.check(definition, raw)
    except Refused:
        _ensure_unspent(code=code)
        raise
    if not _is_retry(code=code, values=values):
        if not form.is_open(now):
            raise NotOpen
        if read.is_expired(now, lifetime):
            raise TokenExpired(read.nonce)
        _store(form=form, definition=definition, version=read.version, code=code, values=values, now=now)
    return code


@reading("ballots")
def _ensure_unspent(*, code: str) -> None:
    if store.find_tag(receipts.spent_id(current_keys().site, code)) is not None:
        raise AlreadySent


@reading("ballots")
def _is_retry(*, code: str, values: dict[str, Any]) -> bool:
    """Whether these very answers were stored before; raises AlreadySent for others under the same token."""
    tag = store.find_tag(receipts.spent_id(current_keys().site, code))
    if tag is None:
        return False
    _ensure_same(tag, code, values)
    return True


@transaction("ballots")
def _store(
    *, form: Form, definition: Definition, version: int, code: str, values: dict[str, Any], now: datetime
) -> None:
    """Token spent and ballot added in one transaction, or neither."""
    key = current_keys().site
    period = store.lock_open_period(form.id)
    if period is None:
        raise NotOpen if store.has_periods(form.id) else NotReady
    tag = receipts.content_tag(code, values)
    spent_id = receipts.spent_id(key, code)
    if not store.spend(spent_id, tag=tag, form_id=form.id, day=now.date()):
        _ensure_same(store.find_tag(spent_id) or b"", code, values)
        return
    id_ = receipts.ballot_id(key, code)
    packed = ballots.pack(values, version=version, size=ballots.size_for(definition.questions))
    body = ballot_seal.seal(packed, public_key=period.public_key, form_id=form.id, period=period.number, ballot_id=id_)
    store.add_ballot(id_, form_id=form.id, period=period.number, body=body)


def _ensure_same(tag: bytes, code: str, values: dict[str, Any]) -> None:
    if not hmac.compare_digest(tag, receipts.content_tag(code, values)):
        raise AlreadySent


@transaction("ballots")
def withdraw(*, code: str) -> None:
    """Take the answers of this receipt code back; unknown, withdrawn and counted codes change nothing."""
    key = current_keys().site
    store.withdraw(receipts.ballot_id(key, code), receipts.spent_id(key, code))
