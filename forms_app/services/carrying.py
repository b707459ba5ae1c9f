"""What waits in the outbox on its way: how it is handed over, and who hears what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from forms_app.domain.mails import Mail
from forms_app.domain.outbox import Undelivered, Waiting


class Notes(Protocol):
    """Whoever put something down hears what became of it."""

    def note_sent(self, mail: Waiting) -> None:
        """In the transaction that ends it."""

    def note_failed(self, mail: Waiting, error: Undelivered) -> None:
        """In the transaction that gives it up."""


class Writer(Notes, Protocol):
    """Whoever put mails down writes them when they are sent."""

    def write(self, mail: Waiting) -> Mail | None:
        """The mail, or None where it is not to be sent any more."""


Carry = Callable[[Waiting], bool]  # hands one over; False where it is not to be sent any more; raises Undelivered


@dataclass(frozen=True, kw_only=True)
class Round:
    """What became of the mails that were due."""

    tried: int = 0
    stopped_by: Undelivered | None = None  # what is wrong with the server, for which mails wait
