"""Stopping a newsletter: by a person on a page with one button, or by a mail program with one press and no page."""

from flask import Blueprint, render_template, request

from forms_app.domain.newsletters import ONE_CLICK, PAGE
from forms_app.services import list_moves, subscriptions
from forms_app.web import current
from forms_app.web.guards import from_anywhere, public

pages = Blueprint("unsubscribe", __name__)


@pages.get("/u/<token>")
@public
def show(token: str) -> str:
    """Changes nothing, however often it is opened and by whom."""
    listed = subscriptions.read_listed(token=token)
    move = list_moves.find_news(topic=listed.topic, subject=listed.subject)
    return render_template(
        "subscribe/unsubscribe.html", topic=subscriptions.find_topic(id_=listed.topic), token=token, move=move
    )


@pages.post("/u/<token>")
@public
@from_anywhere
def stop(token: str) -> str:
    """The same answer always: for a second time, and for somebody who is not known any more."""
    listed = subscriptions.read_listed(token=token)
    from_all = request.form.get("from") == "all"
    channel = ONE_CLICK if request.form.get("List-Unsubscribe") == "One-Click" else PAGE
    subscriptions.unsubscribe(token=token, from_all=from_all, channel=channel, today=current.now().date())
    topic = None if from_all else subscriptions.find_topic(id_=listed.topic)
    return render_template("subscribe/unsubscribed.html", topic=topic, from_all=from_all)
