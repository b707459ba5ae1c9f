"""Accounts of people who work here, and their roles."""

from dataclasses import dataclass
from typing import cast

from forms_app.domain import roles as roles_of
from forms_app.domain.addresses import find_address
from forms_app.domain.errors import Conflict, NotFound, Problem
from forms_app.domain.roles import ROLES
from forms_app.services import activity
from forms_app.storage import people_accounts, people_tokens
from forms_app.storage.database import reaching, reading, transaction

LOOK_AFTER = "look after the site"


@dataclass(frozen=True)
class Colleague:
    id: int
    email: str
    roles: tuple[str, ...]
    active: bool


@reaching()
def create_account(*, email: str, password_hash: str, roles: list[str]) -> None:
    """Add an account with these roles."""
    store = people_accounts.datastore()
    address = find_address(email)
    if address is None:
        raise Conflict(f"{email} is not an e-mail address.")
    if _find(address) is not None:
        raise Conflict(f"{email} has an account already.")
    made = store.create_user(email=address, password=password_hash, roles=[_role(name) for name in roles])
    store.commit()
    activity.record("account made", account=made.id)
    for role in roles:
        activity.record("role given", account=made.id, role=role)


@reaching()
def grant(*, email: str, role: str) -> None:
    store = people_accounts.datastore()
    account = _account(email)
    store.add_role_to_user(account, _role(role))
    store.commit()
    activity.record("role given", account=account.id, role=role)


@reaching()
def revoke(*, email: str, role: str) -> None:
    store = people_accounts.datastore()
    account = _account(email)
    store.remove_role_from_user(account, _role(role))
    store.commit()
    activity.record("role taken", account=account.id, role=role)


@reaching()
def deactivate(*, email: str) -> None:
    """Nobody signs in with this account; its sessions and tokens end now and stay ended when it is activated again."""
    store = people_accounts.datastore()
    account = _account(email)
    store.deactivate_user(account)
    store.set_uniquifier(account)
    store.commit()
    _withdraw_tokens(account.id)
    activity.record("account deactivated", account=account.id)


@reaching()
def activate(*, email: str) -> None:
    store = people_accounts.datastore()
    account = _account(email)
    store.activate_user(account)
    store.commit()
    activity.record("account activated", account=account.id)


@reaching()
def set_roles(*, email: str, roles: list[str]) -> None:
    """These and no others; raises Problem where nobody would look after the site any more."""
    account = _account(email)
    if not roles_of.may(LOOK_AFTER, roles):
        _ensure_not_the_last(account)
    before, store = {role.name for role in account.roles}, people_accounts.datastore()
    account.roles = [_role(name) for name in roles]
    store.put(account)
    store.commit()
    for role in sorted(before ^ set(roles)):
        activity.record("role taken" if role in before else "role given", account=account.id, role=role)


@reaching()
def stop(*, email: str) -> None:
    """Deactivate, unless nobody would look after the site any more."""
    _ensure_not_the_last(_account(email))
    deactivate(email=email)


@reaching()
def set_password(*, email: str, password_hash: str) -> None:
    """Its sessions and tokens end now: the old password may be in wrong hands."""
    store, account = people_accounts.datastore(), _account(email)
    account.password = password_hash
    store.set_uniquifier(account)
    store.put(account)
    store.commit()
    _withdraw_tokens(account.id)
    activity.record("password renewed", account=account.id)


@reaching()
def list_colleagues() -> list[Colleague]:
    """Those who can sign in first."""
    found = [
        Colleague(user.id, user.email, tuple(role.name for role in user.roles), user.active)
        for user in people_accounts.list_accounts()
    ]
    return sorted(found, key=lambda one: not one.active)


@reaching()
def get_email(*, account_id: int) -> str:
    found = next((user for user in people_accounts.list_accounts() if user.id == account_id), None)
    if found is None:
        raise NotFound("account")
    return str(found.email)


def _ensure_not_the_last(account: people_accounts.User) -> None:
    """Two who do this to each other at once may both succeed; `flask accounts grant` helps then."""
    others = [user for user in people_accounts.list_accounts() if user.active and user.id != account.id]
    if not any(roles_of.may(LOOK_AFTER, [role.name for role in user.roles]) for user in others):
        raise Problem("Nobody else looks after the site. Give that role to somebody first.")


@reading("people")
def has_accounts() -> bool:
    """Whether anybody was ever given one; with the first, set-up is over."""
    return people_accounts.has_accounts()


@reaching()
def list_accounts() -> list[tuple[str, list[str], bool]]:
    """Address, roles, and whether the account is active."""
    return [
        (user.email, sorted(role.name for role in user.roles), user.active) for user in people_accounts.list_accounts()
    ]


@reading("people")
def find_roles(*, account_id: int) -> tuple[str, ...] | None:
    """Of an account that may sign in; None for any other."""
    return people_accounts.find_roles(account_id)


@reaching()
def list_emails() -> dict[int, str]:
    """Addresses of all accounts by their numbers."""
    return {user.id: user.email for user in people_accounts.list_accounts()}


@reaching()
def list_active() -> list[tuple[int, str, list[str]]]:
    """Id, address and roles of everybody who may sign in."""
    return [
        (user.id, user.email, [role.name for role in user.roles])
        for user in people_accounts.list_accounts()
        if user.active
    ]


@reaching()
def list_secrets() -> list[tuple[int, str, bytes]]:
    """Of everybody who may sign in: id, address, and what another password or the end of a session changes."""
    return [
        (user.id, user.email, f"{user.id} {user.fs_uniquifier} {user.password}".encode())
        for user in people_accounts.list_accounts()
        if user.active
    ]


def count_readers() -> tuple[int, int]:
    """How many people may read messages and what comes with forms, and how many of them also see results."""
    readers = [held for _id, _email, held in list_active() if roles_of.may("read messages", held)]
    return len(readers), sum(roles_of.may("see results", held) for held in readers)


@transaction("people")
def end_every_session() -> None:
    people_accounts.end_every_session()


@transaction("people")
def _withdraw_tokens(account_id: int) -> None:
    people_tokens.delete_tokens_of(account_id)


def _find(email: str) -> people_accounts.User | None:
    """Capitals make no second account."""
    found = people_accounts.datastore().find_user(case_insensitive=True, email=email)
    return cast(people_accounts.User | None, found)


def _account(email: str) -> people_accounts.User:
    user = _find(email)
    if user is None:
        raise NotFound(f"account {email}")
    return user


def _role(name: str) -> people_accounts.Role:
    if name not in ROLES:
        raise NotFound(f"role {name}; there are {', '.join(ROLES)}")
    return cast(people_accounts.Role, people_accounts.datastore().find_or_create_role(name))
