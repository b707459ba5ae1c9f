"""The activity log, for those who look after the site: who did what when, looked through by who, what, form and day."""

from collections.abc import Mapping
from datetime import date
from types import SimpleNamespace

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from forms_app.domain.activity import AREAS, Entry
from forms_app.services import accounts, activity, status
from forms_app.services.activity import Wanted
from forms_app.web import current
from forms_app.web.activity_words import AREAS as AREA_WORDS
from forms_app.web.activity_words import account_in_words, deed_in_words, facts_in_words
from forms_app.web.guards import may
from forms_app.web.moments import day_in_words, moment_in_words
from forms_app.web.status_faces import title_of

pages = Blueprint("activity", __name__)
AT_ONCE = 50
COMMANDS = "0"  # in the place of an account


@pages.get("/staff/activity")
@may("look after the site")
def index() -> str:
    emails = accounts.list_emails()
    titles = {one.form.id: title_of(one) for one in status.list_status(now=current.now())}
    typed = {name: request.args.get(name, "")[:40] for name in ("who", "area", "form", "first", "last")}
    before = request.args.get("before", type=int)
    found = activity.list_entries(wanted=_wanted(typed), before=before, most=AT_ONCE + 1)
    shown = found[:AT_ONCE]
    return render_template(
        "staff/activity.html",
        entries=[_face(entry, emails, titles) for entry in shown],
        typed=typed,
        is_filtered=any(typed.values()),
        people=[(COMMANDS, account_in_words(None, emails)), *((str(id_), email) for id_, email in emails.items())],
        areas=[(area, _(AREA_WORDS[area])) for area in AREAS],
        forms=sorted(titles.items(), key=lambda one: one[1].casefold()),
        older=shown[-1].number if len(found) > AT_ONCE else None,
        newest=before is None,
    )


def _wanted(typed: Mapping[str, str]) -> Wanted:
    """What cannot be read is not asked."""
    who = typed["who"]
    return Wanted(
        account_id=int(who) if who.isascii() and who.isdecimal() and len(who) < 10 else None,
        area=typed["area"] if typed["area"] in AREAS else None,
        form_id=typed["form"].replace("\0", "") or None,
        first=_day(typed["first"]),
        last=_day(typed["last"]),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _face(entry: Entry, emails: Mapping[int, str], titles: Mapping[str, str]) -> SimpleNamespace:
    gone = _("a form that is gone") if entry.form_id else ""
    return SimpleNamespace(
        number=entry.number,
        when=moment_in_words(entry.at.astimezone(current.zone())) if entry.at else day_in_words(entry.day),
        who=account_in_words(entry.account_id, emails),
        deed=deed_in_words(entry),
        form=titles.get(entry.form_id or "", gone),
        facts=facts_in_words(entry, emails),
    )
