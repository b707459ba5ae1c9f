"""What the worker does with contests: lock the list, draw when the source is there, move reserves up, forget people."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from forms_app.domain import beacons, contests, draws
from forms_app.domain.contests import BY_STAFF, DELIVERED, SKIPPED, Draw, Mark, Place, Standing
from forms_app.domain.deletions import in_tens
from forms_app.domain.errors import Conflict
from forms_app.gateways import beacons as network
from forms_app.services import activity, prize_people
from forms_app.services.contests import get_standing, list_standing
from forms_app.services.status import list_status
from forms_app.storage import contests as store
from forms_app.storage.database import transaction

COUNTED = ("counted", "given up", "unused", "emptied")  # phases of a form whose answers nobody waits for


def run(*, now: datetime) -> list[str]:
    """Do what is due; says in sentences what was done. Each step happens once, whoever else works."""
    found = list_standing(now=now)
    if not found:
        return []
    counted = {one.form.id for one in list_status(now=now) if one.phase in COUNTED}
    return [line for one in found for line in _move(one, is_counted=one.form.id in counted)]


def _move(standing: Standing, *, is_counted: bool) -> Iterator[str]:
    slug = standing.form.slug
    if standing.phase == "counting" and is_counted and seal(standing):
        yield f"{slug}: the list of tickets is locked and public."
    elif standing.phase == "late":
        yield f"{slug}: its list was not locked in time; choose a later draw on its contest page."
    elif standing.phase == "due" and draw_from_network(standing):
        yield f"{slug}: the prizes are drawn."
    elif standing.phase == "drawn":
        yield from _after_draw(standing)


@transaction("site")
def seal(standing: Standing) -> bool:
    """Lock the list of the first draw; says whether it was locked now. Refused where that would be too late."""
    held = store.lock_contest(standing.form.id, alone=True)
    if held is None or held.cancelled_on is not None or store.list_draws(standing.form.id):
        return False
    if contests.is_too_late(now=standing.now, draws_at=held.draws_at, margin=held.rules.margin):
        return False
    head = draws.Head(
        contest=held.contest_id,
        rules_sha256=held.rules_sha256,
        closed_at=held.rules.closes,
        source=held.rules.source_line(held.draws_at),
        winners=held.rules.winners,
        alternates=held.rules.alternates,
    )
    content = draws.seal_list(head, store.list_tickets(standing.form.id)).content
    return store.add_draw(standing.form.id, Draw(1, content, standing.now, _source_at(head.source, held.draws_at)))


def draw_from_network(standing: Standing) -> bool:
    """Draw by the round that the list names, from the relays this site may ask; no other round is ever taken."""
    number = _round_of(standing)
    signature = network.fetch_signature(number) if number is not None and network.may_fetch() else None
    if signature is None or standing.last is None:
        return False
    value = beacons.randomness_of(signature)
    return _set_drawn(standing.form.id, standing.last.round_no, value, signature.hex(), standing.now)


def draw_from_signature(*, slug: str, typed: str, now: datetime) -> None:
    """Draw by a pasted signature, which only the network can have made; raises Conflict for any other."""
    standing = _get_due(slug, now)
    number, signature = _round_of(standing), beacons.find_signature(typed)
    if number is None:
        raise Conflict("This contest is drawn by lottery numbers.")
    if signature is None or not network.is_signed(signature, number):
        raise Conflict(f"This is not the signature of round {number}. Nothing was drawn.")
    value = beacons.randomness_of(signature)
    if _set_drawn(standing.form.id, _last(standing).round_no, value, signature.hex(), now):
        activity.record("prizes drawn", form_id=standing.form.id)


def draw_from_numbers(*, slug: str, typed: str, now: datetime) -> None:
    """Draw by lottery numbers, one source a line; raises Conflict for what are none."""
    standing, groups = _get_due(slug, now), beacons.read_numbers(typed)
    if _round_of(standing) is not None:
        raise Conflict("This contest is drawn by the drand network.")
    if groups is None:
        raise Conflict("Write the numbers of each source on a line of its own, with spaces between.")
    value = beacons.canonical_numbers(groups)
    if _set_drawn(standing.form.id, _last(standing).round_no, value, typed.strip(), now):
        activity.record("prizes drawn", form_id=standing.form.id)


def skip(*, slug: str, ticket: bytes, round_no: int, reason: str, now: datetime) -> None:
    """Pass over a drawn ticket, for a public reason; the next in order moves up, and the order stays."""
    if reason not in BY_STAFF:
        raise Conflict("Choose one of the reasons.")
    place = get_place(slug=slug, ticket=ticket, round_no=round_no, now=now)
    if DELIVERED in place.marks:
        raise Conflict("This prize was delivered.")
    note(slug=slug, ticket=ticket, round_no=round_no, what=SKIPPED, reason=reason, now=now)
    activity.record("ticket skipped", form_id=get_standing(slug=slug, now=now).form.id)


def note(*, slug: str, ticket: bytes, round_no: int, what: str, now: datetime, reason: str = "") -> None:
    """Once for each ticket and word."""
    standing = get_standing(slug=slug, now=now)
    _add_mark(standing.form.id, Mark(round_no, ticket, what, reason, standing.today))


def get_place(*, slug: str, ticket: bytes, round_no: int, now: datetime) -> Place:
    """Where a ticket stands in a draw; raises Conflict where it has no place."""
    standing = get_standing(slug=slug, now=now)
    for draw in standing.draws:
        for place in standing.places(draw) if draw.round_no == round_no else []:
            if place.ticket == ticket:
                return place
    raise Conflict("This ticket has no place in this draw.")


def _after_draw(standing: Standing) -> Iterator[str]:
    slug = standing.form.slug
    for draw in standing.draws:
        late = contests.expired(standing.places(draw), today=standing.today, collect_days=standing.rules.collect_days)
        for place in late:
            mark = Mark(draw.round_no, place.ticket, SKIPPED, "not-claimed", standing.today)
            if _add_mark(standing.form.id, mark):
                yield f"{slug}: a prize was not collected in time; the next in order moves up."
        if late:
            return  # looked at again in the next round, by what stands then
    if standing.may_draw_again and _seal_again(standing):
        yield f"{slug}: the list for the prizes that nobody collected is locked."
    elif not standing.is_on_hold:
        yield from _forget(standing)


def _forget(standing: Standing) -> Iterator[str]:
    """Addresses of those who drew nothing go after the time for complaints; when all is collected, the rest."""
    held, drawn_on = standing.held, standing.drawn_on
    if drawn_on is None or standing.today <= standing.rules.forget_others_on(drawn_on):
        return
    if held.forgot_others_on is None:
        drawn = [ticket for draw in standing.draws for ticket in draw.places]
        gone = prize_people.forget_others(form_id=standing.form.id, but=drawn)
        _change(standing, forgot_others_on=standing.today, certificate={"others": in_tens(gone)})
        yield f"{standing.form.slug}: the addresses of those who drew nothing are deleted."
    elif standing.is_collected:
        gone = prize_people.forget_others(form_id=standing.form.id, but=[])
        prize_people.forget_mailboxes(form_id=standing.form.id)
        certificate = {**(held.certificate or {}), "drawn": in_tens(gone)}
        _change(standing, settled_on=standing.today, certificate=certificate)
        yield f"{standing.form.slug}: every prize is settled; the last addresses are deleted."


@transaction("site")
def _seal_again(standing: Standing) -> bool:
    """The second list: who had no place, for as many prizes as nobody collected, chained to the first result."""
    store.lock_contest(standing.form.id, alone=True)
    first = store.list_draws(standing.form.id)
    if len(first) != 1 or first[0].drawn_at is None:
        return False
    draws_at = standing.now + timedelta(minutes=standing.rules.margin)
    head = draws.Head(
        contest=standing.held.contest_id,
        rules_sha256=standing.held.rules_sha256,
        closed_at=standing.rules.closes,
        source=beacons.drand_source(draws_at),
        winners=standing.unclaimed,
        alternates=standing.rules.alternates,
        previous=draws.hash_of(first[0].result),
    )
    left = set(first[0].sealed.tickets) - set(first[0].places)
    content = draws.seal_list(head, left).content
    return store.add_draw(standing.form.id, Draw(2, content, standing.now, _source_at(head.source, draws_at)))


def _get_due(slug: str, now: datetime) -> Standing:
    standing = get_standing(slug=slug, now=now)
    if standing.phase != "due":
        raise Conflict("Nothing is to be drawn now.")
    return standing


def _last(standing: Standing) -> Draw:
    if standing.last is None:
        raise Conflict("No list is locked yet.")
    return standing.last


def _round_of(standing: Standing) -> int | None:
    return beacons.find_round(_last(standing).sealed.head.source)


def _source_at(source: str, draws_at: datetime) -> datetime:
    number = beacons.find_round(source)
    return draws_at if number is None else beacons.instant_of(number)


@transaction("site")
def _set_drawn(form_id: str, round_no: int, value: bytes, proof: str, now: datetime) -> bool:
    return store.set_drawn(form_id, round_no, value=value, proof=proof, drawn_at=now)


@transaction("site")
def _add_mark(form_id: str, mark: Mark) -> bool:
    return store.add_mark(form_id, mark)


@transaction("site")
def _change(standing: Standing, **values: object) -> None:
    store.change_contest(standing.form.id, **values)
