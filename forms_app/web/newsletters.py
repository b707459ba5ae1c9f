"""Newsletters as staff make them: names, what people agree to, and how many get them."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from forms_app.domain.errors import Refused
from forms_app.domain.newsletters import FIELDS, read_topic
from forms_app.services import mail_setup, topics
from forms_app.web.guards import may
from forms_app.web.site_fields import in_words, summary

pages = Blueprint("newsletters", __name__)
DEED = "send newsletters"


@pages.get("/staff/newsletters")
@may(DEED)
def index() -> str:
    readers = topics.count_readers()
    return render_template(
        "staff/newsletters/index.html",
        topics=[(topic, readers.get(topic.id, 0)) for topic in topics.list_topics()],
        obstacle=mail_setup.find_obstacle(),
    )


@pages.get("/staff/newsletters/new")
@may(DEED)
def new() -> str:
    return _page(None, {}, {})


@pages.post("/staff/newsletters/new")
@may(DEED)
def make() -> Any:
    try:
        made = topics.make_topic(values=read_topic(request.form))
    except Refused as refusal:
        return _page(None, request.form, in_words(refusal)), 422
    flash(_("The newsletter is made. Visitors can sign up for it now."))
    return redirect(url_for("issues.index", topic=made.key), 303)


@pages.get("/staff/newsletters/<topic>/settings")
@may(DEED)
def edit(topic: str) -> str:
    found = topics.get_topic(key=topic)
    return _page(topic, vars(found), {}, is_offered=found.is_offered)


@pages.post("/staff/newsletters/<topic>/settings")
@may(DEED)
def change(topic: str) -> Any:
    found = topics.get_topic(key=topic)
    is_offered = request.form.get("is_offered") == "yes"
    try:
        values = read_topic(request.form)
    except Refused as refusal:
        return _page(topic, request.form, in_words(refusal), is_offered=is_offered), 422
    topics.change_topic(id_=found.id, values={**values, "is_offered": is_offered})
    flash(_("Saved. What people agreed to before stays noted as it was."))
    return redirect(url_for("issues.index", topic=topic), 303)


def _page(topic: str | None, typed: Mapping[str, Any], problems: Mapping[str, str], *, is_offered: bool = True) -> str:
    words = {
        "name": (_("Name"), _("As people see it when they sign up and in every issue.")),
        "description": (_("What is in it"), _("One or two sentences. People agree to this and to nothing else.")),
        "frequency": (_("How often"), _("Such as: about once a month.")),
    }
    fields = {
        name: SimpleNamespace(
            name=name, label=words[name][0], hint=words[name][1], value=typed.get(name, ""), problem=problems.get(name)
        )
        for name in FIELDS
    }
    return render_template(
        "staff/newsletters/topic.html",
        topic=topic,
        fields=fields,
        is_offered=is_offered,
        summary=summary(problems, {name: label for name, (label, _hint) in words.items()}),
    )
