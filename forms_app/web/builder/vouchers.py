"""The builder's page for vouchers: what they are good for, where they come from, and counts, never who has which."""

import re
import secrets
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from forms_app.domain import vouchers as rules
from forms_app.domain.drafts.translations import languages_of
from forms_app.domain.errors import NotFound, NotOpen, NoVoucher, Problem, Unfit
from forms_app.domain.texts import choose_language, in_language
from forms_app.domain.tokens import NONCE_BYTES
from forms_app.services import builder, promotions, vouchers
from forms_app.services.builder import Draft
from forms_app.web import current
from forms_app.web.builder import frame
from forms_app.web.guards import may, takes
from forms_app.web.languages import own_name
from forms_app.web.moments import day_in_words, moment_in_words
from forms_app.web.reward import voucher_face, words_of_reason

pages = Blueprint("builder_vouchers", __name__)
LONGEST_NUMBER, ROOM_BESIDE = 9, 64 * 1024  # figures; bytes sent beside a file


@pages.get("/staff/forms/<slug>/vouchers")
@may("make forms")
def show(slug: str) -> str:
    return _page(slug)


@pages.post("/staff/forms/<slug>/vouchers")
@may("make forms")
@takes(rules.LONGEST_FILE + ROOM_BESIDE)
def change(slug: str) -> Any:
    """One part of the page at a time; what is refused stands there again as it was typed."""
    do = request.form.get("do", "")
    if do not in DOES:
        raise NotFound("deed")
    try:
        DOES[do](slug)
    except Unfit as error:
        return _page(slug, {name: _(p.sentence, **p.values) for name, p in error.problems.items()}), 422
    except Problem as problem:
        return _page(slug, {FIELDS[do]: _(problem.sentence, **problem.values)}), 422
    return redirect(url_for("builder_vouchers.show", slug=slug, said=do), 303)


@pages.post("/staff/forms/<slug>/vouchers/paper")
@may("make forms")
def hand_out(slug: str) -> Any:
    """One slip for somebody without a phone, on a page of its own to print; sent again, it is the same slip."""
    nonce = request.form.get("nonce", "")
    draft = builder.get_draft(slug=slug)
    if re.fullmatch(f"[0-9a-f]{{{2 * NONCE_BYTES}}}", nonce) is None or draft.version is None:
        raise NotFound("slip")
    try:
        given = promotions.hand_out_on_paper(slug=slug, nonce=bytes.fromhex(nonce), now=current.now())
    except NotOpen:
        return _page(slug, {"paper": _("The form is not open, so no voucher is given.")}), 409
    except NoVoucher as refusal:
        return _page(slug, {"paper": words_of_reason(refusal.reason)[1]}), 409
    definition = draft.version.definition
    language = choose_language([request.form.get("lang", "")], definition.languages)
    return render_template(
        "staff/builder/voucher_slip.html",
        slug=slug,
        title=in_language(definition.title, language),
        spoken=language,
        voucher=voucher_face(given, language),
    )


def _choose(slug: str) -> None:
    problems: dict[str, Problem] = {}
    day, daily = request.form.get("valid_until", "").strip(), request.form.get("daily", "").strip()
    valid_until = _day(day)
    if day and valid_until is None:
        problems["valid_until"] = Problem("Write a day, such as 2026-12-31.")
    if daily and not _is_number(daily):
        problems["daily"] = Problem("Write a whole number, or leave it empty.")
    if problems:
        raise Unfit(problems)
    draft = builder.get_draft(slug=slug)
    vouchers.choose(
        slug=slug,
        offer=" ".join(request.form.get("offer", "").split()),
        language=frame.language_of(draft.document),
        valid_until=valid_until,
        daily=int(daily) if daily else None,
        confirms_mailbox=bool(request.form.get("confirms_mailbox")),
        shows_left=bool(request.form.get("shows_left")),
        zone=_zone(draft),
        now=current.now(),
    )


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER


def _make(slug: str) -> None:
    count = request.form.get("count", "").strip()
    if not _is_number(count):
        raise Problem("Write a whole number, such as 500.")
    vouchers.make(slug=slug, count=int(count), seen=request.form.get("made", -1, type=int))


def _upload(slug: str) -> None:
    sent = request.files.get("file")
    content = sent.read(rules.LONGEST_FILE + 1) if sent else b""
    if not content:
        raise Problem("Choose a file first.")
    vouchers.take_over(slug=slug, codes=rules.read_list(content))


def _withdraw(slug: str) -> None:
    if request.form.get("sure") != "yes":
        raise Problem("Please tick the box first.")
    vouchers.withdraw(slug=slug)


DOES: dict[str, Callable[[str], None]] = {"choose": _choose, "make": _make, "upload": _upload, "withdraw": _withdraw}
FIELDS = {"choose": "offer", "make": "count", "upload": "file", "withdraw": "sure"}


def _zone(draft: Draft) -> str:
    """Where the form is at home, or will be."""
    held = draft.reading.finished.schedule
    return held.zone if held else current.site().zone or "UTC"


def _page(slug: str, problems: dict[str, str] | None = None) -> str:
    draft, counts, problems = builder.get_draft(slug=slug), vouchers.get_counts(slug=slug), problems or {}
    held, typed = counts.promotion, request.form if problems else {}
    return frame.render(
        "staff/builder/vouchers.html",
        draft,
        tab="vouchers",
        problem=bool(problems),
        problems=problems,
        summary=[SimpleNamespace(anchor=n, label=_labels()[n], sentence=words) for n, words in problems.items()],
        offer=typed.get("offer", rules.offer_in(held.offer, frame.language_of(draft.document))),
        valid_until=typed.get("valid_until", held.valid_until or ""),
        daily=typed.get("daily", held.daily or ""),
        shows_left=bool(typed.get("shows_left")) if typed.get("do") == "choose" else held.shows_left,
        confirms_mailbox=bool(typed.get("confirms_mailbox")) if typed.get("do") == "choose" else held.confirms_mailbox,
        count=typed.get("count", ""),
        zone=held.zone if draft.version is not None else _zone(draft),
        held=held,
        used=counts.used,
        as_of=moment_in_words(held.as_of.astimezone(current.zone())) if held.as_of else "",
        warning=_(rules.SCRIPTS) if rules.is_open_to_scripts(draft.form.admission.who, held) else "",
        links=_links_in_words(draft),
        nonce=secrets.token_hex(NONCE_BYTES),
        hands_out=draft.form.is_open(current.now()),
        languages=[(code, own_name(code)) for code in languages_of(draft.document)],
        limits=SimpleNamespace(made=rules.MOST_MADE, listed=rules.MOST_LISTED),
    )


def _links_in_words(draft: Draft) -> str:
    """What becomes of links that wait, once the form is closed."""
    promotion, form, now = draft.promotion, draft.form, current.now()
    if promotion is None or not promotion.confirms_mailbox or not form.has_closed(now):
        return ""
    if promotion.ended_on is not None:
        day = day_in_words(promotion.ended_on)
        return _("The promotion ended on %(day)s. The key that told mailboxes apart is destroyed.", day=day)
    day = day_in_words(promotion.confirm_until(now, form.closes_at))
    return _(
        "Links that were sent before the close may be used until the end of %(day)s; behind those that are not, nobody "
        "gets a voucher.",
        day=day,
    )


def _labels() -> dict[str, str]:
    return {
        "offer": _("What a voucher is good for"),
        "valid_until": _("Valid until"),
        "daily": _("At most on one day"),
        "confirms_mailbox": _("One for each confirmed mailbox"),
        "count": _("How many vouchers"),
        "file": _("List of codes"),
        "sure": _("Withdraw all unused vouchers"),
        "paper": _("Hand out one voucher on paper"),
    }
