"""Writing, looking at and publishing the privacy policy, for those who look after the site."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_security import current_user

from forms_app.domain import policies
from forms_app.domain.errors import ChangedMeanwhile, Conflict, Problem, Refused
from forms_app.domain.policies import PolicyDraft
from forms_app.domain.policy_comparisons import compare
from forms_app.services import mail_setup, policy_mails
from forms_app.services import policies as service
from forms_app.web import current
from forms_app.web.guards import may
from forms_app.web.moments import day_in_words, say
from forms_app.web.privacy import shown
from forms_app.web.site_fields import summary

pages = Blueprint("policies", __name__)
DEED = "look after the site"


@pages.get("/staff/policies")
@may(DEED)
def index() -> str:
    versions = service.list_versions()
    news = policy_mails.find_news(today=current.now().date())
    return render_template(
        "staff/policies/index.html",
        news=news,
        told={version.number: policy_mails.find_told(number=version.number) for version in versions},
        obstacle=mail_setup.find_obstacle(),
        versions=list(reversed(versions)),
        draft=service.find_draft(),
        drift=service.find_drift(say=say),
        today=current.now().date(),
    )


@pages.get("/staff/policies/draft")
@may(DEED)
def edit() -> str:
    return _edit_page(_typed(service.get_draft(say=say)), {})


@pages.post("/staff/policies/draft")
@may(DEED)
def save() -> Any:
    """Keep what was typed; what cannot be kept comes back whole."""
    typed = request.form.to_dict()
    try:
        values = policies.read_draft(typed)
        service.save_draft(values=values, revision=_revision())
    except Refused as refusal:
        return _edit_page(typed, _in_words(refusal.problems)), 422
    except ChangedMeanwhile as changed:
        return _edit_page({**typed, "revision": str(changed.revision)}, _meanwhile("source")), 409
    return redirect(url_for("policies.look"), 303)


@pages.get("/staff/policies/draft/preview")
@may(DEED)
def look() -> Any:
    if service.find_draft() is None:
        return redirect(url_for("policies.edit"), 303)
    return _look_page({})


@pages.post("/staff/policies/draft/publish")
@may(DEED)
def publish() -> Any:
    """For good: there is no way back but another version."""
    if request.form.get("sure") != "yes":
        return _look_page({"sure": _("Please tick that you have read it: it cannot be changed afterwards.")}), 422
    try:
        made = service.publish(
            account_id=current_user.id,
            revision=_revision(),
            today=current.now().date(),
            say=say,
            language=current.LANGUAGE,
        )
    except Refused as refusal:
        return _edit_page(_typed(service.get_draft(say=say)), _in_words(refusal.problems)), 422
    except Conflict as conflict:
        return _look_page({"sure": _(conflict.sentence)}), 422
    except ChangedMeanwhile:
        return _look_page(_meanwhile("sure")), 409
    flash(_("Published. It takes effect on %(day)s.", day=day_in_words(made.effective_on)))
    return redirect(url_for("policies.index"), 303)


@pages.post("/staff/policies/draft/offer")
@may(DEED)
def offer() -> Any:
    try:
        service.offer(account_id=current_user.id, revision=_revision())
    except ChangedMeanwhile:
        return _look_page(_meanwhile("sure")), 409
    flash(_("Somebody else who looks after the site can publish it now."))
    return redirect(url_for("policies.index"), 303)


@pages.post("/staff/policies/follow")
@may(DEED)
def follow() -> Any:
    """Take what the program does today over into the next version."""
    service.follow(say=say)
    return redirect(url_for("policies.edit"), 303)


@pages.post("/staff/policies/draft/drop")
@may(DEED)
def drop() -> Any:
    service.drop_draft()
    flash(_("The draft is deleted. What was published stays."))
    return redirect(url_for("policies.index"), 303)


def _edit_page(typed: Mapping[str, Any], problems: Mapping[str, str]) -> str:
    labels = {
        "title": _("Title"),
        "source": _("Policy"),
        "changelog": _("What changes, in at most three sentences"),
        "effective_on": _("It takes effect on"),
    }
    return render_template(
        "staff/policies/edit.html",
        typed={**dict.fromkeys((*labels, "revision"), ""), "is_material": "yes", **typed},
        labels=labels,
        problems={**dict.fromkeys(labels, ""), **problems},
        summary=summary(problems, labels),
        statements=service.list_statements(say=say),
        is_first=not service.list_versions(),
        notice=service.notice_days(),
    )


def _look_page(problems: Mapping[str, str]) -> Any:
    draft = service.find_draft()
    if draft is None:
        return redirect(url_for("policies.edit"), 303)
    versions, today = service.list_versions(), current.now().date()
    body = service.expand_draft(draft, say=say)
    return render_template(
        "staff/policies/preview.html",
        draft=draft,
        body=shown(body),
        rows=compare(versions[-1].body, body) if versions else [],
        before=versions[-1] if versions else None,
        left_out=service.list_left_out(draft, say=say),
        effective_on=draft.effective_on or service.earliest_day(draft, today=today),
        second=service.needs_second_person(),
        is_mine=draft.offered_by in (None, current_user.id),
        problems={"sure": "", **problems},
    )


def _typed(draft: PolicyDraft) -> dict[str, Any]:
    return {
        "title": draft.title,
        "source": draft.source,
        "changelog": draft.changelog,
        "is_material": "yes" if draft.is_material else "no",
        "effective_on": draft.effective_on.isoformat() if draft.effective_on else "",
        "revision": str(draft.revision),
    }


def _in_words(problems: Mapping[str, Problem]) -> dict[str, str]:
    return {
        name: _(problem.sentence, **{key: _shown(value) for key, value in problem.values.items()})
        for name, problem in problems.items()
    }


def _shown(value: Any) -> Any:
    return day_in_words(value) if hasattr(value, "isoformat") else value


def _meanwhile(field: str) -> dict[str, str]:
    return {
        field: _("Somebody else saved the draft meanwhile. What you typed is kept here; look at both before you save.")
    }


def _revision() -> int:
    return request.form.get("revision", 0, int)
