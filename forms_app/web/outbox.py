"""Mails that wait to be sent and those that were given up, for those who look after the site."""

from types import SimpleNamespace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from forms_app.domain.errors import NotFound
from forms_app.domain.outbox import KINDS, PROBLEMS, Waiting
from forms_app.services import mail_setup, outbox
from forms_app.web import current
from forms_app.web.guards import may
from forms_app.web.moments import day_in_words, moment_in_words

pages = Blueprint("outbox", __name__)
DEED = "look after the site"


@pages.get("/staff/outbox")
@may(DEED)
def index() -> str:
    mails, waiting, given_up = outbox.list_waiting()
    return render_template(
        "staff/mail/outbox.html",
        mails=[_face(mail) for mail in mails],
        waiting=waiting,
        given_up=given_up,
        obstacle=mail_setup.find_obstacle(),
    )


@pages.post("/staff/outbox/retry")
@may(DEED)
def retry() -> Response:
    """One mail, or all that were tried before."""
    mail = request.form.get("mail", "")
    queue, id_ = _key(mail) if mail else (None, None)
    number = outbox.retry(now=current.now(), queue=queue, id_=id_)
    flash(ngettext("%(num)d mail is tried again now.", "%(num)d mails are tried again now.", number))
    return redirect(url_for("outbox.index"), 303)


@pages.post("/staff/outbox/give-up")
@may(DEED)
def give_up() -> Response:
    queue, id_ = _key(request.form.get("mail", ""))
    outbox.give_up(queue=queue, id_=id_)
    flash(_("The mail is deleted and will not be sent."))
    return redirect(url_for("outbox.index"), 303)


def _key(text: str) -> tuple[bytes, bytes]:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        raise NotFound("mail") from None
    return key[:16], key[16:]


def _face(mail: Waiting) -> SimpleNamespace:
    return SimpleNamespace(
        key=(mail.queue + mail.id).hex(),
        kind=_(KINDS[mail.kind]),
        is_given_up=mail.is_given_up,
        problem=_(PROBLEMS[mail.problem]) if mail.problem else None,
        code=mail.code,
        attempts=mail.attempts,
        next_try=moment_in_words(mail.due_at.astimezone(current.zone())) if mail.due_at and mail.attempts else None,
        deleted=day_in_words(mail.delete_on),
    )
