"""The first start: behind a one-time link, the demo or a site of one's own; afterwards none of it is there."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security.utils import hash_password

from forms_app.domain import passwords
from forms_app.domain.addresses import find_address
from forms_app.domain.errors import NotFound, Problem, Refused
from forms_app.domain.site import Site, read_site
from forms_app.services import demo, first_start
from forms_app.web import current
from forms_app.web.guards import public, takes
from forms_app.web.site_fields import LOGO_BYTES, ROOM, faces, in_words, read_sent_logo, summary

pages = Blueprint("first_start", __name__)
PAUSE = "2"  # seconds until a page that waits looks again


@pages.get("/staff/set-up/<token>")
@public
def choose(token: str) -> Any:
    if current.is_demo() and demo.is_leaving(folder=current.settings().instance):
        return _wait(_("The demo is being removed"), "")
    _ensure_open(token)
    if _is_demo_wanted():
        return redirect(url_for("first_start.show_demo", token=token), 303)
    return render_template("first_start/choose.html", token=token, may_have_demo=_may_have_demo())


@pages.post("/staff/set-up/<token>/demo")
@public
def want_demo(token: str) -> Any:
    _ensure_open(token)
    if not _may_have_demo():
        raise NotFound("page")
    demo.want(instance=current.settings().instance, token=token)
    return redirect(url_for("first_start.show_demo", token=token), 303)


@pages.get("/staff/set-up/<token>/demo")
@public
def show_demo(token: str) -> Any:
    """While it is made a page that waits; then, in the demo, who may sign in with which password."""
    folder = current.settings().instance
    if current.is_demo():
        accounts = demo.find_accounts(folder=folder, token=token)
        if accounts is None:
            raise NotFound("page")
        return render_template("first_start/demo.html", accounts=[{**a, **_role_face(a["role"])} for a in accounts])
    _ensure_open(token)
    if not _is_demo_wanted():
        return redirect(url_for("first_start.choose", token=token), 303)
    return _wait(_("The demo is being made"), demo.told(instance=folder))


@pages.get("/staff/set-up/<token>/site")
@public
def ask_site(token: str) -> str:
    _ensure_open(token)
    return _page(token, {"zone": Site.zone}, {})


@pages.post("/staff/set-up/<token>/site")
@public
@takes(LOGO_BYTES + ROOM)
def set_up(token: str) -> Any:
    _ensure_open(token)
    if _is_demo_wanted():
        return redirect(url_for("first_start.show_demo", token=token), 303)
    typed = request.form.to_dict()
    try:
        given = _read(typed)
    except Refused as refusal:
        return _page(token, typed, in_words(refusal)), 422
    first_start.set_up(instance=current.settings().instance, token=token, **given)
    flash(_("Your site is set up, and the link you came by is used. Sign in with the account you just made."))
    return redirect(url_for("security.login"), 303)


def _read(typed: Mapping[str, str]) -> dict[str, Any]:
    """Everything at once, so that every problem is said at once."""
    problems: dict[str, Problem] = {}
    given: dict[str, Any] = {}
    for name, read in (
        ("kept", lambda: read_site(typed)),
        ("logo", read_sent_logo),
        ("account", lambda: _read_account(typed)),
    ):
        try:
            given[name] = read()
        except Refused as refusal:
            problems |= refusal.problems
    if problems:
        raise Refused(problems)
    email, password = given.pop("account")
    return {**given, "email": email, "password_hash": hash_password(password)}


def _read_account(typed: Mapping[str, str]) -> tuple[str, str]:
    problems: dict[str, Problem] = {}
    email, password = find_address(typed.get("account", "").strip()), typed.get("password", "")
    if email is None:
        problems["account"] = Problem("Please write an e-mail address such as name@example.org.")
    try:
        known = [*typed.get("account", "").split("@"), typed.get("account", ""), typed.get("name", "")]
        passwords.ensure_good(password, personal=[word for word in known if word])
    except Problem as problem:
        problems["password"] = problem
    if "password" not in problems and typed.get("again", "") != password:
        problems["again"] = Problem("The two passwords are not the same.")
    if problems or email is None:
        raise Refused(problems)
    return email, current_app.extensions["security"]._password_util.normalize(password)


def _page(token: str, typed: Mapping[str, str], problems: Mapping[str, str]) -> str:
    fields = faces(typed, problems)
    labels = {name: face.label for name, face in vars(fields).items() if name != "zones"}
    labels |= {"logo": _("Logo"), "account": _("Your e-mail address"), "password": _("Password")}
    labels |= {"again": _("Password again")}
    return render_template(
        "first_start/site.html",
        token=token,
        fields=fields,
        labels=labels,
        account=typed.get("account", ""),
        problems={**dict.fromkeys(labels, ""), **problems},
        refused=bool(problems),
        summary=summary(problems, labels),
    )


def _wait(heading: str, line: str) -> Response:
    """Looks again by a header: a page that waits needs no script."""
    page = make_response(render_template("first_start/wait.html", heading=heading, line=line))
    page.headers["Refresh"] = PAUSE
    return page


def _role_face(role: str) -> dict[str, str]:
    return {
        "administrator": {"does": _("Looks after the site: its name, colour and logo"), "path": "/staff/site"},
        "staff": {"does": _("Makes forms"), "path": "/staff"},
        "reader": {"does": _("Reads comments"), "path": "/staff"},
        "inbox": {"does": _("Answers messages"), "path": "/staff/inbox"},
        "till": {"does": _("Redeems vouchers, and nothing else"), "path": "/staff/till"},
        "manager": {"does": _("Sees results: begin here"), "path": "/staff/results"},
    }[role]


def _ensure_open(token: str) -> None:
    if not first_start.is_open(instance=current.settings().instance, token=token):
        raise NotFound("page")


def _is_demo_wanted() -> bool:
    return demo.is_wanted(instance=current.settings().instance)


def _may_have_demo() -> bool:
    return not current.settings().is_public
