"""Signing in to a visitor's account and out of it; who came with something to go on with, goes on with it."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from forms_app.domain import passwords
from forms_app.domain.addresses import find_mailbox
from forms_app.services import visitor_accounts
from forms_app.web import current, handing_in, visitor_sessions
from forms_app.web.guards import public
from forms_app.web.visitor_faces import DETAIL_INPUTS, account_page, sign_in_page
from forms_app.web.visitor_sessions import LONGEST, only_where_wanted

pages = Blueprint("visitor_sign_in", __name__)
pages.before_request(only_where_wanted)


@pages.post("/account/sign-in")
@public
def sign_in() -> Any:
    """One sentence for a wrong password and for a mailbox without an account."""
    typed, slug = request.form.get("email", "")[: LONGEST + 1], request.form.get("slug")
    address, account = find_mailbox(typed), None
    if address is not None:
        password = request.form.get("password", "")[: passwords.LONGEST + 1]
        account = visitor_accounts.sign_in(address=address, password=password, now=current.now())
    if account is None:
        wrong = _("The e-mail address or the password is not right, or there is no such account.")
        return sign_in_page(slug=slug, typed=typed, problems={"password": wrong}), 422
    if slug is not None:
        return visitor_sessions.begin(handing_in.prefilled_page(slug, account), account)
    if any(name in request.form for name in DETAIL_INPUTS):
        said = _("You are signed in again. What you typed stands below and is not saved yet.")
        return visitor_sessions.begin(account_page(account, sent=request.form, notice=said), account)
    return visitor_sessions.begin(redirect(url_for("visitor_accounts.show"), 303), account)


@pages.post("/account/sign-out")
@public
def sign_out() -> Response:
    """On every device; the cookie goes."""
    account = visitor_sessions.find_account()
    if account is not None:
        visitor_accounts.end_sessions(subject=account.subject)
    return visitor_sessions.end(render_template("account/signed_out.html"))
