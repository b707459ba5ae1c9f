"""Codes sent by mail to a list of people: who gets one, how often they are reminded, how long the list is kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from forms_app.domain.addresses import find_mailbox
from forms_app.domain.errors import Problem

MOST_INVITED = 2_000  # people, added at a time
LONGEST_LIST = 200_000  # characters
KEPT = timedelta(days=365)  # where a form has no closing day: as long as answers may wait
MOST_REMINDERS, APART = 3, timedelta(days=2)
SHOWN = 60  # characters of a line that is no address
BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True)
class Invited:
    """What may be told of a form's list."""

    people: int = 0
    waiting: int = 0  # of them, to whom a mail is still to be written
    mails: int = 0  # that everybody gets: the invitation and the reminders so far
    last_on: date | None = None  # the day of the last reminder, or of the first invitation

    @property
    def reminders(self) -> int:
        return max(0, self.mails - 1)


def read_addresses(typed: str) -> list[str]:
    """The addresses of a pasted list, each once; raises Problem at the first that is none."""
    if len(typed) > LONGEST_LIST:
        raise Problem("This list is too long. Send it in parts.")
    found = {address.casefold(): address for address in _addresses(typed)}
    return list(found.values())


def _addresses(typed: str) -> Iterator[str]:
    """However they are set apart, also as mail programs copy them: Name <name@example.org>."""
    bare = re.sub(r"[^<>\n,;]*<([^<>\s]+)>", r" \1 ", typed)
    for one in BETWEEN.split(bare.strip()):
        if not one:
            continue
        address = find_mailbox(one)
        if address is None:
            raise Problem("“%(shown)s” is no e-mail address. Nobody was added yet.", shown=one[:SHOWN])
        yield address


def reminder_problem(found: Invited, *, today: date) -> Problem | None:
    """Why everybody may not be reminded now; None where they may."""
    if found.people == 0:
        return Problem("Nobody is on the list.")
    if found.waiting or found.last_on is None:
        return Problem("The mails before are still on their way.")
    if found.reminders >= MOST_REMINDERS:
        return Problem("Everybody was reminded %(most)d times. That is enough.", most=MOST_REMINDERS)
    if today < found.last_on + APART:
        return Problem("The last mail went out less than two days ago. Give people time.")
    return None
