"""One guard on every route: a view says which deed it is, or that it is public; what says nothing is refused."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_security import current_user
from flask_wtf.csrf import CSRFProtect
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from forms_app.domain import roles
from forms_app.domain.api_tokens import SCOPES
from forms_app.services import activity, api_tokens, teams
from forms_app.services.api_tokens import Bearer
from forms_app.web import current


class FromElsewhere(Forbidden):
    """Another site's page sent this."""


class NotInTeam(Forbidden):
    """Other people work on this form."""


class OutOfScope(Forbidden):
    """The token was not made for this."""


View = TypeVar("View", bound=Callable[..., Any])
PUBLIC = "public"
LIBRARY_GUARDS = {  # routes that are not ours: Flask's files and Flask-Security's pages
    "static": PUBLIC,
    "api-docs.openapi_json": PUBLIC,
    "security.login": PUBLIC,
    "security.logout": "enter the staff pages",
    "security.change_password": "change own password",
}
LARGEST_NUMBER = 2**31 - 1  # that a column of whole numbers holds
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
csrf = CSRFProtect()


def public(view: View) -> View:
    view.deed = PUBLIC  # type: ignore[attr-defined]
    return view


def may(deed: str) -> Callable[[View], View]:
    """Guard a view with a deed of domain/roles.py."""
    if deed not in roles.DEEDS:
        raise ValueError(f"no such deed: {deed}")

    def mark(view: View) -> View:
        view.deed = deed  # type: ignore[attr-defined]
        return view

    return mark


def scoped(scope: str) -> Callable[[View], View]:
    """Guard a view for programs: their token must have this scope, and its account may do its deed at this moment."""
    deed = SCOPES[scope].deed

    def mark(view: View) -> View:
        view.scope = scope  # type: ignore[attr-defined]
        return may(deed)(view)

    return mark


def from_anywhere(view: View) -> View:
    """Let mail programs and other sites post to it: the token in the address is the authority (RFC 8058)."""
    view.from_anywhere = True  # type: ignore[attr-defined]
    return view


def takes(longest: int) -> Callable[[View], View]:
    """Let a view take a longer body than other pages, in bytes."""

    def mark(view: View) -> View:
        view.longest = longest  # type: ignore[attr-defined]
        return view

    return mark


def guard_of(app: Flask, endpoint: str) -> str | None:
    """The deed of a route, PUBLIC, or None where nobody decided."""
    return LIBRARY_GUARDS.get(endpoint) or getattr(app.view_functions[endpoint], "deed", None)


def init_app(app: Flask) -> None:
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # as long as the session
    csrf.init_app(app)
    app.before_request(_refuse_what_no_row_has)
    app.before_request(_refuse_other_sites)
    app.before_request(_guard)


def _refuse_what_no_row_has() -> None:
    """Zero bytes and numbers beyond its columns are faults to PostgreSQL; nothing has such a name."""
    for value in (request.view_args or {}).values():
        if "\0" in str(value) or (isinstance(value, int) and value > LARGEST_NUMBER):
            abort(404)


def _refuse_other_sites() -> None:
    """Unsafe requests come from our own pages; clients that send neither header are taken at their word."""
    if request.method not in UNSAFE or _is_from_anywhere():
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None and site not in ("same-origin", "none"):
        raise FromElsewhere
    if site is None and origin is not None and urlsplit(origin).netloc != request.host:
        raise FromElsewhere


def _is_from_anywhere() -> bool:
    return hasattr(current_app.view_functions.get(request.endpoint or ""), "from_anywhere")


def _ensure_form() -> None:
    """The library's pages take a form, whose fields are what the limits count."""
    if request.blueprint == "security" and request.mimetype != "application/x-www-form-urlencoded":
        abort(415)


def _guard() -> Any:
    activity.act_as(None)
    if request.endpoint is None:
        return None
    deed = guard_of(current_app, request.endpoint)
    if deed is None:
        abort(404)  # as if it were not there, for everybody
    if request.method in UNSAFE and request.path.startswith("/staff"):
        if longest := getattr(current_app.view_functions[request.endpoint], "longest", None):
            request.max_content_length = longest  # before the mark in the body is read
        csrf.protect()
        _ensure_form()
    if deed == PUBLIC:
        return None
    if scope := getattr(current_app.view_functions[request.endpoint], "scope", None):
        bearer = _get_bearer(scope)
        _ensure_may(deed, bearer.token.account_id, list(bearer.roles))
        return None
    if not current_user.is_authenticated:
        return redirect(url_for("security.login", next=request.path), 303)
    _ensure_may(deed, current_user.id, [role.name for role in current_user.roles])
    return None


def _get_bearer(scope: str) -> Bearer:
    """Whose token came with the request; no cookie counts here."""
    given = request.authorization
    text = given.token if given is not None and given.type == "bearer" else None
    found = api_tokens.find_bearer(text=text, today=current.now().date()) if text else None
    if found is None:
        raise Unauthorized(www_authenticate=WWWAuthenticate("bearer", {"realm": "api"}))
    g.bearer = found
    if scope not in found.token.scopes:
        raise OutOfScope
    return found


def _ensure_may(deed: str, account_id: int, held: list[str]) -> None:
    if not roles.may(deed, held):
        abort(403)
    _ensure_in_team(deed, account_id, held)
    activity.act_as(account_id)


def _ensure_in_team(deed: str, account_id: int, held: list[str]) -> None:
    """Whatever stands under a form's name is its team's alone, where it has one."""
    slug = (request.view_args or {}).get("slug")
    if slug is None:
        return
    changes = request.method in UNSAFE
    if not teams.may(slug=slug, account_id=account_id, held=held, deed=deed, changes=changes):
        raise NotInTeam
