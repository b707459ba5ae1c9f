"""Signing up for newsletters: asked here, agreed to once more by a button behind the link of a mail."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from forms_app.domain import tokens
from forms_app.domain.addresses import find_mailbox
from forms_app.domain.errors import NotFound, TokenRefused
from forms_app.domain.machines import TRAP, looks_automatic
from forms_app.domain.newsletters import PENDING, Topic
from forms_app.domain.tokens import FormToken
from forms_app.services import mail_setup, subscriptions, topics
from forms_app.services.subscriptions import Origin
from forms_app.web import current
from forms_app.web.guards import public

pages = Blueprint("subscribe", __name__)
LONGEST = 254  # characters of an address, RFC 5321
PAGE = "-mail-"  # stands in the page's mark where a form's has the id of the form


@pages.get("/subscribe")
@public
def show() -> str:
    return _page([], "", {})


@pages.post("/subscribe")
@public
def ask() -> Any:
    """The same answer for every address, or what was typed again with what is missing."""
    offered = topics.list_offered()
    chosen = [topic for topic in offered if topic.key in request.form.getlist("topic")]
    typed = request.form.get("address", "")[: LONGEST + 1]
    problems = {}
    if not chosen:
        problems["topic"] = _("Please choose at least one newsletter.")
    address = find_mailbox(typed) if len(typed) <= LONGEST else None
    if address is None:
        problems["address"] = _("Please write an e-mail address such as name@example.org.")
    if problems or address is None:
        return _page(chosen, typed, problems), 422
    if mail_setup.find_obstacle():
        return _page(chosen, typed, {}), 503
    if _looks_automatic():
        return _page(chosen, typed, {}, notice=_("Nothing was stored yet: please send it again.")), 422
    subscriptions.ask(address=address, topics=chosen, origin=Origin(language=current.LANGUAGE), now=current.now())
    return render_template("subscribe/asked.html", days=PENDING.days)


@pages.get("/subscribe/confirm/<token>")
@public
def look(token: str) -> Any:
    """Shows a button and changes nothing: programs that look through mails open every link."""
    try:
        asked = subscriptions.list_asked(token=token)
    except NotFound:
        return render_template("subscribe/too_late.html"), 404
    return render_template("subscribe/confirm.html", topics=asked, token=token)


@pages.post("/subscribe/confirm/<token>")
@public
def confirm(token: str) -> Any:
    try:
        asked = subscriptions.list_asked(token=token)
        subscriptions.confirm(token=token, today=current.now().date())
    except NotFound:
        return render_template("subscribe/too_late.html"), 404
    return render_template("subscribe/confirmed.html", topics=asked)


@pages.get("/subscribe/never/<token>")
@public
def look_at_never(token: str) -> str:
    subscriptions.read_never(token=token)
    return render_template("subscribe/never.html", token=token)


@pages.post("/subscribe/never/<token>")
@public
def never(token: str) -> str:
    subscriptions.refuse_for_good(token=token, today=current.now().date())
    return render_template("subscribe/never_done.html")


def _page(chosen: list[Topic], typed: str, problems: Mapping[str, str], notice: str | None = None) -> str:
    now = current.now()
    mark = tokens.sign(FormToken(PAGE, 0, now, secrets.token_bytes(tokens.NONCE_BYTES)), current.signing_keys())
    labels = {"topic": _("Newsletters"), "address": _("E-mail address")}
    offered = topics.list_offered()
    anchors = {"topic": f"topic-{offered[0].key}" if offered else "", "address": "address"}
    return render_template(
        "subscribe/ask.html",
        topics=offered,
        chosen={topic.key for topic in chosen},
        typed=typed,
        problems={"topic": "", "address": "", **problems},
        summary=[{"anchor": anchors[n], "label": labels[n], "sentence": problems[n]} for n in labels if n in problems],
        obstacle=mail_setup.find_obstacle(),
        notice=notice,
        trap=TRAP,
        token=mark,
    )


def _looks_automatic() -> bool:
    now = current.now()
    try:
        token = tokens.read(request.form.get("token", ""), current.signing_keys(), form_id=PAGE, now=now)
    except TokenRefused:
        return True
    minimum = timedelta(seconds=current.settings().minimum_seconds)
    return looks_automatic(request.form.to_dict(flat=False), token=token, now=now, minimum=minimum)
