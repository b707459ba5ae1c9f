"""Tokens for programs: made, listed and withdrawn by their own account; asked at every request that bears one."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from forms_app.domain import api_tokens
from forms_app.domain.api_tokens import MOST, PREFIX, SECRET_BYTES, SHAPE, ApiToken
from forms_app.domain.errors import NotFound, Problem, Unfit
from forms_app.gateways.site_keys import current_keys
from forms_app.services import accounts, activity
from forms_app.storage import people_tokens as store
from forms_app.storage.database import reading, transaction


@dataclass(frozen=True)
class Bearer:
    """Who a program acts for, as things are at this moment."""

    token: ApiToken
    roles: tuple[str, ...]


def make(*, account_id: int, name: str, scopes: Sequence[str], days: int | None, today: date) -> str:
    """The token, which is kept nowhere; raises Unfit with the problem of each field."""
    held = accounts.find_roles(account_id=account_id) or ()
    problems = api_tokens.problems_of(name=name, scopes=scopes, days=days, held=held)
    if problems or days is None:
        raise Unfit(problems)
    text = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    id_ = api_tokens.token_id(current_keys().site, text)
    _add(ApiToken(id_, account_id, name, tuple(scopes), made_on=today, expires_on=today + timedelta(days=days)))
    activity.record("token made", scopes=" ".join(scopes), days=days)
    return text


@transaction("people")
def _add(token: ApiToken) -> None:
    if store.count_tokens(token.account_id) >= MOST:
        raise Unfit({"name": Problem("You have %(most)d tokens. Withdraw one first.", most=MOST)})
    if not store.add_token({**vars(token), "scopes": " ".join(token.scopes)}):
        raise Unfit({"name": Problem("You have a token of this name already. Choose another name.")})


@reading("people")
def list_tokens(*, account_id: int) -> list[ApiToken]:
    return store.list_tokens(account_id)


def withdraw(*, account_id: int, id_: bytes) -> None:
    """Raises NotFound for what is not this account's."""
    if not _delete(account_id, id_):
        raise NotFound("token")
    activity.record("token withdrawn")


@transaction("people")
def _delete(account_id: int, id_: bytes) -> bool:
    return store.delete_token(account_id, id_)


def withdraw_every(*, account_id: int) -> None:
    """Of one account, each noted."""
    for token in list_tokens(account_id=account_id):
        if _delete(account_id, token.id):
            activity.record("token withdrawn")


def find_bearer(*, text: str, today: date) -> Bearer | None:
    """None for what is no token, or a withdrawn or expired one, or one of an account that was stopped."""
    if SHAPE.fullmatch(text) is None:
        return None
    token = _find(api_tokens.token_id(current_keys().site, text))
    if token is None or token.is_expired(today):
        return None
    held = accounts.find_roles(account_id=token.account_id)
    if held is None:
        return None
    if token.used_on != today:
        _note_use(token.id, today)
    return Bearer(token, held)


@reading("people")
def _find(id_: bytes) -> ApiToken | None:
    return store.find_token(id_)


@transaction("people")
def _note_use(id_: bytes, today: date) -> None:
    """By the day only: times would tell when somebody works."""
    store.note_use(id_, today)


@transaction("people")
def withdraw_all() -> None:
    """Of every account."""
    store.delete_all()


@transaction("people")
def purge(*, today: date) -> int:
    return store.purge(today)
