"""Contests: announced with their form, entered after the ballot, and looked at by everybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from forms_app.domain import draws
from forms_app.domain.contest_rules import contest_id_of, rules_document, rules_hash
from forms_app.domain.contests import Held, Standing
from forms_app.domain.definitions import Definition
from forms_app.domain.errors import NotFound, NotOpen
from forms_app.domain.forms import Form
from forms_app.domain.site import Site
from forms_app.gateways import draw_keys, draw_verifier
from forms_app.gateways.site_keys import current_keys
from forms_app.services import activity, prize_people
from forms_app.storage import contests as store
from forms_app.storage import forms, site
from forms_app.storage.database import reading, transaction


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What came with the answers for the draw."""

    address: str | None = None  # an e-mail address, checked


def announce(form: Form, definition: Definition, *, opens_at: datetime, closes_at: datetime | None) -> None:
    """Freeze the rules, in the open transaction that opens the form."""
    contest, schedule = definition.contest, definition.schedule
    if not definition.draws_prizes or contest is None or schedule is None or closes_at is None:
        return
    document = rules_document(
        contest,
        contest_id=contest_id_of(form.slug, form.id),
        title=definition.title,
        site=site.find_site() or Site(),
        zone=schedule.zone,
        opens_at=opens_at,
        closes_at=closes_at,
    )
    draws_at = contest.draws_at(schedule.zone)
    if draws_at is None:
        raise ValueError("a contest without the time of its draw was opened")
    store.add_contest(form.id, document, rules_hash(document), draws_at)
    prize_people.make_keys(form_id=form.id)


def enter(definition: Definition, *, nonce: bytes, entry: Entry, now: datetime) -> None:
    """After the ballot, in transactions of its own; safe to repeat. Raises NotOpen once the list is locked."""
    if not definition.draws_prizes:
        return
    form_id = definition.id
    held = _get_held(form_id)
    ticket = draws.ticket_of(held.contest_id, draws.code_from(current_keys().site, nonce))
    if held.rules.entry == "mailbox":
        if not _has_ticket(form_id, ticket):
            prize_people.ask_to_confirm(held, ticket=ticket, address=entry.address or "", now=now)
        return
    add_ticket(form_id=form_id, ticket=ticket)
    if entry.address:
        prize_people.keep_contact(held, ticket=ticket, address=entry.address)


@transaction("site")
def add_ticket(*, form_id: str, ticket: bytes) -> None:
    """Raises NotOpen once the list is locked, unless the ticket is in it."""
    held = store.lock_contest(form_id, alone=False)
    if held is None:
        raise NotFound("contest")
    if store.has_ticket(form_id, ticket):
        return
    if held.cancelled_on is not None or store.list_draws(form_id):
        raise NotOpen
    store.add_ticket(form_id, ticket)


def confirm(*, token: str) -> Held:
    """Put the ticket that waits behind this link into the list; raises NotFound, NotOpen, or AlreadySent."""
    waiting = prize_people.get_waiting(token=token)
    held = _get_held(waiting.form_id)
    _ensure_unlocked(waiting.form_id)
    prize_people.spend_mailbox(waiting)
    add_ticket(form_id=waiting.form_id, ticket=waiting.ticket)
    prize_people.keep_contact(held, ticket=waiting.ticket, address=waiting.address)
    prize_people.forget_waiting(waiting)
    return held


def find_confirming(*, token: str) -> Held:
    """The contest behind the link of a mail; raises NotFound."""
    return _get_held(prize_people.get_waiting(token=token).form_id)


def enter_by_post(*, slug: str, nonce: bytes) -> str:
    """An entry on paper, typed by staff: the code for the slip that is sent back. Raises NotOpen once locked."""
    form, held = _find(slug)
    code = draws.code_from(current_keys().site, nonce)
    add_ticket(form_id=form.id, ticket=draws.ticket_of(held.contest_id, code))
    activity.record("entry typed", form_id=form.id)
    return code


def ticket_of(*, slug: str, code: str) -> bytes:
    """The ticket of a code."""
    return draws.ticket_of(_find(slug)[1].contest_id, code)


def contest_code(*, nonce: bytes) -> str:
    """To be shown once the ticket, or the wish to confirm one, was stored."""
    return draws.code_from(current_keys().site, nonce)


def get_standing(*, slug: str, now: datetime) -> Standing:
    form, held = _find(slug)
    return _stand(form, held, now)


def list_standing(*, now: datetime) -> list[Standing]:
    return [_stand(form, held, now) for form, held in _list()]


@reading("site")
def find_held(*, form_id: str) -> Held | None:
    return store.find_contest(form_id)


@reading("site")
def count_entries(*, form_id: str) -> int:
    return store.count_tickets(form_id)


def has_entered(*, standing: Standing, code: str) -> bool:
    """Whether the ticket of a code is in the list, locked or not."""
    return _has_ticket(standing.form.id, draws.ticket_of(standing.held.contest_id, code))


def signed_receipt(*, standing: Standing, code: str) -> Mapping[str, str] | None:
    """Proof that the site took a ticket, for whoever has its code; None where it did not."""
    ticket = draws.ticket_of(standing.held.contest_id, code)
    if not _has_ticket(standing.form.id, ticket):
        return None
    message = draws.receipt_message(standing.held.contest_id, ticket)
    return {
        "contest": standing.held.contest_id,
        "ticket": ticket.hex(),
        "name": draws.ticket_name(ticket),
        "signature": draw_keys.sign(message).hex(),
        "key": draw_keys.public_key().hex(),
    }


def read_verifier() -> bytes:
    """The program that recomputes a draw."""
    return draw_verifier.read()


def public_key() -> str:
    return draw_keys.public_key().hex()


@reading("site")
def _stand(form: Form, held: Held, now: datetime) -> Standing:
    return Standing(form, held, tuple(store.list_draws(form.id)), tuple(store.list_marks(form.id)), now)


@reading("site")
def _list() -> list[tuple[Form, Held]]:
    by_id = {form.id: form for form in forms.list_forms()}
    return [(by_id[held.form_id], held) for held in store.list_contests()]


@reading("site")
def _find(slug: str) -> tuple[Form, Held]:
    form = forms.find_form(slug)
    held = store.find_contest(form.id) if form else None
    if form is None or held is None:
        raise NotFound("contest")
    return form, held


@reading("site")
def _get_held(form_id: str) -> Held:
    held = store.find_contest(form_id)
    if held is None:
        raise NotFound("contest")
    return held


@reading("site")
def _has_ticket(form_id: str, ticket: bytes) -> bool:
    return store.has_ticket(form_id, ticket)


@reading("site")
def _ensure_unlocked(form_id: str) -> None:
    held = store.find_contest(form_id)
    if held is None or held.cancelled_on is not None or store.list_draws(form_id):
        raise NotOpen
