"""The mail that a newsletter moves to another system, written for each reader at the moment of sending."""

from datetime import date
from typing import Any

from forms_app.domain.bounces import kind_of
from forms_app.domain.errors import Unreadable
from forms_app.domain.list_moves import NOTICE, Move
from forms_app.domain.mail_tokens import Listed
from forms_app.domain.mails import Mail
from forms_app.domain.newsletters import ALL, HARD, Topic
from forms_app.domain.outbox import RECIPIENT, Undelivered, Waiting
from forms_app.services import bounces, mail_setup, outbox
from forms_app.services.issue_mails import write_listed
from forms_app.services.subscriptions import open_address
from forms_app.storage import people_consents, people_moves, people_subscribers
from forms_app.storage.database import reading


class MoveMails:
    def __init__(self, move: Move, topic: Topic, *, today: date) -> None:
        self._move, self._topic, self._today = move, topic, today
        self._values = mail_setup.frame() | {"topic": topic, "goes_to": move.goes_to, "moves_on": today + NOTICE}

    def write(self, mail: Waiting) -> Mail | None:
        """None for who left or is not to be written to, and once the move is called off: looked at right before."""
        found = self._find(mail.id)
        if found is None:
            return None
        body, confirmed_on = found
        try:
            address = open_address(body, mail.id)
        except Unreadable:
            return None
        listed = Listed(mail.id, self._topic.id)
        return write_listed("move", self._values, to=address, listed=listed, confirmed_on=confirmed_on)

    @reading("people")
    def _find(self, subject: bytes) -> Any:
        move = people_moves.find_move(self._topic.id)
        if move is None or not move.is_running or not people_moves.is_told_of(self._topic.id, subject):
            return None
        if people_consents.is_suppressed(subject, [*HARD, ALL, self._topic.key]):
            return None
        return people_subscribers.find_recipient(self._topic.id, subject)

    def note_sent(self, mail: Waiting) -> None:
        """Only who was told may go along, two weeks later."""
        people_moves.note_told(self._topic.id, mail.id, self._today)

    def note_failed(self, mail: Waiting, error: Undelivered) -> None:
        people_moves.count_failed(self._move)
        outbox.drop(mail)
        if error.step == RECIPIENT:
            kind = kind_of(error.code, error.text)
            bounces.note(mail.id, topic=self._topic.id, kind=kind, today=self._today)
