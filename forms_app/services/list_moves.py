"""Moving a newsletter's readers to another system: announced to each, called off at any time, one locked file."""

import secrets
from datetime import date, datetime, timedelta

from forms_app.domain import list_moves, newsletters
from forms_app.domain.errors import Conflict
from forms_app.domain.list_moves import CALLED_OFF, ENDED, NOTICE, READY, RUNNING, Move, Progress
from forms_app.domain.newsletters import ALL, HARD, STAFF, Event, Topic
from forms_app.domain.sentences import N_
from forms_app.gateways import vault
from forms_app.services import activity, mail_setup, outbox
from forms_app.services.subscriptions import open_address
from forms_app.storage import people_consents, people_moves
from forms_app.storage.database import reading, transaction

CHANGED = N_("This was changed meanwhile. Here it is as it stands now.")
GOES_ON = N_("A move of this newsletter goes on already.")
NOBODY = N_("Nobody gets this newsletter.")
TOO_EARLY = N_("The file cannot be made on this day.")
NOBODY_GOES = N_("Nobody was told two weeks ago and stayed. There is nothing to take along.")


@reading("people")
def find(*, topic: Topic) -> Move | None:
    return people_moves.find_move(topic.id)


@reading("people")
def find_news(*, topic: bytes, subject: bytes) -> Move | None:
    """The move that this reader was told of and may still leave before."""
    move = people_moves.find_move(topic)
    return move if move is not None and move.is_running and people_moves.is_told_of(topic, subject) else None


@reading("people")
def list_running() -> list[Move]:
    return people_moves.list_running()


@reading("people")
def look_at(*, move: Move, today: date) -> Progress:
    told, may_go = people_moves.count_told(move.topic, until=today - NOTICE)
    waiting, given_up = outbox.count_queue(move.id)
    return Progress(told=told, waiting=waiting + given_up, may_go=may_go)


def begin(*, topic: Topic, goes_to: str, now: datetime) -> None:
    """Write to everybody who gets it now; who signs up later was not told and does not go along. Raises Conflict."""
    obstacle = mail_setup.find_obstacle()
    if obstacle is not None:
        raise Conflict(obstacle)
    move = Move(
        topic=topic.id, id=secrets.token_bytes(16), goes_to=goes_to, state=RUNNING, began_on=now.date()
    )  # fmt: skip
    number = _begin(move, now)
    activity.record("newsletter move announced", newsletter=topic.key, number=number)


@transaction("people")
def _begin(move: Move, now: datetime) -> int:
    if not people_moves.begin(move):
        raise Conflict(GOES_ON)
    delete_on = now.date() + timedelta(days=30)
    number = people_moves.tell_all(move, due_at=outbox.day_of(now), delete_on=delete_on)
    if number == 0:
        raise Conflict(NOBODY)
    return number


def call_off(*, topic: Topic, today: date) -> None:
    """No address goes anywhere; mails that wait are not sent any more."""
    _end(topic, CALLED_OFF, today)
    activity.record("newsletter move called off", newsletter=topic.key)


def end(*, topic: Topic, today: date) -> None:
    """The other system has the list: nobody takes it away again."""
    _end(topic, ENDED, today)
    activity.record("newsletter move ended", newsletter=topic.key)


@transaction("people")
def _end(topic: Topic, state: str, today: date) -> None:
    move = people_moves.find_move(topic.id)
    if move is None or (state == ENDED) != (move.taken_on is not None):
        raise Conflict(CHANGED)
    if not people_moves.change(move, state=state, ended_on=today):
        raise Conflict(CHANGED)
    outbox.delete_queue(move.id)
    if state == CALLED_OFF:
        people_moves.forget_readers(topic.id)


def take(*, topic: Topic, passphrase: bytes, today: date) -> bytes:
    """The locked file: who was told in time and stayed, and the do-not-mail list. Raises Conflict."""
    move, addresses, blocked = _take(topic, today)
    activity.record("newsletter list taken", newsletter=topic.key, number=len(addresses))
    made = list_moves.to_lines(
        name=topic.name, goes_to=move.goes_to, today=today, addresses=addresses, blocked=blocked
    )  # fmt: skip
    return vault.seal(made, passphrase)


@transaction("people")
def _take(topic: Topic, today: date) -> tuple[Move, list[tuple[str, date]], list[tuple[bytes, str]]]:
    move = people_moves.find_move(topic.id)
    if move is None or move.face(today) != READY:
        raise Conflict(TOO_EARLY)
    blocked = people_consents.list_suppressed([*HARD, ALL, topic.key])
    names = {subject for subject, _scope in blocked}
    going = people_moves.list_going(topic.id, told_until=today - NOTICE)
    going = [row for row in going if bytes(row.subject) not in names]
    if not going:
        raise Conflict(NOBODY_GOES)
    new = [bytes(row.subject) for row in going if row.went_on is None]
    people_moves.note_went(topic.id, new, today)
    people_consents.add_events(
        Event(subject=one, topic=topic.id, kind=newsletters.MOVED, channel=STAFF, on=today) for one in new
    )
    people_moves.change(move, taken_on=move.taken_on or today)
    return move, [(open_address(row.body, bytes(row.subject)), row.confirmed_on) for row in going], blocked
