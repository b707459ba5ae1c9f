"""Prizes: found by contest code, collected, told by mail without showing the address, and handed over."""

import hmac
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from forms_app.domain import draws
from forms_app.domain.contest_rules import Prize
from forms_app.domain.contests import CLAIMED, DELIVERED, TOLD, Place, Standing, collect_by
from forms_app.domain.errors import Conflict
from forms_app.domain.receipts import ID_BYTES, derive
from forms_app.domain.texts import in_language
from forms_app.gateways import letters
from forms_app.gateways.site_keys import current_keys
from forms_app.services import activity, mail_setup, outbox, prize_people
from forms_app.services import draws as drawing
from forms_app.services.contests import has_entered
from forms_app.storage.database import transaction

DELIVERY_DAYS = 60  # until which what winners give for the delivery goes at the latest


@dataclass(frozen=True)
class Found:
    """What a contest code stands for."""

    ticket: bytes
    has_entered: bool
    place: Place | None = None  # none: not among those drawn
    round_no: int = 0
    prize: Prize | None = None  # that it holds
    by: date | None = None  # the last day to collect it

    @property
    def may_collect(self) -> bool:
        return self.prize is not None and self.place is not None and not self.place.is_claimed


def look(standing: Standing, *, code: str) -> Found:
    """Every place is compared, whatever the code: how long it takes says nothing."""
    ticket = draws.ticket_of(standing.held.contest_id, code)
    entered, found = has_entered(standing=standing, code=code), None
    for draw in standing.draws:
        for place in standing.places(draw):
            if hmac.compare_digest(place.ticket, ticket):
                found = (place, draw.round_no)
    if found is None:
        return Found(ticket, entered)
    place, round_no = found
    prize = standing.prizes.get(ticket)
    return Found(ticket, entered, place, round_no, prize, collect_by(place, standing.rules.collect_days))


def collect(standing: Standing, *, code: str, details: dict[str, str], publicity: str | None) -> Found:
    """Keep what the delivery needs, then note that the prize is collected; safe to repeat. Raises Conflict."""
    found = look(standing, code=code)
    if found.place is not None and found.place.is_claimed:
        return found
    if not found.may_collect or (found.by is not None and standing.today > found.by):
        raise Conflict("This ticket holds no prize that can be collected.")
    kept = {**details, "publicity": publicity} if publicity else details
    delete_on = standing.today + timedelta(days=DELIVERY_DAYS)
    prize_people.keep_delivery(standing.held, ticket=found.ticket, details=kept, delete_on=delete_on)
    _note(standing, found.ticket, found.round_no, CLAIMED)
    return found


def forget_address(standing: Standing, *, code: str) -> None:
    """Delete the address that was left with a ticket; the ticket stays."""
    prize_people.forget_contact(ticket=draws.ticket_of(standing.held.contest_id, code))


def tell_winner(standing: Standing, *, ticket: bytes, round_no: int, now: datetime) -> None:
    """Put down a mail to the address that was left, which nobody is shown; raises Conflict where there is none."""
    place = drawing.get_place(slug=standing.form.slug, ticket=ticket, round_no=round_no, now=now)
    prize, by = standing.prizes.get(ticket), collect_by(place, standing.rules.collect_days)
    address = prize_people.find_contact(ticket=ticket)
    if prize is None or by is None:
        raise Conflict("This ticket holds no prize.")
    if address is None:
        raise Conflict("No address was left with this ticket.")
    if mail_setup.find_obstacle():
        raise Conflict("No mail can be sent yet; set it up under “Mail”.")
    frame = mail_setup.frame()
    language = next(iter(standing.rules.title))
    values = {
        **frame,
        "title": in_language(standing.rules.title, language),
        "name": draws.ticket_name(ticket),
        "prize": in_language(prize.name, next(iter(prize.name))),
        "day": by,
        "link": f"{frame['site_url']}/c/{standing.form.slug}/code",
    }
    _put_down(address, values, derive(current_keys().site, b"winner-mail/1" + ticket)[:ID_BYTES], now)
    _note(standing, ticket, round_no, TOLD)
    activity.record("winner told", form_id=standing.form.id)


def reveal(standing: Standing, *, ticket: bytes, round_no: int, now: datetime) -> dict[str, str] | None:
    """What a winner gave for the delivery, for staff who send the prize; None where it is deleted."""
    place = drawing.get_place(slug=standing.form.slug, ticket=ticket, round_no=round_no, now=now)
    if not place.is_claimed:
        raise Conflict("Details are shown only of prizes that were collected.")
    activity.record("delivery looked at", form_id=standing.form.id)
    return prize_people.find_delivery(ticket=ticket)


def hand_over(standing: Standing, *, ticket: bytes, round_no: int, now: datetime) -> None:
    """The prize was delivered: what was given for that goes at once."""
    place = drawing.get_place(slug=standing.form.slug, ticket=ticket, round_no=round_no, now=now)
    if not place.is_claimed:
        raise Conflict("This prize was not collected yet.")
    _note(standing, ticket, round_no, DELIVERED)
    activity.record("prize delivered", form_id=standing.form.id)
    if not standing.is_on_hold:
        prize_people.forget_delivery(ticket=ticket)
        prize_people.forget_contact(ticket=ticket)


@transaction("people")
def _put_down(address: str, values: dict[str, object], id_: bytes, now: datetime) -> None:
    mail = letters.write_letter("winner", to=address, values=values)
    outbox.put_down(mail, kind="winner", now=now, id_=id_)


def _note(standing: Standing, ticket: bytes, round_no: int, what: str) -> None:
    drawing.note(slug=standing.form.slug, ticket=ticket, round_no=round_no, what=what, now=standing.now)
