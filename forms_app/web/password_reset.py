"""A forgotten password: a link by mail, and behind it the page where another one is chosen."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security.utils import hash_password

from forms_app.domain import passwords
from forms_app.domain.addresses import find_mailbox
from forms_app.domain.errors import NotFound, Problem
from forms_app.services import accounts, activity, mail_setup, password_resets
from forms_app.web import current
from forms_app.web.guards import public
from forms_app.web.site_fields import summary

pages = Blueprint("password_reset", __name__)
LONGEST = 254  # characters of an address


@pages.get("/staff/forgotten")
@public
def show() -> str:
    return _ask_page("", "")


@pages.post("/staff/forgotten")
@public
def ask() -> Any:
    """The same answer for every address."""
    typed = request.form.get("email", "")[: LONGEST + 1]
    address = find_mailbox(typed)
    if address is None:
        return _ask_page(typed, _("Please write an e-mail address such as name@example.org.")), 422
    if mail_setup.find_obstacle():
        return _ask_page(typed, ""), 503
    password_resets.send_link(address=address, now=current.now())
    return render_template("security/forgotten_asked.html", hours=password_resets.GOOD_FOR.seconds // 3600)


@pages.get("/staff/new-password/<token>")
@public
def look(token: str) -> Any:
    """Changes nothing: programs that look through mails open every link."""
    try:
        _id, email = password_resets.find_account(token=token, now=current.now())
    except NotFound:
        return render_template("security/link_too_old.html"), 404
    return _choose_page(token, email, {})


@pages.post("/staff/new-password/<token>")
@public
def choose(token: str) -> Any:
    """Every session of the account ends, and so does the link."""
    try:
        id_, email = password_resets.find_account(token=token, now=current.now())
    except NotFound:
        return render_template("security/link_too_old.html"), 404
    typed, problems = request.form.get("password", ""), {}
    try:
        passwords.ensure_good(typed, personal=[email, *email.split("@"), current.site().name])
    except Problem as problem:
        problems["password"] = _(problem.sentence, **problem.values)
    if not problems and request.form.get("again", "") != typed:
        problems["again"] = _("The two passwords are not the same.")
    if problems:
        return _choose_page(token, email, problems), 422
    activity.act_as(id_)
    normal = current_app.extensions["security"]._password_util.normalize(typed)
    accounts.set_password(email=email, password_hash=hash_password(normal))
    flash(_("Your password is changed. Sign in with it."))
    return redirect(url_for("security.login"), 303)


def _ask_page(typed: str, problem: str) -> str:
    obstacle = mail_setup.find_obstacle()
    return render_template("security/forgotten.html", typed=typed, problem=problem, obstacle=obstacle)


def _choose_page(token: str, email: str, problems: Mapping[str, str]) -> str:
    labels = {"password": _("New password"), "again": _("New password again")}
    return render_template(
        "security/choose_password.html",
        token=token,
        email=email,
        labels=labels,
        problems={"password": "", "again": "", **problems},
        summary=summary(problems, labels),
    )
