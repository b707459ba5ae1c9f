"""Newsletter issues in the hands of staff: written, looked at, tried, sent, watched."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from forms_app.domain.errors import Conflict, Refused
from forms_app.domain.issues import (
    DRAFT,
    LONGEST_BODY,
    LONGEST_SUBJECT,
    QUEUEING,
    SENDING,
    STATES,
    Issue,
    read_issue,
    read_moment,
)
from forms_app.domain.newsletters import Topic
from forms_app.domain.sentences import N_
from forms_app.domain.site import zones
from forms_app.services import issue_previews, issues, list_moves, mail_setup, topics
from forms_app.services.topics import key_of
from forms_app.web import current
from forms_app.web.guards import may
from forms_app.web.mail_faces import show_html
from forms_app.web.moments import day_in_words, moment_in_words
from forms_app.web.site_fields import in_words, summary

pages = Blueprint("issues", __name__)
DEED = "send newsletters"
MARKS = N_(
    "An empty line begins a paragraph; # begins a heading, - a list; *word* and **word** stress; "
    "[words](https://example.org) is a link."
)
REFRESH = 5  # seconds between two looks at an issue that is being sent


@pages.get("/staff/newsletters/<topic>")
@may(DEED)
def index(topic: str) -> str:
    found = topics.get_topic(key=topic)
    return render_template(
        "staff/newsletters/issues.html",
        topic=found,
        readers=issues.count_readers(topic=found),
        issues=[_face(issue) for issue in issues.list_issues(topic=found)],
        obstacle=mail_setup.find_obstacle(),
        move=list_moves.find(topic=found),
    )


@pages.post("/staff/newsletters/<topic>/issues")
@may(DEED)
def make(topic: str) -> Response:
    id_ = issues.make_issue(topic=topics.get_topic(key=topic), zone=current.site().zone)
    return redirect(url_for("issues.show", topic=topic, issue=id_.hex()), 303)  # type: ignore[return-value]


@pages.get("/staff/newsletters/<topic>/issues/<issue>")
@may(DEED)
def show(topic: str, issue: str) -> Any:
    """A draft to write on, or how far the sending is; that page looks again by itself."""
    found_topic, found = _get(topic, issue)
    if found.state == DRAFT:
        return _edit_page(found_topic, found, vars(found), {})
    response = make_response(_progress_page(found_topic, found))
    if found.state in (QUEUEING, SENDING) and "still" not in request.args:
        response.headers["Refresh"] = f"{REFRESH}; url={url_for('issues.show', topic=topic, issue=issue)}"
    return response


@pages.post("/staff/newsletters/<topic>/issues/<issue>")
@may(DEED)
def write(topic: str, issue: str) -> Any:
    """Save, then do what the button said: stay, look, try, or go on to sending."""
    found_topic, found = _get(topic, issue)
    try:
        values, revision = read_issue(request.form), _revision()
        issues.write_issue(issue=found, values=values, revision=revision)
    except Refused as refusal:
        return _edit_page(found_topic, found, request.form, in_words(refusal)), 422
    except Conflict as conflict:
        return _edit_page(found_topic, found, request.form, {"subject": _(conflict.sentence)}), 409
    go = request.form.get("go", "save")
    if go == "test":
        return _try(found_topic, topic, issue)
    flash(_("Saved."))
    endpoint = {"look": "issues.look_page", "send": "issues.ask"}.get(go, "issues.show")
    return redirect(url_for(endpoint, topic=topic, issue=issue), 303)


@pages.get("/staff/newsletters/<topic>/issues/<issue>/look")
@may(DEED)
def look_page(topic: str, issue: str) -> str:
    found_topic, found = _get(topic, issue)
    mail = issue_previews.make_sample(issue=found, topic=found_topic, to=current_user.email, now=current.now())
    return render_template("staff/newsletters/look.html", topic=found_topic, issue=_face(found), text=mail.text)


@pages.get("/staff/newsletters/<topic>/issues/<issue>/mail")
@may(DEED)
def look(topic: str, issue: str) -> Response:
    """The issue alone, as a mail program shows it by day or at night."""
    found_topic, found = _get(topic, issue)
    mail = issue_previews.make_sample(issue=found, topic=found_topic, to=current_user.email, now=current.now())
    return show_html(mail.html, dark=request.args.get("dark") == "yes")


@pages.get("/staff/newsletters/<topic>/issues/<issue>/send")
@may(DEED)
def ask(topic: str, issue: str) -> Any:
    found_topic, found = _get(topic, issue)
    if found.state != DRAFT:
        return redirect(url_for("issues.show", topic=topic, issue=issue), 303)
    return _send_page(found_topic, found, {})


@pages.post("/staff/newsletters/<topic>/issues/<issue>/send")
@may(DEED)
def send(topic: str, issue: str) -> Any:
    found_topic, found = _get(topic, issue)
    try:
        at, zone = None, ""
        if request.form.get("when") == "later":
            zone = request.form.get("zone", "")
            at = read_moment(request.form.get("send_at", ""), zone, now=current.now())
        issues.send(issue=found, revision=_revision(), at=at, zone=zone)
    except Refused as refusal:
        return _send_page(found_topic, found, in_words(refusal)), 422
    except Conflict as conflict:
        return _send_page(found_topic, found, {"when": _(conflict.sentence)}), 409
    return redirect(url_for("issues.show", topic=topic, issue=issue), 303)


@pages.post("/staff/newsletters/<topic>/issues/<issue>/change")
@may(DEED)
def change(topic: str, issue: str) -> Any:
    """Pause, go on, stop, take back or delete; where it has moved on meanwhile, the page says how it stands now."""
    found_topic, found = _get(topic, issue)
    deeds: dict[str, Callable[..., None]] = {
        "pause": issues.pause,
        "resume": issues.resume,
        "stop": issues.stop,
        "take back": issues.take_back,
        "delete": issues.delete_draft,
    }
    deed = request.form.get("deed", "")
    try:
        if deed in deeds:
            deeds[deed](issue=found)
    except Conflict as conflict:
        flash(_(conflict.sentence))
    if deed == "delete":
        flash(_("The draft is deleted."))
        return redirect(url_for("issues.index", topic=found_topic.key), 303)
    return redirect(url_for("issues.show", topic=topic, issue=issue), 303)


def _try(found: Topic, topic: str, issue: str) -> Any:
    to = current_user.email
    try:
        issue_previews.send_sample(topic=found, id_=key_of(issue, 16), to=to, now=current.now())
        flash(_("A copy is on its way to %(address)s.", address=to))
    except Conflict as conflict:
        flash(_(conflict.sentence))
    return redirect(url_for("issues.show", topic=topic, issue=issue), 303)


def _get(topic: str, issue: str) -> tuple[Topic, Issue]:
    found = topics.get_topic(key=topic)
    return found, issues.get_issue(topic=found, id_=key_of(issue, 16))


def _revision() -> int:
    text = request.form.get("revision", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else -1


def _face(issue: Issue) -> SimpleNamespace:
    return SimpleNamespace(
        key=issue.key,
        subject=issue.subject or _("Without a subject yet"),
        state=issue.state,
        state_words=_(STATES[issue.state]),
        send_at=_moment(issue),
        began=day_in_words(issue.began_on) if issue.began_on else None,
        total=issue.total,
        sent=issue.sent,
        failed=issue.failed,
        revision=issue.revision,
        is_complete=issue.is_complete,
    )


def _moment(issue: Issue) -> str | None:
    if issue.send_at is None:
        return None
    return _("%(moment)s (%(zone)s)", moment=moment_in_words(issue.send_at.astimezone(issue.local)), zone=issue.zone)


def _edit_page(topic: Topic, issue: Issue, typed: Mapping[str, Any], problems: Mapping[str, str]) -> str:
    words = {
        "subject": (_("Subject"), _("At most %(longest)d characters.", longest=LONGEST_SUBJECT)),
        "body": (_("Text"), _(MARKS)),
    }
    fields = {
        n: SimpleNamespace(name=n, label=label, hint=hint, value=typed.get(n, ""), problem=problems.get(n))
        for n, (label, hint) in words.items()
    }
    return render_template(
        "staff/newsletters/write.html",
        topic=topic,
        issue=_face(issue),
        fields=fields,
        longest=LONGEST_BODY,
        summary=summary(problems, {n: label for n, (label, _hint) in words.items()}),
        to=current_user.email,
        obstacle=mail_setup.find_obstacle(),
    )


def _send_page(topic: Topic, issue: Issue, problems: Mapping[str, str]) -> str:
    labels = {"when": _("When"), "send_at": _("Day and time"), "zone": _("Time zone")}
    soon = (current.now().astimezone(current.zone()) + timedelta(days=1)).replace(hour=9, minute=0)
    return render_template(
        "staff/newsletters/send.html",
        topic=topic,
        issue=_face(issue),
        readers=issues.count_readers(topic=topic),
        when=request.form.get("when", "now"),
        send_at=request.form.get("send_at") or f"{soon:%Y-%m-%dT%H:%M}",
        zone=request.form.get("zone") or current.site().zone,
        zones=zones(),
        problems={**dict.fromkeys(labels, ""), **problems},
        summary=summary(problems, labels),
        obstacle=mail_setup.find_obstacle(),
        has_address=bool(current.site().address),
    )


def _progress_page(topic: Topic, issue: Issue) -> str:
    progress = issues.look_at(issue=issue)
    return render_template(
        "staff/newsletters/progress.html",
        topic=topic,
        issue=_face(issue),
        waiting=progress.waiting,
        skipped=progress.skipped(issue) if issue.state not in ("scheduled", "queueing", "stopped") else 0,
        unsubscribed=progress.unsubscribed,
        still="still" in request.args,
        moment=f"{current.now().astimezone(current.zone()):%H:%M:%S}",
    )
