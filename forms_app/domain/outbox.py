"""When a mail is tried again, when it is given up, and what the mail server's answers mean."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from forms_app.domain.sentences import N_

SINGLE = bytes(16)  # the queue of mails that belong to no newsletter issue
KEPT = timedelta(days=30)  # a mail that cannot be sent waits, or stands there given up, no longer
LEASE = timedelta(minutes=10)  # whoever took a mail and was killed gives it back after this
WAITS = (1, 5, 15, 60, 120, 240, 480, 480, 720, 720, 720)  # minutes before each next try, two and a half days in all

# What of a conversation with a mail server went wrong.
CONNECT, TLS, SIGN_IN, SENDER, RECIPIENT, MESSAGE = "connect", "tls", "sign in", "sender", "recipient", "message"
UNFIT = "unfit"  # what was put down is no mail

KINDS = {
    "test": N_("Test message"),
    "results": N_("Results are ready"),
    "password": N_("New password"),
    "account": N_("Link to an account"),
    "unused": N_("News of an unused account"),
    "confirm": N_("Confirmation e-mail"),
    "message": N_("A message came"),
    "answer": N_("Answer to a message"),
    "manage": N_("Link to own newsletters"),
    "rights": N_("Link to own data"),
    "request": N_("A request about own data"),
    "issue": N_("Newsletter issue"),
    "policy": N_("News of the privacy policy"),
    "move": N_("News that a newsletter moves"),
    "invite": N_("Invitation with a code"),
    "remind": N_("Reminder to answer"),
    "entry": N_("Confirmation of a ticket"),
    "voucher": N_("Link to a voucher"),
    "winner": N_("News to a winner"),
}
PROBLEMS = {
    CONNECT: N_("The mail server does not answer."),
    TLS: N_("The connection to the mail server could not be encrypted."),
    SIGN_IN: N_("The mail server refuses the user name or the password."),
    SENDER: N_("The mail server does not let this site send with the address of the sender."),
    RECIPIENT: N_("The mail server refuses the address of the recipient."),
    MESSAGE: N_("The mail server refuses the message."),
    UNFIT: N_("The address or the subject is not fit for a mail."),
}


@dataclass
class Undelivered(Exception):
    """A mail was not taken; code is the server's three digits, 0 where it said nothing."""

    step: str
    code: int = 0
    text: str = ""  # of the server, in its words; may hold an address

    @property
    def is_of_server(self) -> bool:
        """Whether it would go so with every mail."""
        return self.step in (CONNECT, TLS, SIGN_IN, SENDER)

    @property
    def is_final(self) -> bool:
        """Whether trying again is of no use (RFC 5321, 4.2.1)."""
        return self.step == UNFIT or (not self.is_of_server and 500 <= self.code < 600)

    @property
    def breaks_off(self) -> bool:
        """Whether the connection is of no use for the next one."""
        return self.code == 0 and self.step != UNFIT

    @property
    def sentence(self) -> str:
        return PROBLEMS[self.step]


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A mail in the outbox."""

    queue: bytes
    id: bytes
    kind: str
    due_at: datetime | None  # tried next; none: given up
    attempts: int
    problem: str  # the step that went wrong last; empty: none yet
    code: int
    delete_on: date
    claim: bytes | None = None
    body: bytes = b""

    @property
    def is_given_up(self) -> bool:
        return self.due_at is None


def next_try(attempts: int, *, now: datetime, dice: Callable[[int], int]) -> datetime | None:
    """When it is tried again after so many tries; None when it is given up. Up to a fifth later, by chance."""
    if attempts > len(WAITS):
        return None
    seconds = WAITS[attempts - 1] * 60
    return now + timedelta(seconds=seconds + dice(seconds // 5 + 1))
