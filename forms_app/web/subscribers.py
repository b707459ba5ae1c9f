"""Who gets a newsletter: numbers, one address that is asked for, removing on request, and lists from elsewhere."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from forms_app.domain.addresses import find_mailbox
from forms_app.domain.errors import Problem
from forms_app.domain.newsletters import EVENTS, Topic
from forms_app.domain.subscriber_lists import COLUMNS, LONGEST_FILE, Lost, Row, read_list
from forms_app.services import imports, issues, subscribers, topics
from forms_app.web import current
from forms_app.web.guards import may, takes
from forms_app.web.moments import day_in_words

pages = Blueprint("subscribers", __name__)
DEED = "send newsletters"
SHOWN = 50  # lines of a list that are named one by one


@pages.get("/staff/newsletters/<topic>/people")
@may(DEED)
def show(topic: str) -> str:
    return _page(topics.get_topic(key=topic))


@pages.post("/staff/newsletters/<topic>/people")
@may(DEED)
def look(topic: str) -> Any:
    """Find one address, by a post so that it stands in no address bar and no log; or remove it."""
    found, typed = topics.get_topic(key=topic), request.form.get("address", "")[:255]
    address = find_mailbox(typed)
    if address is None:
        return _page(found, typed=typed, problem=_("Please write an e-mail address such as name@example.org.")), 422
    deed, today = request.form.get("deed"), current.now().date()
    if deed == "remove":
        subscribers.remove(topic=found, address=address, today=today)
    elif deed == "erase":
        subscribers.erase(address=address, today=today)
    elif deed == "release":
        subscribers.release(address=address, today=today)
        flash(_("Done. The person may sign up again."))
        return redirect(url_for("subscribers.show", topic=topic), 303)
    if deed in ("remove", "erase"):
        flash(_("Done. The address is on the do-not-mail list."))
        return redirect(url_for("subscribers.show", topic=topic), 303)
    return _page(found, typed=address, found=subscribers.find(topic=found, address=address))


@pages.post("/staff/newsletters/<topic>/import")
@may(DEED)
@takes(LONGEST_FILE + 100_000)
def take_list(topic: str) -> Any:
    """Shows what would be taken over; with the tick that everybody agreed, takes it over."""
    found, sent = topics.get_topic(key=topic), request.files.get("list")
    content = sent.read(LONGEST_FILE + 1) if sent else b""
    try:
        if not content or len(content) > LONGEST_FILE:
            raise Problem("Please choose a list of at most 20 MB.")
        rows, lost = read_list(content, today=current.now().date())
    except Problem as problem:
        return _page(found, list_problem=_(problem.sentence, **problem.values)), 422
    sorted_ = imports.look(topic=found, rows=rows)
    if request.form.get("agreed") != "yes":
        return _import_page(found, sorted_.new, [*lost, *sorted_.lost])
    number = imports.take_over(topic=found, rows=sorted_.new, today=current.now().date())
    flash(ngettext("%(num)d person was taken over.", "%(num)d people were taken over.", number))
    return redirect(url_for("subscribers.show", topic=topic), 303)


def _page(topic: Topic, *, typed: str = "", problem: str = "", list_problem: str = "", found: Any = None) -> str:
    events = [(_(EVENTS[one.kind]), day_in_words(one.on), words) for one, words in found.events] if found else []
    summary = [{"anchor": "address", "label": _("E-mail address"), "sentence": problem}] if problem else []
    summary += [{"anchor": "list", "label": _("List"), "sentence": list_problem}] if list_problem else []
    return render_template(
        "staff/newsletters/people.html",
        topic=topic,
        readers=issues.count_readers(topic=topic),
        typed=typed,
        problem=problem,
        list_problem=list_problem,
        summary=summary,
        found=found,
        confirmed=day_in_words(found.confirmed_on) if found and found.confirmed_on else None,
        events=events,
        columns=", ".join(COLUMNS),
    )


def _import_page(topic: Topic, new: list[Row], lost: list[Lost]) -> str:
    lost = sorted(lost, key=lambda one: one.line)
    return render_template(
        "staff/newsletters/import.html",
        topic=topic,
        new=len(new),
        lost=[(one.line, _(one.reason)) for one in lost[:SHOWN]],
        more=max(0, len(lost) - SHOWN),
        number=len(lost),
    )
