"""The builder's page for vouchers: what they are good for, where they come from, and counts, never who has which."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _

from forms_app.domain import vouchers as rules
from forms_app.domain.errors import NotFound, Problem, Unfit
from forms_app.services import builder, vouchers
from forms_app.services.builder import Draft
from forms_app.web import current
from forms_app.web.builder import frame
from forms_app.web.guards import may, takes
from forms_app.web.moments import moment_in_words

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
    vouchers.choose(
        slug=slug,
        offer=" ".join(request.form.get("offer", "").split()),
        valid_until=valid_until,
        daily=int(daily) if daily else None,
        shows_left=bool(request.form.get("shows_left")),
        zone=_zone(builder.get_draft(slug=slug)),
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
        offer=typed.get("offer", held.offer),
        valid_until=typed.get("valid_until", held.valid_until or ""),
        daily=typed.get("daily", held.daily or ""),
        shows_left=bool(typed.get("shows_left")) if typed.get("do") == "choose" else held.shows_left,
        count=typed.get("count", ""),
        zone=held.zone if draft.version is not None else _zone(draft),
        held=held,
        used=counts.used,
        as_of=moment_in_words(held.as_of.astimezone(current.zone())) if held.as_of else "",
        warning=_(rules.SCRIPTS) if rules.is_open_to_scripts(draft.form.admission.who, held.daily) else "",
        limits=SimpleNamespace(made=rules.MOST_MADE, listed=rules.MOST_LISTED),
    )


def _labels() -> dict[str, str]:
    return {
        "offer": _("What a voucher is good for"),
        "valid_until": _("Valid until"),
        "daily": _("At most on one day"),
        "count": _("How many vouchers"),
        "file": _("List of codes"),
        "sure": _("Withdraw all unused vouchers"),
    }
