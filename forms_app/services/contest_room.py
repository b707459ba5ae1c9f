"""What staff do with a contest in public: cancel, postpone, hold back deletions; and the evidence for a regulator."""

import json
from datetime import date, datetime

from forms_app.domain.canonical import canonical
from forms_app.domain.contests import Standing, is_too_late
from forms_app.domain.draws import ticket_name
from forms_app.domain.errors import Conflict
from forms_app.gateways import archives, draw_verifier
from forms_app.services import activity, prize_people
from forms_app.services.contests import get_standing
from forms_app.storage import contests as store
from forms_app.storage import forms
from forms_app.storage.database import transaction

LONGEST_REASON = 300  # letters


@transaction("site")
def cancel(*, slug: str, reason: str, now: datetime) -> None:
    """Before anything was drawn, for a public reason; the form takes no more answers. Safe to repeat."""
    standing = _locked(slug, now)
    if standing.held.cancelled_on is not None:
        return
    if any(draw.drawn_at for draw in standing.draws):
        raise Conflict("Prizes were drawn already; the contest cannot be cancelled.")
    store.change_contest(standing.form.id, cancelled=_reason(reason), cancelled_on=standing.today)
    activity.record("contest cancelled", form_id=standing.form.id)
    if not standing.form.has_closed(now):
        forms.set_closing(standing.form.id, now)


@transaction("site")
def postpone(*, slug: str, until: datetime, reason: str, now: datetime) -> None:
    """A later time of the draw, in public, only while no list is locked: no source is known before its list is."""
    standing = _locked(slug, now)
    if standing.phase not in ("late", "counting"):
        raise Conflict("The draw is postponed only after the close and before its list is locked.")
    if standing.rules.source != "drand":
        raise Conflict("The rules name the numbers of a lottery; cancel the contest instead.")
    if until <= standing.held.draws_at or is_too_late(now=now, draws_at=until, margin=standing.rules.margin):
        raise Conflict("Choose a later time, far enough away for the list to be public first.")
    if standing.rules.day_of(until) > standing.rules.forget_all_on(standing.rules.day_of(standing.rules.draws)):
        raise Conflict("Addresses are deleted before that; choose an earlier time.")
    store.change_contest(standing.form.id, draws_at=until, postponed=_reason(reason))
    activity.record("draw postponed", form_id=standing.form.id)


def hold(*, slug: str, until: date, reason: str, now: datetime) -> None:
    """Delete nothing before a day, for a public reason; what would go earlier is sealed anew first."""
    standing, why = get_standing(slug=slug, now=now), _reason(reason)
    if until <= standing.today or (until - standing.today).days > 3_650:
        raise Conflict("Choose a day to come, within ten years.")
    _set_hold(standing.form.id, why, until)
    prize_people.keep_until(standing.held, day=until)


def pack_evidence(*, slug: str, now: datetime) -> bytes:
    """A zip of all that proves the draw: it holds nothing of a person, and the same contest gives the same bytes."""
    standing = get_standing(slug=slug, now=now)
    activity.record("evidence taken", form_id=standing.form.id)
    files = {
        "rules.json": canonical(dict(standing.held.document)),
        "verify_draw.py": draw_verifier.read(),
        "history.json": json.dumps(_history(standing), indent=1, sort_keys=True).encode(),
    }
    for draw in standing.draws:
        files[f"list-{draw.round_no}.txt"] = draw.content
        if draw.drawn_at is not None:
            files[f"result-{draw.round_no}.txt"] = draw.result
            files[f"source-{draw.round_no}.txt"] = f"{draw.sealed.head.source}\n{draw.proof}\n".encode()
    return archives.to_zip(files)


def _history(standing: Standing) -> dict[str, object]:
    """Events without identities: lists, draws and what became of tickets, by day."""
    held = standing.held
    draws = [
        {
            "round": draw.round_no,
            "seal": draw.seal,
            "sealed_at": draw.sealed_at.isoformat(),
            "drawn_at": draw.drawn_at.isoformat() if draw.drawn_at else None,
        }
        for draw in standing.draws
    ]
    marks = [
        {"round": m.round_no, "ticket": m.ticket.hex(), "name": ticket_name(m.ticket), "what": m.what,
         "reason": m.reason, "day": m.day.isoformat()}
        for m in sorted(standing.marks, key=lambda m: (m.day, m.round_no, m.ticket, m.what))
    ]  # fmt: skip
    days = {name: str(getattr(held, name) or "") for name in ("cancelled_on", "forgot_others_on", "settled_on")}
    more = {"rules_sha256": held.rules_sha256, "postponed": held.postponed, "cancelled": held.cancelled}
    return {"draws": draws, "tickets": marks, "deleted": dict(held.certificate), **days, **more}


def _locked(slug: str, now: datetime) -> Standing:
    store.lock_contest(get_standing(slug=slug, now=now).form.id, alone=True)
    return get_standing(slug=slug, now=now)


@transaction("site")
def _set_hold(form_id: str, why: str, until: date) -> None:
    store.change_contest(form_id, held=why, held_until=until)
    activity.record("deletion held back", form_id=form_id)


def _reason(typed: str) -> str:
    reason = " ".join(typed.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Conflict("Write a reason that everybody may read, of at most 300 letters.")
    return reason
