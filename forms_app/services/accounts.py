"""Accounts of people who work here, and their roles."""

from typing import cast

from forms_app.domain.errors import Conflict, NotFound
from forms_app.domain.roles import ROLES
from forms_app.storage import people_accounts


def create_account(*, email: str, password_hash: str, roles: list[str]) -> None:
    """Add an account with these roles."""
    store = people_accounts.datastore()
    if store.find_user(email=email) is not None:
        raise Conflict(f"{email} has an account already.")
    store.create_user(email=email, password=password_hash, roles=[_role(name) for name in roles])
    store.commit()


def grant(*, email: str, role: str) -> None:
    store = people_accounts.datastore()
    store.add_role_to_user(_account(email), _role(role))
    store.commit()


def revoke(*, email: str, role: str) -> None:
    store = people_accounts.datastore()
    store.remove_role_from_user(_account(email), _role(role))
    store.commit()


def list_accounts() -> list[tuple[str, list[str]]]:
    return [(user.email, sorted(role.name for role in user.roles)) for user in people_accounts.list_accounts()]


def _account(email: str) -> people_accounts.User:
    user = people_accounts.datastore().find_user(email=email)
    if user is None:
        raise NotFound(f"account {email}")
    return cast(people_accounts.User, user)


def _role(name: str) -> people_accounts.Role:
    if name not in ROLES:
        raise NotFound(f"role {name}; there are {', '.join(ROLES)}")
    return cast(people_accounts.Role, people_accounts.datastore().find_or_create_role(name))
