"""The inbox: messages for those who answer them; every look is in the activity log."""

from types import SimpleNamespace
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from forms_app.domain.errors import Conflict, Refused
from forms_app.domain.messages import NEW, NOTE, REPLY, SPAM, STATES, Message
from forms_app.services import accounts, answer_templates, forms, inbox, inbox_exports, inbox_teams, teams
from forms_app.web import current
from forms_app.web.guards import NotInTeam, may
from forms_app.web.moments import day_in_words

pages = Blueprint("inbox", __name__)
DEED = "read messages"
SHOWN = 100


@pages.get("/staff/inbox")
@may(DEED)
def index() -> str:
    state = request.args.get("state", NEW)
    state = state if state in STATES else NEW
    wanted = request.args.get("q", "").strip()[:100]
    hidden = teams.hidden_from(account_id=current_user.id)
    counts, emails, titles = inbox.count_by_state(hidden=hidden), accounts.list_emails(), forms.list_titles()
    found = inbox.list_messages(state=state, wanted=wanted, hidden=hidden)
    return render_template(
        "staff/inbox/index.html",
        messages=[_face(one, emails, titles) for one in found[:SHOWN]],
        more=max(0, len(found) - SHOWN),
        states=[(name, _(words), counts.get(name, 0)) for name, words in STATES.items()],
        state=state,
        wanted=wanted,
    )


@pages.post("/staff/inbox/export")
@may(DEED)
def export() -> Response:
    """Every message as a file, by a post: a link that is only opened takes nothing along."""
    hidden = teams.hidden_from(account_id=current_user.id)
    answer = Response(inbox_exports.to_csv(hidden=hidden), mimetype="text/csv")
    name = f"messages-{current.now().date().isoformat()}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@pages.get("/staff/inbox/<key>")
@may(DEED)
def show(key: str) -> str:
    _ensure_in_team(key)
    template = request.args.get("template", "")
    if not template:
        return _page(key)
    return _page(key, do=REPLY, typed=answer_templates.get_template(key=template).words)


@pages.post("/staff/inbox/<key>")
@may(DEED)
def change(key: str) -> Any:
    """Sort it, take or leave it, give it to a colleague, write a note or an answer, or delete it."""
    _ensure_in_team(key)
    do = request.form.get("do", "")
    words = request.form.get(do, "")
    try:
        if do in STATES:
            inbox.set_state(key=key, state=do)
        elif do in ("take", "leave"):
            inbox.assign(key=key, account_id=current_user.id if do == "take" else None)
        elif do == "give":
            _give(key, request.form.get("account", type=int) or 0)
        elif do in (NOTE, REPLY):
            inbox.write(key=key, kind=do, words=words, now=current.now())
        elif do == "destroy":
            inbox.destroy(key=key)
    except Refused as refusal:
        problem = refusal.problems["words"]
        return _page(key, do=do, typed=words, problem=_(problem.sentence, **problem.values)), 422
    except Conflict as conflict:
        return _page(key, do=do, typed=words, problem=_(conflict.sentence)), 409
    if do in (SPAM, "destroy"):
        flash(_("The message is put away as spam.") if do == SPAM else _("The message is deleted."))
        return redirect(url_for("inbox.index"), 303)
    return redirect(url_for("inbox.show", key=key), 303)


def _give(key: str, account_id: int) -> None:
    chosen = account_id if account_id in dict(inbox_teams.list_colleagues(key=key)) else 0
    inbox.give(key=key, account_id=chosen)


def _ensure_in_team(key: str) -> None:
    """The guard looks at names of forms in addresses; a message's address names none."""
    if inbox_teams.is_hidden(key=key, account_id=current_user.id):
        raise NotInTeam


def _page(key: str, *, do: str = "", typed: str = "", problem: str = "") -> str:
    found, colleagues = inbox.get_message(key=key), inbox_teams.list_colleagues(key=key)
    return render_template(
        "staff/inbox/show.html",
        message=_face(found, accounts.list_emails(), forms.list_titles()),
        is_mine=found.account_id == current_user.id,
        entries=[(entry["kind"], entry["words"]) for entry in found.entries],
        states=[(name, _(words)) for name, words in STATES.items() if name not in (found.state, NEW, SPAM)],
        is_spam=found.state == SPAM,
        templates=answer_templates.list_templates(),
        colleagues=[(id_, email) for id_, email in colleagues if id_ not in (current_user.id, found.account_id)],
        wrong=do,
        typed=typed,
        problem=problem,
    )


def _face(message: Message, emails: dict[int, str], titles: dict[str, str]) -> SimpleNamespace:
    answers = " / ".join(answer for _question, answer in message.lines)
    return SimpleNamespace(
        key=message.key,
        form=titles.get(message.form_id, _("A form that is gone")) if message.form_id else "",
        lines=message.lines,
        words=message.words,
        begin=" ".join((answers or message.words).split())[:120],
        email=message.email,
        state=_(STATES[message.state]),
        owner=emails.get(message.account_id, "") if message.account_id else "",
        sent_on=day_in_words(message.sent_on),
        delete_on=day_in_words(message.delete_on),
    )
