"""Which visitor is signed in: a cookie of /account alone, from signing in to signing out, and not that of staff."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Response, abort, g, make_response, request

from forms_app.services import visitor_accounts
from forms_app.services.visitor_accounts import VisitorAccount
from forms_app.web import current

PATH = "/account"
LONGEST = 254  # characters of an address, RFC 5321
View = TypeVar("View", bound=Callable[..., Any])


def only_where_wanted() -> None:
    """Before each request for a page of accounts."""
    if not current.site().has_accounts:
        abort(404)


def find_account() -> VisitorAccount | None:
    """Looked for once a request."""
    if "visitor" not in g:
        text = request.cookies.get(cookie_name(), "")
        g.visitor = visitor_accounts.find_signed_in(text=text, now=current.now()) if text else None
    found: VisitorAccount | None = g.visitor
    return found


def begin(answer: Any, account: VisitorAccount) -> Response:
    """The answer with a cookie that the browser forgets when it is closed, and the site after some hours."""
    g.visitor = account
    response = make_response(answer)
    text = visitor_accounts.session_text(account, now=current.now())
    response.set_cookie(cookie_name(), text, **_narrow())
    return response


def end(answer: Any) -> Response:
    response = make_response(answer)
    response.delete_cookie(cookie_name(), **_narrow())
    return response


def signed_in(ask_to_sign_in: Callable[[], Any]) -> Callable[[View], View]:
    """Give a view the account; who is not signed in is asked to."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(**given: Any) -> Any:
            account = find_account()
            return ask_to_sign_in() if account is None else view(account, **given)

        return guarded  # type: ignore[return-value]

    return wrap


def cookie_name() -> str:
    return "__Secure-account" if _is_secure() else "account"


def _narrow() -> dict[str, Any]:
    """Sent with requests that our own pages make of /account, and with nothing else."""
    return {"path": PATH, "httponly": True, "samesite": "Strict", "secure": _is_secure()}


def _is_secure() -> bool:
    return current.settings().mode == "production"
