"""Accounts of people who work here, for who looks after the site: made, given roles, a new password, stopped."""

import secrets
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user
from flask_security.utils import hash_password

from forms_app.domain.errors import Conflict, Problem
from forms_app.domain.roles import ROLES
from forms_app.domain.sentences import N_
from forms_app.services import accounts
from forms_app.web.guards import may

pages = Blueprint("colleagues", __name__)
DEED = "look after the site"
BYTES = 12  # of a password that is shown once
FIRST_ROLE = f"new-{next(iter(ROLES))}"
NO_ACCOUNT = N_("This is no e-mail address, or there is an account with it already.")


@pages.get("/staff/accounts")
@may(DEED)
def index() -> str:
    return _render()


@pages.post("/staff/accounts")
@may(DEED)
def add() -> Any:
    """Answered with the password, which stands nowhere else; sent again, the account is there already."""
    email, held = request.form.get("email", "").strip()[:254], _roles()
    password = secrets.token_urlsafe(BYTES)
    try:
        if not held:
            raise Problem("Choose at least one role.")
        accounts.create_account(email=email, password_hash=hash_password(password), roles=held)
    except Problem as problem:
        return _render(email=email, held=held, problem=_face(FIRST_ROLE, _("Roles"), problem)), 422
    except Conflict:
        return _render(email=email, held=held, problem=_face("email", _("E-mail address"), Problem(NO_ACCOUNT))), 422
    return _render(made=SimpleNamespace(email=email, password=password, is_new=True))


@pages.post("/staff/accounts/<int:account_id>/roles")
@may(DEED)
def change_roles(account_id: int) -> Any:
    return _change(account_id, lambda email: accounts.set_roles(email=email, roles=_roles()), _("The roles are saved."))


@pages.post("/staff/accounts/<int:account_id>/stop")
@may(DEED)
def stop(account_id: int) -> Any:
    return _change(account_id, lambda email: accounts.stop(email=email), _("Nobody can sign in with it any more."))


@pages.post("/staff/accounts/<int:account_id>/start")
@may(DEED)
def start(account_id: int) -> Any:
    return _change(account_id, lambda email: accounts.activate(email=email), _("It can sign in again."))


@pages.post("/staff/accounts/<int:account_id>/password")
@may(DEED)
def new_password(account_id: int) -> Any:
    """Every session of the account ends; the new password is shown once."""
    email, password = accounts.get_email(account_id=account_id), secrets.token_urlsafe(BYTES)
    accounts.set_password(email=email, password_hash=hash_password(password))
    if account_id == current_user.id:
        return redirect(url_for("security.login"), 303)
    return _render(made=SimpleNamespace(email=email, password=password, is_new=False))


def _change(account_id: int, deed: Callable[[str], None], said: str) -> Any:
    email = accounts.get_email(account_id=account_id)
    try:
        deed(email)
    except Problem as problem:
        return _render(problem=_face(f"account-{account_id}-{next(iter(ROLES))}", email, problem)), 422
    flash(said)
    return redirect(url_for("colleagues.index", _anchor=f"account-{account_id}"), 303)


def _face(anchor: str, label: str, problem: Problem) -> SimpleNamespace:
    return SimpleNamespace(anchor=anchor, label=label, sentence=_(problem.sentence, **problem.values))


def _roles() -> list[str]:
    return [name for name in ROLES if name in request.form.getlist("roles")]


def _render(
    *, email: str = "", held: Sequence[str] = (), problem: SimpleNamespace | None = None, made: Any = None
) -> str:
    return render_template(
        "staff/accounts.html",
        accounts=accounts.list_colleagues(),
        roles=ROLES,
        email=email,
        held=held,
        problem=problem,
        first_role=FIRST_ROLE,
        made=made,
        own_id=current_user.id,
    )
