"""Whether mail works: what is set, a test message, and what was found with it."""

from types import SimpleNamespace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security import current_user

from forms_app.domain import mail_setup as words
from forms_app.domain.mail_records import Finding
from forms_app.domain.outbox import Undelivered
from forms_app.services import mail_setup, outbox
from forms_app.web import current
from forms_app.web.guards import may
from forms_app.web.moments import say

pages = Blueprint("mail", __name__)
DEED = "look after the site"


@pages.get("/staff/mail")
@may(DEED)
def show() -> str:
    return _page()


@pages.post("/staff/mail/test")
@may(DEED)
def test() -> Any:
    if not outbox.is_set_up():
        return _page(), 422
    try:
        mail_setup.send_test(to=current_user.email, now=current.now())
    except Undelivered as error:
        return _page(error), 422
    flash(_("The test message was taken. Please look whether it arrived at %(address)s.", address=current_user.email))
    return redirect(url_for("mail.show"), 303)


@pages.post("/staff/mail/records")
@may(DEED)
def look_at_records() -> str:
    """Nothing is kept of what was found; it may be otherwise in a minute."""
    return _page(records=[_face(one) for one in mail_setup.look_at_records()])


def _face(found: Finding) -> SimpleNamespace:
    return SimpleNamespace(words=say(found.sentence), is_fine=found.is_fine, record=found.record)


def _page(error: Undelivered | None = None, records: list[SimpleNamespace] | None = None) -> str:
    server = mail_setup.find_server()
    return render_template(
        "staff/mail/setup.html",
        server=server,
        sender=outbox.sender(),
        is_files=server is None and outbox.is_set_up(),
        obstacle=mail_setup.find_obstacle(),
        error=error,
        advice=say(words.advice(error)) if error else None,
        records=records,
        to=current_user.email,
        links_lead_to=current.settings().site_url,
    )
