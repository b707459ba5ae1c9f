"""The few ways a deed is refused; each edge turns them into its own answer in one table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


class FormsError(Exception):
    """Anything the program refuses on purpose."""


@dataclass
class NotFound(FormsError):
    """There is no such thing, or not for this caller."""

    what: str


class Gone(NotFound):
    """What was there was deleted on a day."""

    def __init__(self, day: date) -> None:
        super().__init__("form")
        self.day = day


class Problem(ValueError):
    """What is wrong with one answer, as a sentence of the text catalogue and the values it names."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence % values if values else sentence)
        self.sentence = sentence
        self.values = values


@dataclass
class Refused(FormsError):
    """Answers that cannot be taken as they are: the problem of each question id."""

    problems: Mapping[str, Problem]


@dataclass
class Unpublishable(FormsError):
    """A definition that may not be opened, with every reason why."""

    reasons: list[str] = field(default_factory=list)


@dataclass
class Malformed(FormsError):
    """A file is no form; a sentence for each thing that is wrong."""

    reasons: list[str]


@dataclass
class Conflict(FormsError):
    """The deed does not fit the state the thing is in; the sentence says what to do."""

    sentence: str


@dataclass
class ChangedMeanwhile(FormsError):
    """Somebody else changed the draft; nothing was written."""

    document: dict[str, Any]  # as it stands now
    revision: int


class TooLong(FormsError):
    """A draft would hold more than a form may; nothing was written."""


class NotOpen(FormsError):
    """The form takes no answers now: not yet, or no longer."""


class Full(FormsError):
    """The form has as many answers as it takes."""


@dataclass
class NoVoucher(FormsError):
    """Nobody gets a voucher for answering now: none is left, today's are gone, or they are no longer valid."""

    reason: str  # of domain/vouchers.py


class AlreadyUsed(FormsError):
    """The voucher was redeemed before."""


@dataclass
class Unfit(FormsError):
    """What was chosen cannot be; a problem for each field."""

    problems: Mapping[str, Problem]


class CodeRefused(FormsError):
    """A form for those with a code: it is unknown, spent, withdrawn, or that of another form."""


class PasswordNeeded(FormsError):
    """The form's password was not typed, or is another by now."""


class NotReady(FormsError):
    """The form is open, but the worker has not made its keys yet."""


class Unavailable(FormsError):
    """A database did not answer in time, is locked or full; nothing was stored."""


class AlreadySent(FormsError):
    """The page's token was used for other answers."""


class LooksAutomatic(FormsError):
    """A machine may have sent it; nothing was stored, and it may be sent again."""


class TokenRefused(FormsError):
    """The form token was not made here, not for this form, or too long ago."""


@dataclass
class TokenExpired(FormsError):
    """The page is older than a token's lifetime; the same nonce may be signed again."""

    nonce: bytes


@dataclass
class FormChanged(FormsError):
    """The questions of the page were replaced too long ago; the same nonce may be signed again."""

    nonce: bytes


class Unreadable(FormsError):
    """A sealed thing that no key here opens."""
