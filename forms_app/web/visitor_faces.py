"""The pages of a visitor's account, as their templates take them."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from forms_app.domain import answers
from forms_app.domain.newsletters import EVENTS
from forms_app.domain.visitor_accounts import DETAILS, LINK, SESSION
from forms_app.services import mail_setup, subscriptions, topics
from forms_app.services.visitor_accounts import VisitorAccount
from forms_app.web import current
from forms_app.web.inputs import make_inputs
from forms_app.web.moments import day_in_words
from forms_app.web.site_fields import summary

DETAIL_INPUTS = tuple(name for question in DETAILS.questions for name in question.input_names)
HOUR = 3600  # seconds


def sign_in_page(
    *, slug: str | None = None, typed: str = "", problems: Mapping[str, str] | None = None, notice: str = ""
) -> str:
    """With what came along to go on with: details that were typed, or the permission to hand some in to a form."""
    labels = {"email": _("E-mail address"), "password": _("Password")}
    names = DETAIL_INPUTS if slug is None else ("permission", "version", "slug")
    kept = {**request.form, **({"slug": slug} if slug else {})}
    carried = [(name, kept[name]) for name in names if name in kept]
    return render_template(
        "account/sign_in.html",
        typed=typed,
        labels=labels,
        problems={"email": "", "password": "", **(problems or {})},
        summary=summary(problems or {}, labels),
        notice=notice,
        carried=carried,
        is_for_form=slug is not None,
        lang=request.args.get("lang"),
        hours=SESSION.seconds // HOUR,
    )


def ask_page(typed: str = "", problem: str = "") -> str:
    obstacle = mail_setup.find_obstacle()
    return render_template("account/ask.html", typed=typed, problem=problem, obstacle=obstacle)


def choose_page(token: str, address: str, problems: Mapping[str, str]) -> str:
    labels = {"password": _("Password"), "again": _("Password again")}
    return render_template(
        "account/choose.html",
        token=token,
        address=address,
        labels=labels,
        problems={"password": "", "again": "", **problems},
        summary=summary(problems, labels),
        hours=LINK.seconds // HOUR,
    )


def account_page(
    account: VisitorAccount,
    *,
    sent: Any = None,
    problems: Mapping[str, str] | None = None,
    notice: str = "",
) -> str:
    problems, labels = problems or {}, _labels()
    held = MultiDict(answers.sent_of(DETAILS, _loaded(account))) if sent is None else sent
    return render_template(
        "account/show.html",
        account=account,
        last_day=day_in_words(account.delete_on),
        inputs=list(make_inputs(DETAILS, DETAILS.questions, current.LANGUAGE, held, problems, {})),
        newsletters=_newsletters(account),
        events=_events(account),
        labels=labels,
        problems={**dict.fromkeys(labels, ""), **problems},
        summary=summary(problems, labels),
        notice=notice,
    )


def _labels() -> dict[str, str]:
    """Of everything on the page that can have a problem, in its order."""
    return {
        **{question.id: question.heading for question in DETAILS.questions},
        "current": _("Password now"),
        "password": _("New password"),
        "again": _("New password again"),
        "address": _("E-mail address of this account"),
    }


def _loaded(account: VisitorAccount) -> dict[str, Any]:
    return {id_: DETAILS.kinds[id_].load(stored) for id_, stored in account.details.items()}


def _newsletters(account: VisitorAccount) -> list[SimpleNamespace]:
    """Those that the account's mailbox gets, and those that it can ask for."""
    may_ask = mail_setup.find_obstacle() is None
    held, _found = subscriptions.look_at(subject=account.subject)
    return [
        SimpleNamespace(topic=topic, since=day_in_words(held[topic.id]) if topic.id in held else "")
        for topic in topics.list_topics()
        if topic.id in held or (topic.is_offered and may_ask)
    ]


def _events(account: VisitorAccount) -> Sequence[tuple[str, str, str, str]]:
    """What was agreed to and refused, with its wording."""
    _held, events = subscriptions.look_at(subject=account.subject)
    names = {topic.id: topic.name for topic in topics.list_topics()}
    return [
        (_(EVENTS[one.kind]), names.get(one.topic, _("every newsletter")), day_in_words(one.on), words)
        for one, words in events
    ]
