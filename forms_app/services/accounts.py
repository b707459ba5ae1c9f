"""Accounts of people who work here, and their roles."""

from typing import cast

from forms_app.domain.addresses import find_address
from forms_app.domain.errors import Conflict, NotFound
from forms_app.domain.roles import ROLES
from forms_app.storage import people_accounts
from forms_app.storage.database import reading


def create_account(*, email: str, password_hash: str, roles: list[str]) -> None:
    """Add an account with these roles."""
    store = people_accounts.datastore()
    address = find_address(email)
    if address is None:
        raise Conflict(f"{email} is not an e-mail address.")
    if _find(address) is not None:
        raise Conflict(f"{email} has an account already.")
    store.create_user(email=address, password=password_hash, roles=[_role(name) for name in roles])
    store.commit()


def grant(*, email: str, role: str) -> None:
    store = people_accounts.datastore()
    store.add_role_to_user(_account(email), _role(role))
    store.commit()


def revoke(*, email: str, role: str) -> None:
    store = people_accounts.datastore()
    store.remove_role_from_user(_account(email), _role(role))
    store.commit()


def deactivate(*, email: str) -> None:
    """Nobody signs in with this account; its sessions end now and stay ended when it is activated again."""
    store = people_accounts.datastore()
    account = _account(email)
    store.deactivate_user(account)
    store.set_uniquifier(account)
    store.commit()


def activate(*, email: str) -> None:
    store = people_accounts.datastore()
    store.activate_user(_account(email))
    store.commit()


@reading("people")
def has_accounts() -> bool:
    """Whether anybody was ever given one; with the first, set-up is over."""
    return people_accounts.has_accounts()


def list_accounts() -> list[tuple[str, list[str], bool]]:
    """Address, roles, and whether the account is active."""
    return [
        (user.email, sorted(role.name for role in user.roles), user.active) for user in people_accounts.list_accounts()
    ]


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
