"""Answer templates of the inbox: a list, one form to make or change one."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from forms_app.domain.answer_templates import read_template
from forms_app.domain.errors import Conflict, Refused
from forms_app.services import answer_templates
from forms_app.web.guards import may
from forms_app.web.site_fields import in_words, summary

pages = Blueprint("answer_templates", __name__)
DEED = "read messages"


@pages.get("/staff/inbox/templates")
@may(DEED)
def index() -> str:
    return _page(None, {}, {})


@pages.post("/staff/inbox/templates")
@may(DEED)
def make() -> Any:
    return _keep(None)


@pages.get("/staff/inbox/templates/<key>")
@may(DEED)
def edit(key: str) -> str:
    return _page(key, vars(answer_templates.get_template(key=key)), {})


@pages.post("/staff/inbox/templates/<key>")
@may(DEED)
def change(key: str) -> Any:
    if request.form.get("do") == "delete":
        answer_templates.remove(key=key)
        flash(_("The template is deleted."))
        return redirect(url_for("answer_templates.index"), 303)
    return _keep(key)


def _keep(key: str | None) -> Any:
    try:
        answer_templates.keep(values=read_template(request.form), key=key)
    except Refused as refusal:
        return _page(key, request.form, in_words(refusal)), 422
    except Conflict as conflict:
        return _page(key, request.form, {"name": _(conflict.sentence)}), 409
    flash(_("The template is saved."))
    return redirect(url_for("answer_templates.index"), 303)


def _page(key: str | None, typed: Mapping[str, Any], problems: Mapping[str, str]) -> str:
    words = {
        "name": (_("Name"), _("By which you find it, such as: opening hours.")),
        "words": (_("Answer"), _("It is put into the answer, where you change it before it is sent.")),
    }
    fields = {
        name: SimpleNamespace(name=name, label=label, hint=hint, value=typed.get(name, ""), problem=problems.get(name))
        for name, (label, hint) in words.items()
    }
    return render_template(
        "staff/inbox/templates.html",
        templates=answer_templates.list_templates(),
        key=key,
        fields=fields,
        summary=summary(problems, {name: label for name, (label, _hint) in words.items()}),
    )
