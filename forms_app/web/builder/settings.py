"""The builder's settings: title, texts, schedule, when answers are counted, whom groups compare, who is asked."""

from types import SimpleNamespace
from typing import Any, get_args
from zoneinfo import available_timezones

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from forms_app.domain import drafts
from forms_app.domain.definitions import MOST_DAYS, USUAL_DAYS, Definition, Question, Rhythm
from forms_app.domain.drafts import HEAD, Document
from forms_app.domain.errors import ChangedMeanwhile
from forms_app.domain.publishable import MOST_GROUPS, clock_problems
from forms_app.domain.site import zones
from forms_app.services import builder
from forms_app.web import current
from forms_app.web.builder import frame
from forms_app.web.builder.cards import words_typed
from forms_app.web.guards import may
from forms_app.web.markdown import rendered
from forms_app.web.new_form import read_people

pages = Blueprint("builder_settings", __name__)
KEEPS = ("keep", "rows")


@pages.get("/staff/forms/<slug>/settings")
@may("make forms")
def show(slug: str) -> str:
    return _page(slug)


@pages.post("/staff/forms/<slug>/settings")
@may("make forms")
def change(slug: str) -> Any:
    """A time that the clocks skip or repeat is given back to be chosen again; all else is kept as a draft."""
    draft = builder.get_draft(slug=slug)
    is_fixed = draft.version is not None
    people, problem = read_people(request.form.get("people", ""))
    problems = ({} if is_fixed else _time_problems() | _keep_problems()) | ({"people": problem} if problem else {})
    if problems and frame.wants_json():
        return {"problem": _("Not saved: %(why)s", why=next(iter(problems.values())))}, 422
    if problems:
        return _page(slug, problems=problems), 422
    try:
        builder.change_draft(
            slug=slug,
            revision=frame.revision_sent(),
            edit=lambda d: _with_settings(d, is_fixed),
            part=HEAD,
            people=people,
        )
    except ChangedMeanwhile as error:
        now = builder.get_draft(slug=slug)
        return frame.conflict(now, error, _standing(error.document, now.people))
    if frame.wants_json():
        saved = builder.get_draft(slug=slug)
        return frame.saved(saved, {"intro": _intro_looks(saved.document)})
    return redirect(url_for("builder_settings.show", slug=slug, said="saved"), 303)


def _page(slug: str, problems: dict[str, str] | None = None) -> str:
    draft = builder.get_draft(slug=slug)
    language, definition = frame.language_of(draft.document), draft.reading.finished
    # what was refused is not kept, but everything else that was typed stands there again
    document = _with_settings(draft.document, draft.version is not None) if problems else draft.document
    schedule = document.get("schedule") or {}
    typed = request.form if problems else {}
    return frame.render(
        "staff/builder/settings.html",
        draft,
        tab="settings",
        typed_title=document.get("title", {}).get(language, ""),
        typed_intro=document.get("intro", {}).get(language, ""),
        intro_looks=_intro_looks(document),
        opens=typed.get("opens", _local(schedule.get("opens"))),
        closes=typed.get("closes", _local(schedule.get("closes"))),
        zone=typed.get("zone", schedule.get("zone") or current.site().zone or "UTC"),
        zones=_zones(schedule),
        people=typed.get("people", draft.people or ""),
        rhythm=document.get("rhythm", "close"),
        rhythms=_rhythms(),
        compared=document.get("breakdowns", []),
        comparable=[(q.id, q.heading, len(q.settings.tables()[0].labels)) for q in _comparable(definition)],
        receipt=document.get("receipt", definition.receipt) == "withdraw",
        audience=document.get("audience", "anyone"),
        is_poll=bool(document.get("poll")),
        is_kiosk=bool(document.get("kiosk")),
        keeps=keeps_of(document),
        keep_days=typed.get("keep_days", document.get("keep_days") or USUAL_DAYS),
        gives_vouchers="reward" in document.get("switches", ()),
        offers_newsletters="subscribe" in document.get("switches", ()),
        problem=bool(problems),
        problems=problems or {},
        summary=[
            SimpleNamespace(anchor=name, label=_labels()[name], sentence=s) for name, s in (problems or {}).items()
        ],
    )


def _intro_looks(document: Document) -> Markup:
    return rendered(document.get("intro", {}).get(frame.language_of(document), ""))


def _labels() -> dict[str, str]:
    return {
        "opens": _("Opens"),
        "closes": _("Closes"),
        "zone": _("Time zone"),
        "keep_days": _("Days until what is kept is deleted"),
        "people": _("People who will answer"),
    }


def _local(moment: str | None) -> str:
    return (moment or "")[:16]


def _rhythms() -> list[tuple[str, str, str]]:
    """Each with its price: how far a figure of one report is off because numbers are shifted."""
    month = _("Fewer answers in each report. With 30 of them, shifting moves a figure by about 5 points.")
    week = _("Four weekly reports of 15 answers are off by 4.7 points together; one of 60 by 2.5.")
    fifty = _("About 2.5 points in each report, however long it takes.")
    return [
        ("close", _("Once, when it closes"), _("The most precise: all answers in one report.")),
        ("month", _("Each month"), month),
        ("quarter", _("Each quarter"), _("With 100 answers in each, by about 1.5 points.")),
        ("week", _("Each week"), week),
        ("fifty", _("Every 50 answers, at most daily"), fifty),
    ]


def _comparable(definition: Definition) -> list[Question]:
    """What groups may be compared by: one closed question of at most eight answers that everybody is asked."""
    found = []
    for question in definition.answered:
        tables = question.settings.tables()
        is_closed = len(tables) == 1 and not question.settings.binding(required=question.required)
        if is_closed and len(tables[0].labels) <= MOST_GROUPS and not definition.is_conditional(question):
            found.append(question)
    return found


def keeps_of(document: Document) -> str:
    """What is kept one by one: a switch of form/1, or nothing."""
    return next((name for name in KEEPS if name in document.get("switches", ())), "")


def _keep_problems() -> dict[str, str]:
    days = request.form.get("keep_days", "").strip()
    is_number = days.isascii() and days.isdecimal() and len(days) < 6 and 1 <= int(days) <= MOST_DAYS
    if is_number or request.form.get("keeps") not in KEEPS:
        return {}
    return {"keep_days": _("Please write a whole number of days from 1 to %(most)s.", most=MOST_DAYS)}


def _time_problems() -> dict[str, str]:
    problems: dict[str, str] = {}
    zone = request.form.get("zone", "").strip()
    if zone not in available_timezones():
        return {"zone": _("There is no time zone of this name. Choose one from the list, such as Europe/Berlin.")}
    for name in ("opens", "closes"):
        typed = request.form.get(name, "").strip()
        found = clock_problems(typed, zone) if typed else None
        if found is not None:
            problems[name] = found
    return problems


def _with_settings(document: Document, is_fixed: bool) -> Document:
    """What was typed; nothing that an opened form promised is changed."""
    language, sent = frame.language_of(document), request.form
    made = dict(document)
    made["title"] = builder.with_words(document.get("title"), sent.get("title", "").strip(), language) or {}
    made["intro"] = builder.with_words(document.get("intro"), words_typed("intro"), language)
    made["rhythm"] = sent["rhythm"] if sent.get("rhythm") in get_args(Rhythm) else document.get("rhythm", "close")
    made["breakdowns"] = [q["id"] for q in drafts.questions_of(document) if q["id"] in sent.getlist("compared")]
    made["audience"] = "employees" if sent.get("audience") == "employees" else "anyone"
    made["receipt"] = "withdraw" if sent.get("receipt") else "none"
    made["kiosk"] = bool(sent.get("kiosk"))
    if sent.get("newsletters") or sent.get("vouchers") or sent.get("keeps") in KEEPS or "switches" in document:
        made["switches"] = _switches(document, is_fixed)
    if not is_fixed:
        made["keep_days"] = int(sent["keep_days"]) if sent.get("keeps") in KEEPS and not _keep_problems() else None
        made["poll"] = bool(sent.get("poll"))
        times = {name: sent[name].strip() for name in ("opens", "closes") if sent.get(name, "").strip()}
        made["schedule"] = (
            {"zone": sent.get("zone", "").strip(), **times} if times or document.get("schedule") else None
        )
    return {key: value for key, value in made.items() if value is not None}


def _switches(document: Document, is_fixed: bool) -> list[str]:
    """Newsletters may come and go; whether there are vouchers is fixed once the form opened."""
    chosen = {"subscribe": bool(request.form.get("newsletters"))}
    if not is_fixed:
        chosen["reward"] = bool(request.form.get("vouchers"))
        chosen |= {name: request.form.get("keeps") == name for name in KEEPS}
    others = [one for one in document.get("switches", ["count"]) if one not in chosen]
    return [*others, *(name for name, is_on in chosen.items() if is_on)]


def _standing(document: Document, people: int | None) -> list[tuple[str, str]]:
    language = frame.language_of(document)
    schedule = document.get("schedule") or {}
    return [
        (_("Title"), document.get("title", {}).get(language, "")),
        (_("Introduction"), document.get("intro", {}).get(language, "")),
        (_("Opens"), _local(schedule.get("opens"))),
        (_("Closes"), _local(schedule.get("closes"))),
        (_("People who will answer"), str(people or "")),
    ]


def _zones(schedule: Document) -> list[str]:
    """Those people choose from, and the form's own."""
    offered, held = zones(), schedule.get("zone")
    return offered if held in (None, *offered) else [held, *offered]
