"""One's own newsletters: a link comes by mail, and behind it stands what one gets, agreed to, and can stop."""

from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from forms_app.domain.addresses import find_mailbox
from forms_app.domain.errors import NotFound
from forms_app.domain.newsletters import EVENTS
from forms_app.services import mail_setup, subscriptions, topics
from forms_app.web import current
from forms_app.web.guards import public
from forms_app.web.moments import day_in_words

pages = Blueprint("own_newsletters", __name__)


@pages.get("/subscribe/mine")
@public
def show() -> str:
    return _ask_page("", "")


@pages.post("/subscribe/mine")
@public
def ask() -> Any:
    """The same answer for every address."""
    typed = request.form.get("address", "")[:255]
    address = find_mailbox(typed)
    if address is None:
        return _ask_page(typed, _("Please write an e-mail address such as name@example.org.")), 422
    if mail_setup.find_obstacle():
        return _ask_page(typed, ""), 503
    subscriptions.ask_own(address=address, now=current.now())
    return render_template("subscribe/own_asked.html")


@pages.get("/subscribe/mine/<token>")
@public
def own(token: str) -> Any:
    return _own_page(token)


@pages.post("/subscribe/mine/<token>")
@public
def keep(token: str) -> Any:
    chosen = {topic.id for topic in topics.list_topics() if topic.key in request.form.getlist("topic")}
    try:
        subscriptions.keep_only(token=token, topics=chosen, today=current.now().date())
    except NotFound:
        return render_template("subscribe/too_late.html"), 404
    return _own_page(token, is_saved=True)


def _ask_page(typed: str, problem: str) -> str:
    return render_template(
        "subscribe/own_ask.html", typed=typed, problem=problem, obstacle=mail_setup.find_obstacle()
    )  # fmt: skip


def _own_page(token: str, *, is_saved: bool = False) -> Any:
    try:
        held, events = subscriptions.look_at_own(token=token, today=current.now().date())
    except NotFound:
        return render_template("subscribe/too_late.html"), 404
    every = topics.list_topics()
    names = {topic.id: topic.name for topic in every}
    return render_template(
        "subscribe/own.html",
        token=token,
        topics=[(topic, day_in_words(held[topic.id])) for topic in every if topic.id in held],
        events=[
            (_(EVENTS[one.kind]), names.get(one.topic, _("every newsletter")), day_in_words(one.on), words)
            for one, words in events
        ],
        is_saved=is_saved,
    )
