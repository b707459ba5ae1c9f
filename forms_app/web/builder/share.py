"""The builder's page for sharing a form: its link, who may answer, when it is full, where it may be shown."""

from collections.abc import Callable
from datetime import tzinfo
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import escape

from forms_app.domain.admission import FEWEST, MOST_CODES, MOST_ORIGINS
from forms_app.domain.errors import NotFound, Problem
from forms_app.domain.invitations import MOST_INVITED, MOST_REMINDERS, reminder_problem
from forms_app.services import admission, builder, entry_codes, invitations, mail_setup, qr_codes
from forms_app.services.builder import Draft
from forms_app.web import current
from forms_app.web.builder import frame
from forms_app.web.guards import may
from forms_app.web.moments import moment_in_words

pages = Blueprint("builder_share", __name__)
LONGEST_NUMBER = 9  # figures
LIMITS = SimpleNamespace(
    fewest=FEWEST,
    codes=MOST_CODES,
    invited=MOST_INVITED,
    reminders=MOST_REMINDERS,
    origins=MOST_ORIGINS,
    example="https://www.example.org",
)


@pages.get("/staff/forms/<slug>/share")
@may("make forms")
def show(slug: str) -> str:
    return render_page(slug)


@pages.post("/staff/forms/<slug>/share")
@may("make forms")
def change(slug: str) -> Any:
    """One part of the page is saved at a time; what is refused stands there again as it was typed."""
    do = request.form.get("do", "")
    if do not in DOES:
        raise NotFound("deed")
    try:
        slug = DOES[do](slug)
    except Problem as problem:
        return render_page(slug, problem=(FIELDS[do], _(problem.sentence, **problem.values))), 422
    return redirect(url_for("builder_share.show", slug=slug, said=do, _anchor=f"{do}-heading"), 303)


def _choose_link(slug: str) -> str:
    return admission.choose_link(slug=slug, wanted=request.form.get("link", "").strip().lower())


def _choose_who(slug: str) -> str:
    admission.choose_who(slug=slug, who=request.form.get("who", ""), password=request.form.get("password", ""))
    return slug


def _choose_cap(slug: str) -> str:
    typed = request.form.get("cap", "").strip()
    if typed and not (typed.isdecimal() and len(typed) <= LONGEST_NUMBER):
        raise Problem("Write a whole number, or leave it empty.")
    admission.choose_cap(slug=slug, cap=int(typed) if typed else None, now=current.now())
    return slug


def _choose_origins(slug: str) -> str:
    admission.choose_origins(slug=slug, lines=request.form.get("origins", "").splitlines())
    return slug


def _withdraw(slug: str) -> str:
    if request.form.get("sure") != "yes":
        raise Problem("Please tick the box first.")
    entry_codes.withdraw_codes(slug=slug)
    return slug


def _invite(slug: str) -> str:
    invitations.invite(slug=slug, typed=request.form.get("addresses", ""), now=current.now())
    return slug


def _remind(slug: str) -> str:
    invitations.remind(slug=slug, today=current.now().date())
    return slug


DOES: dict[str, Callable[[str], str]] = {
    "link": _choose_link,
    "who": _choose_who,
    "cap": _choose_cap,
    "origins": _choose_origins,
    "withdraw": _withdraw,
    "invite": _invite,
    "remind": _remind,
}
FIELDS = {do: do for do in DOES} | {"who": "who-heading", "withdraw": "sure", "invite": "addresses"}


@pages.get("/staff/forms/<slug>/share/qr.<picture>")
@may("make forms")
def draw(slug: str, picture: str) -> Response:
    """A file to print: everything in it is the form's address."""
    if picture not in qr_codes.KINDS:
        abort(404)
    form = builder.get_draft(slug=slug).form
    response = Response(qr_codes.draw(address_of(form.slug), picture), mimetype=qr_codes.KINDS[picture])
    if request.args.get("save"):
        response.headers["Content-Disposition"] = f'attachment; filename="{form.slug}.{picture}"'
    return response


@pages.get("/staff/forms/<slug>/poster")
@may("make forms")
def poster(slug: str) -> str:
    draft = builder.get_draft(slug=slug)
    language = frame.language_of(draft.document)
    return render_template(
        "staff/builder/poster.html",
        slug=slug,
        title=draft.document.get("title", {}).get(language) or frame.title_of(draft.document),
        language=language,
        shown=_without_scheme(address_of(slug)),
        who=draft.form.admission.who,
        is_poll=bool(draft.document.get("poll")),
        is_read="keep" in draft.document.get("switches", ()),
        gives_rows="rows" in draft.document.get("switches", ()),
    )


def address_of(slug: str) -> str:
    return url_for("fill.ask", slug=slug, _external=True)


def _without_scheme(address: str) -> str:
    return address.split("://", 1)[1]


def render_page(slug: str, problem: tuple[str, str] | None = None, codes_problem: str = "") -> str:
    draft = builder.get_draft(slug=slug)
    typed = request.form if problem or codes_problem else {}
    held = draft.form.admission
    found = [problem] if problem else []
    found += [("count", codes_problem)] if codes_problem else []
    return frame.render(
        "staff/builder/share.html",
        draft,
        tab="share",
        problem=bool(found),
        problems=dict(found),
        summary=[SimpleNamespace(anchor=name, label=_labels()[name], sentence=words) for name, words in found],
        address=address_of(slug),
        before=address_of("x").removesuffix("x"),
        held=held,
        turnout=_turnout_face(draft),
        invited=_invited_face(draft),
        addresses=typed.get("addresses", ""),
        link=typed.get("link", slug),
        who=typed.get("who", held.who),
        cap=typed.get("cap", held.cap or ""),
        origins=typed.get("origins", "\n".join(held.framed_by)),
        count=typed.get("count", ""),
        limits=LIMITS,
        snippet=_snippet(draft),
    )


def _snippet(draft: Draft) -> str:
    """What another site pastes: a plain frame, and the script that lets it grow."""
    address = url_for("fill.ask", slug=draft.form.slug, embed="1", _external=True)
    script = url_for("static", filename="js/embed.js", _external=True)
    title = escape(frame.title_of(draft.document))
    return (
        f'<iframe src="{address}" title="{title}" width="100%" height="900"></iframe>\n'
        f'<script src="{script}" defer></script>'
    )


def _turnout_face(draft: Draft) -> SimpleNamespace | None:
    if not draft.form.admission.asks_code:
        return None
    turnout = admission.get_turnout(form=draft.form)
    return SimpleNamespace(
        issued=turnout.issued,
        told=turnout.told,
        as_of=moment_in_words(turnout.as_of.astimezone(_zone(draft))) if turnout.as_of else "",
        has_withdrawn=turnout.recalled > 0,
    )


def _invited_face(draft: Draft) -> SimpleNamespace | None:
    if not draft.form.admission.asks_code:
        return None
    found = invitations.look(form=draft.form)
    return SimpleNamespace(
        people=found.people,
        waiting=found.waiting,
        reminders=found.reminders,
        last_on=found.last_on,
        may_remind=reminder_problem(found, today=current.now().date()) is None,
        obstacle=mail_setup.find_obstacle(),
    )


def _zone(draft: Draft) -> tzinfo:
    """Where the form is at home, or will be."""
    held = draft.reading.finished.schedule
    return ZoneInfo(held.zone if held else current.site().zone or "UTC")


def _labels() -> dict[str, str]:
    return {
        "link": _("Link"),
        "who-heading": _("Who may answer"),
        "cap": _("Stop after"),
        "origins": _("Sites that may show it"),
        "sure": _("Withdraw all unused codes"),
        "count": _("How many codes"),
        "addresses": _("Addresses"),
        "remind": _("Remind everybody"),
    }
