"""Flask-Security, set up for staff: sign in, sign out, change password, everything under /staff."""

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, after_this_request, request, session
from flask_login import user_logged_out
from flask_security import Security, current_user, password_changed
from flask_security.utils import hash_password

from forms_app.domain.passwords import SHORTEST
from forms_app.gateways import password_hashes
from forms_app.gateways.site_keys import load_keys
from forms_app.services import api_tokens
from forms_app.storage.people_accounts import make_datastore
from forms_app.web import account_words, current, framing, navigation
from forms_app.web.passwords import Passwords, SignInForm
from forms_app.web.sessions import has_session

WITHDRAW = "withdraw_tokens"  # the box beside a new password


def init_app(app: Flask) -> None:
    settings = app.extensions["settings"]
    keys = load_keys(settings.people_keys)
    datastore = make_datastore(app.extensions["databases"]["people"])
    app.extensions["accounts"] = datastore
    app.config.update(
        SECRET_KEY=keys.signing[-1] if keys else None,
        SECURITY_PASSWORD_SALT="not used: argon2 salts itself",
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS=password_hashes.ACCOUNTS,
        SECURITY_PASSWORD_SINGLE_HASH=True,
        SECURITY_PASSWORD_LENGTH_MIN=SHORTEST,
        SECURITY_URL_PREFIX="/staff",
        SECURITY_LOGIN_URL="/sign-in",
        SECURITY_LOGOUT_URL="/sign-out",
        SECURITY_LOGOUT_METHODS=["POST"],
        SECURITY_CHANGEABLE=True,
        SECURITY_CHANGE_URL="/password",
        SECURITY_SEND_PASSWORD_CHANGE_EMAIL=False,
        SECURITY_POST_LOGIN_VIEW="/staff",
        SECURITY_POST_LOGOUT_VIEW="/staff/signed-out",
        SECURITY_POST_CHANGE_VIEW="/staff",
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS=False,
        SECURITY_FLASH_MESSAGES=True,
        **account_words.configuration(),
    )
    if keys is None:
        app.config["SECRET_KEY"] = None
        app.config["SECURITY_REGISTER_BLUEPRINT"] = True
        app.secret_key = b"no page is served before set-up"
    security = Security(app, datastore, login_form=SignInForm, password_util_cls=Passwords)
    security.want_json(lambda _request: False)
    security.principal.identity_loaders = [_where_sessions_are(load) for load in security.principal.identity_loaders]
    app.login_manager.request_loader(lambda _request: None)  # type: ignore[attr-defined]  # no tokens, sessions only
    user_logged_out.connect(_end_every_session, app)
    password_changed.connect(_withdraw_tokens, app)
    security.change_password_context_processor(_own_tokens)
    app.context_processor(_page_context)
    app.teardown_appcontext(lambda _error: datastore.db.session.remove())


def _where_sessions_are(load: Callable[[], Any]) -> Callable[[], Any]:
    """Nobody is signed in on a public page; looking for them would cost it a tenth of its time."""
    return lambda: load() if has_session(request.path) else None


def _end_every_session(_app: Flask, user: Any, **_more: Any) -> None:
    """A new uniquifier: every session of this account ends, on every device; an empty one deletes the cookie here."""
    session.clear()
    current_store = _app.extensions["accounts"]
    current_store.set_uniquifier(user)
    current_store.commit()


def _own_tokens() -> dict[str, Any]:
    """How many there are to withdraw with the password, and whether they are to be, which they are unless unticked."""
    tokens = api_tokens.list_tokens(account_id=current_user.id) if current_user.is_authenticated else []
    return {"tokens": len(tokens), "withdraws": request.method == "GET" or WITHDRAW in request.form}


def _withdraw_tokens(_app: Flask, user: Any, **_more: Any) -> None:
    """Once the new password stands: whoever knew the old one may have made a token with it."""
    account_id = user.id
    if WITHDRAW not in request.form:
        return

    @after_this_request
    def withdraw(response: Response) -> Response:
        api_tokens.withdraw_every(account_id=account_id)
        return response


def _page_context() -> dict[str, Any]:
    signed_in = has_session(request.path) and current_user.is_authenticated
    return {
        "site": current.site(),
        "is_demo": current.is_demo(),
        "embedded": framing.is_embedded(),
        "site_name": current.site().name,
        "language": current.LANGUAGE,
        "own_language": current.LANGUAGE,
        "signed_in": signed_in,
        "account_email": current_user.email if signed_in else "",
        "staff_links": navigation.links_for(role.name for role in current_user.roles) if signed_in else [],
    }


__all__ = ["hash_password", "init_app"]
