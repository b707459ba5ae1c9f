"""A contest in its life: where it stands by the clock, who holds a prize now, and what comes next and when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Literal, get_args

from forms_app.domain.contest_rules import Prize, Rules
from forms_app.domain.draws import SealedList, drawn_places, read_list, result_bytes
from forms_app.domain.forms import Form

Reason = Literal["withdrawn", "ineligible", "duplicate", "not-claimed", "declined"]
REASONS: tuple[Reason, ...] = get_args(Reason)
BY_STAFF: tuple[Reason, ...] = tuple(reason for reason in REASONS if reason != "not-claimed")
SKIPPED, TOLD, CLAIMED, DELIVERED = "skipped", "told", "claimed", "delivered"
MOST_ROUNDS = 2  # the draw, and one of prizes that nobody collected


@dataclass(frozen=True)
class Draw:
    """A locked list and, once its source is there, its draw."""

    round_no: int
    content: bytes
    sealed_at: datetime
    source_at: datetime  # from when on the source can be known
    source_value: bytes | None = None
    proof: str = ""
    drawn_at: datetime | None = None

    @cached_property
    def sealed(self) -> SealedList:
        return read_list(self.content)

    @property
    def seal(self) -> str:
        return self.sealed.seal.hex()

    @cached_property
    def places(self) -> tuple[bytes, ...]:
        """Winners and reserve winners, in the order that was drawn; nothing before."""
        return () if self.source_value is None else drawn_places(self.sealed, self.source_value)

    @property
    def result(self) -> bytes:
        if self.source_value is None:
            raise ValueError("nothing was drawn yet")
        return result_bytes(self.sealed, self.source_value)


@dataclass(frozen=True)
class Mark:
    """What became of a drawn ticket, with the day."""

    round_no: int
    ticket: bytes
    what: str
    reason: str
    day: date


@dataclass(frozen=True)
class Place:
    """A drawn ticket as it stands now."""

    number: int  # in the order that was drawn, from one
    ticket: bytes
    prize: int | None  # which prize it holds, from one; none: reserve, or skipped
    since: date | None  # the day from which it could collect
    skipped: str  # the public reason; empty: it was not skipped
    marks: frozenset[str]

    @property
    def is_claimed(self) -> bool:
        return CLAIMED in self.marks


def places_of(draw: Draw, marks: Iterable[Mark], *, drawn_on: date) -> list[Place]:
    """The k-th prize goes to the k-th ticket that was not skipped; the order itself never changes."""
    own = [mark for mark in marks if mark.round_no == draw.round_no]
    skips = {mark.ticket: mark for mark in own if mark.what == SKIPPED}
    winners, since = draw.sealed.head.winners, _since(draw.places, skips, draw.sealed.head.winners, drawn_on)
    left = [ticket for ticket in draw.places if ticket not in skips][:winners]
    prizes = {ticket: number for number, ticket in enumerate(left, 1)}
    return [
        Place(
            number,
            ticket,
            prizes.get(ticket),
            since.get(ticket),
            skips[ticket].reason if ticket in skips else "",
            frozenset(mark.what for mark in own if mark.ticket == ticket),
        )
        for number, ticket in enumerate(draw.places, 1)
    ]


def _since(places: Sequence[bytes], skips: dict[bytes, Mark], winners: int, drawn_on: date) -> dict[bytes, date]:
    """From which day each ticket that ever held a prize could collect it: reserves from the day they moved up."""
    since = dict.fromkeys(places[:winners], drawn_on)
    gone: set[bytes] = set()
    for mark in sorted(skips.values(), key=lambda mark: (mark.day, places.index(mark.ticket))):
        gone.add(mark.ticket)
        for ticket in [one for one in places if one not in gone][:winners]:
            since.setdefault(ticket, mark.day)
    return since


def collect_by(place: Place, collect_days: int) -> date | None:
    """The last day on which the prize can be collected."""
    return place.since and place.since + timedelta(days=collect_days)


def expired(places: Iterable[Place], *, today: date, collect_days: int) -> list[Place]:
    """Who holds a prize and did not collect it in time."""
    return [
        place
        for place in places
        if place.prize is not None and not place.is_claimed and (collect_by(place, collect_days) or today) < today
    ]


def unclaimed(places: Sequence[Place], winners: int) -> int:
    """Prizes that nobody holds any more."""
    return winners - sum(1 for place in places if place.prize is not None)


def is_settled(places: Sequence[Place]) -> bool:
    """Whether everybody who holds a prize has collected it."""
    return all(place.is_claimed for place in places if place.prize is not None)


def days(number: int) -> timedelta:
    return timedelta(days=number)


def is_too_late(*, now: datetime, draws_at: datetime, margin: int) -> bool:
    """Whether a list locked now would not be public for the promised minutes before its source is known."""
    return now + timedelta(minutes=margin) > draws_at


Phase = Literal["scheduled", "open", "counting", "late", "locked", "due", "drawn", "settled", "cancelled"]


@dataclass(frozen=True, kw_only=True)
class Held:
    """What stands of a contest: its frozen rules and what staff did in public."""

    form_id: str
    contest_id: str
    document: Mapping[str, Any]  # the rules to the byte, once canonical
    rules: Rules
    rules_sha256: str
    draws_at: datetime
    postponed: str = ""  # why, in public
    cancelled: str = ""
    cancelled_on: date | None = None
    held: str = ""  # why nothing is deleted yet
    held_until: date | None = None
    forgot_others_on: date | None = None
    settled_on: date | None = None
    certificate: Mapping[str, Any]


@dataclass(frozen=True)
class Standing:
    """A contest as it stands at an instant."""

    form: Form
    held: Held
    draws: tuple[Draw, ...]
    marks: tuple[Mark, ...]
    now: datetime

    @property
    def rules(self) -> Rules:
        return self.held.rules

    @property
    def today(self) -> date:
        return self.rules.day_of(self.now)

    @property
    def last(self) -> Draw | None:
        return self.draws[-1] if self.draws else None

    @property
    def phase(self) -> Phase:
        if self.held.cancelled_on is not None:
            return "cancelled"
        if not self.form.has_closed(self.now):
            return "open" if self.form.has_opened(self.now) else "scheduled"
        if self.last is None:
            late = is_too_late(now=self.now, draws_at=self.held.draws_at, margin=self.rules.margin)
            return "late" if late else "counting"
        if self.last.drawn_at is None:
            return "locked" if self.now < self.last.source_at else "due"
        return "drawn" if self.held.settled_on is None else "settled"

    def places(self, draw: Draw) -> list[Place]:
        if draw.drawn_at is None:
            return []
        return places_of(draw, self.marks, drawn_on=self.rules.day_of(draw.drawn_at))

    @property
    def is_on_hold(self) -> bool:
        return self.held.held_until is not None and self.today <= self.held.held_until

    @property
    def unclaimed(self) -> int:
        """Prizes of the last draw that nobody holds any more."""
        if self.last is None or self.last.drawn_at is None:
            return 0
        return unclaimed(self.places(self.last), self.last.sealed.head.winners)

    @property
    def may_draw_again(self) -> bool:
        """Whether a second draw of unclaimed prizes is due."""
        is_first = self.phase == "drawn" and len(self.draws) < MOST_ROUNDS
        left = len(self.draws[0].sealed.tickets) - len(self.draws[0].places) if self.draws else 0
        return is_first and self.rules.second_draw and self.unclaimed > 0 and left > 0 and self.is_collected

    @property
    def is_collected(self) -> bool:
        """Whether everybody who holds a prize has collected it, in every draw."""
        return all(is_settled(self.places(draw)) for draw in self.draws)

    @property
    def drawn_on(self) -> date | None:
        """The day of the last draw."""
        if self.last is None or self.last.drawn_at is None:
            return None
        return self.rules.day_of(self.last.drawn_at)

    @property
    def prizes(self) -> dict[bytes, Prize]:
        """The prize of every ticket that holds one; those of a second draw are the last ones, which stayed."""
        found: dict[bytes, Prize] = {}
        for draw in self.draws:
            first = self.rules.winners - draw.sealed.head.winners
            for place in self.places(draw):
                if place.prize is not None:
                    found[place.ticket] = self.rules.prize_of(first + place.prize)
        return found
