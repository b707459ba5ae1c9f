"""Webhooks, for who looks after the site: which program is told of what, whether it answers, and what waits."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from forms_app.domain import webhooks as rules
from forms_app.domain.errors import NotFound, Problem
from forms_app.domain.webhooks import EVENTS, LONGEST_URL, Call, Unanswered, Webhook, words_of
from forms_app.services import webhooks
from forms_app.web import current
from forms_app.web.guards import may
from forms_app.web.moments import day_in_words, moment_in_words, say

pages = Blueprint("webhooks", __name__)
DEED = "look after the site"
FIRST_EVENT = next(iter(EVENTS))


@pages.get("/staff/webhooks")
@may(DEED)
def index() -> str:
    return _page()


@pages.post("/staff/webhooks")
@may(DEED)
def add() -> Any:
    """Answered with the secret, which is shown once; sent again, the address is told already."""
    url, events = request.form.get("url", "").strip()[: LONGEST_URL + 1], request.form.getlist("events")
    try:
        made = webhooks.make(url=url, events=events, now=current.now())
    except Problem as problem:
        label = _("Address") if EVENTS.keys() & set(events) else _("It is told when")
        anchor = "url" if EVENTS.keys() & set(events) else f"new-{FIRST_EVENT}"
        return _page(url=url, events=events, problem=_face(anchor, label, problem)), 422
    return _page(made=_secret_face(made, is_new=True))


@pages.post("/staff/webhooks/<key>")
@may(DEED)
def change(key: str) -> Any:
    does = {"events": _choose, "test": _test, "secret": _renew, "remove": _remove}
    if request.form.get("do") not in does:
        raise NotFound("deed")
    return does[request.form["do"]](webhooks.get_webhook(id_=_id(key)))


@pages.post("/staff/webhooks/calls")
@may(DEED)
def wait() -> Any:
    """One call that waits, or was given up, is made now or never."""
    id_ = _id(request.form.get("call", ""))
    if request.form.get("do") == "give-up":
        webhooks.give_up(id_=id_)
        flash(_("Deleted; it will not be sent."))
    else:
        webhooks.retry(id_=id_, now=current.now())
        flash(_("It is tried again now."))
    return redirect(url_for("webhooks.index"), 303)


def _choose(webhook: Webhook) -> Any:
    try:
        webhooks.choose_events(id_=webhook.id, events=request.form.getlist("events"), now=current.now())
    except Problem as problem:
        return _page(problem=_face(f"{webhook.id.hex()}-{FIRST_EVENT}", webhook.shown, problem)), 422
    flash(_("Saved. It is told of what happens from now on."))
    return redirect(url_for("webhooks.index", _anchor=f"webhook-{webhook.id.hex()}"), 303)


def _test(webhook: Webhook) -> Any:
    try:
        webhooks.send_test(id_=webhook.id)
    except Unanswered as error:
        sentence = say(words_of(error.step, error.code))
        return _page(problem=SimpleNamespace(anchor="", label="", sentence=sentence, tested=webhook.shown)), 422
    flash(_("The test was taken by %(address)s.", address=webhook.shown))
    return redirect(url_for("webhooks.index"), 303)


def _renew(webhook: Webhook) -> Any:
    return _page(made=_secret_face(webhooks.renew_secret(id_=webhook.id), is_new=False))


def _remove(webhook: Webhook) -> Any:
    webhooks.remove(id_=webhook.id)
    flash(_("Removed. %(address)s is told of nothing any more.", address=webhook.shown))
    return redirect(url_for("webhooks.index"), 303)


def _id(key: str) -> bytes:
    try:
        id_ = bytes.fromhex(key)
    except ValueError:
        raise NotFound("webhook") from None
    if len(id_) != 16:
        raise NotFound("webhook")
    return id_


def _face(anchor: str, label: str, problem: Problem) -> SimpleNamespace:
    return SimpleNamespace(anchor=anchor, label=label, sentence=_(problem.sentence, **problem.values), tested="")


def _secret_face(webhook: Webhook, *, is_new: bool) -> SimpleNamespace:
    return SimpleNamespace(address=webhook.shown, secret=webhooks.secret_of(webhook), is_new=is_new)


def _page(*, url: str = "", events: Sequence[str] = (), problem: Any = None, made: Any = None) -> str:
    found = webhooks.list_webhooks()
    return render_template(
        "staff/webhooks.html",
        webhooks=[SimpleNamespace(key=one.id.hex(), shown=one.shown, events=one.events) for one in found],
        calls=[_call_face(call) for call in webhooks.list_calls()],
        kinds={name: _(event.words) for name, event in EVENTS.items()},
        url=url,
        events=events,
        problem=problem,
        made=made,
        may_add=len(found) < rules.MOST,
        most=rules.MOST,
        may_be_inside=webhooks.may_be_inside(),
    )


def _call_face(call: Call) -> SimpleNamespace:
    waiting = call.waiting
    due_at = waiting.due_at if waiting.attempts else None
    return SimpleNamespace(
        key=waiting.id.hex(),
        title=call.title,
        address=call.webhook.shown,
        kind=_(EVENTS[waiting.kind].words),
        is_given_up=waiting.is_given_up,
        problem=say(words_of(waiting.problem, waiting.code)) if waiting.problem else None,
        attempts=waiting.attempts,
        next_try=moment_in_words(due_at.astimezone(current.zone())) if due_at else None,
        deleted=day_in_words(waiting.delete_on),
    )
