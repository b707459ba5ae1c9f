"""Where staff manage a contest: what happens next and when, winners told and served, and every manual step."""

import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from forms_app.domain import contests as known
from forms_app.domain.contests import BY_STAFF, Standing
from forms_app.domain.crockford import grouped
from forms_app.domain.errors import Conflict, NotFound, NotOpen
from forms_app.domain.tokens import NONCE_BYTES
from forms_app.services import claims, contest_room, contests, draws, prize_people
from forms_app.web import contest_faces as faces
from forms_app.web import current
from forms_app.web.guards import may
from forms_app.web.moments import day_in_words

pages = Blueprint("contest_room", __name__)
LONGEST_PASTED = 4_000  # letters


@pages.get("/staff/forms/<slug>/contest")
@may("make forms")
def show(slug: str) -> str:
    return _page(slug)


@pages.post("/staff/forms/<slug>/contest")
@may("make forms")
def change(slug: str) -> Any:
    """One step at a time; what is refused is said above the page, with what was typed kept."""
    do = request.form.get("do", "")
    if do not in DOES:
        raise NotFound("deed")
    try:
        DOES[do](slug)
    except Conflict as problem:
        return _page(slug, problem=problem.sentence), 422
    except ValueError:
        return _page(slug, problem=_("Please write a day and a time.")), 422
    return redirect(url_for("contest_room.show", slug=slug, said=do), 303)


@pages.post("/staff/forms/<slug>/contest/delivery")
@may("make forms")
def reveal(slug: str) -> Any:
    """What a winner gave for the delivery, on a page that says so; never before the prize was collected."""
    try:
        details = claims.reveal(_standing(slug), **_ticket(), now=current.now())
    except Conflict as problem:
        return _page(slug, problem=problem.sentence), 422
    return _page(slug, revealed=details or {}, revealed_of=request.form.get("ticket", "")[:64])


@pages.post("/staff/forms/<slug>/contest/post")
@may("make forms")
def enter_by_post(slug: str) -> Any:
    """An entry on paper: its code is shown once, for the slip."""
    nonce = request.form.get("nonce", "")
    if len(nonce) != 2 * NONCE_BYTES or not nonce.isalnum() or not _standing(slug).rules.postal:
        raise NotFound("entry")
    try:
        code = contests.enter_by_post(slug=slug, nonce=bytes.fromhex(nonce))
    except (NotOpen, ValueError):
        return _page(slug, problem=_("The list of tickets is locked; no entry can be added.")), 409
    return _page(slug, slip=grouped(code))


@pages.get("/staff/forms/<slug>/contest/evidence.zip")
@may("make forms")
def evidence(slug: str) -> Response:
    return Response(
        contest_room.pack_evidence(slug=slug, now=current.now()),
        mimetype="application/zip",
        headers={"Content-Disposition": f"attachment; filename={slug}-evidence.zip"},
    )


def _standing(slug: str) -> Standing:
    return contests.get_standing(slug=slug, now=current.now())


def _ticket() -> dict[str, Any]:
    """Which drawn ticket a button is about; raises Conflict for none."""
    try:
        ticket = bytes.fromhex(request.form.get("ticket", ""))
    except ValueError:
        raise Conflict("This ticket has no place in this draw.") from None
    return {"ticket": ticket, "round_no": request.form.get("round", 0, type=int)}


def _pasted(slug: str) -> None:
    typed, now = request.form.get("value", "")[:LONGEST_PASTED], current.now()
    by_network = _standing(slug).rules.source == "drand"
    (draws.draw_from_signature if by_network else draws.draw_from_numbers)(slug=slug, typed=typed, now=now)


def _tell(slug: str) -> None:
    claims.tell_winner(_standing(slug), **_ticket(), now=current.now())


def _skip(slug: str) -> None:
    draws.skip(slug=slug, **_ticket(), reason=request.form.get("reason", ""), now=current.now())


def _delivered(slug: str) -> None:
    claims.hand_over(_standing(slug), **_ticket(), now=current.now())


def _cancel(slug: str) -> None:
    if request.form.get("sure") != "yes":
        raise Conflict("Please tick the box if you want to cancel it for good.")
    contest_room.cancel(slug=slug, reason=request.form.get("reason", ""), now=current.now())


def _postpone(slug: str) -> None:
    local = datetime.fromisoformat(request.form.get("until", "")).replace(tzinfo=ZoneInfo(_standing(slug).rules.zone))
    until = local.astimezone(UTC)
    contest_room.postpone(slug=slug, until=until, reason=request.form.get("reason", ""), now=current.now())


def _hold(slug: str) -> None:
    until = date.fromisoformat(request.form.get("until", ""))
    contest_room.hold(slug=slug, until=until, reason=request.form.get("reason", ""), now=current.now())


DOES: dict[str, Callable[[str], None]] = {
    "draw": _pasted,
    "tell": _tell,
    "skip": _skip,
    "delivered": _delivered,
    "cancel": _cancel,
    "postpone": _postpone,
    "hold": _hold,
}


def _page(slug: str, *, problem: str = "", slip: str = "", revealed: Any = None, revealed_of: str = "") -> str:
    standing = _standing(slug)
    language = next(iter(standing.rules.title))
    return render_template(
        "staff/contest.html",
        slug=slug,
        spoken=language,
        rules=faces.rules_face(standing, language),
        phase=standing.phase,
        phase_words=faces.phase_words(standing),
        timeline=_timeline(standing),
        draws=[_draw_face(standing, draw, language) for draw in standing.draws],
        reasons=[(one, faces.reason_words()[one]) for one in BY_STAFF],
        entries=len(standing.draws[0].sealed.tickets) if standing.draws else None,
        held=standing.held,
        problem=problem,
        slip=slip,
        revealed=revealed,
        revealed_of=revealed_of,
        labels={"name": _("Name"), "address": _("Postal address"), "email": _("E-mail address")},
        nonce=secrets.token_hex(NONCE_BYTES),
        said=request.args.get("said", ""),
        typed=request.form if problem else {},
        today=standing.today.isoformat(),
    )


def _draw_face(standing: Standing, draw: known.Draw, language: str) -> SimpleNamespace:
    face = faces.draw_face(standing, draw, language)
    tickets = list(draw.places)
    with_contact = prize_people.list_with_contact(tickets=tickets)
    with_delivery = prize_people.list_with_delivery(tickets=tickets)
    for place, ticket in zip(face.places, tickets, strict=True):
        place.has_contact, place.has_delivery = ticket in with_contact, ticket in with_delivery
        place.is_told, place.is_claimed = known.TOLD in place.marks, known.CLAIMED in place.marks
        place.is_delivered = known.DELIVERED in place.marks
    return face


def _timeline(standing: Standing) -> list[SimpleNamespace]:
    """What happens by itself and when; what is done is ticked."""
    rules, held, last = standing.rules, standing.held, standing.last
    drawn_on = standing.drawn_on
    expected = drawn_on or rules.day_of(held.draws_at)
    steps = [
        (_("Opens"), faces.local(rules, rules.opens), standing.form.has_opened(standing.now)),
        (_("Closes; late answers are given back"), faces.local(rules, rules.closes), standing.now >= rules.closes),
        (_("Answers are counted, then the list is locked and published"), _("within minutes"), last is not None),
        (_("Prizes are drawn and announced"), faces.local(rules, held.draws_at), drawn_on is not None),
        (
            _("Last day to collect; then reserves move up"),
            day_in_words(expected + known.days(rules.collect_days)),
            standing.phase in ("drawn", "settled") and standing.is_collected,
        ),
        (
            _("Addresses of those who drew nothing are deleted"),
            day_in_words(rules.forget_others_on(expected) + known.days(1)),
            held.forgot_others_on is not None,
        ),
        (
            _("Every address is deleted at the latest"),
            day_in_words(rules.forget_all_on(expected)),
            held.settled_on is not None,
        ),
    ]
    return [SimpleNamespace(words=words, when=when, is_done=done) for words, when, done in steps]
