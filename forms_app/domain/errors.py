"""The few ways a deed is refused; each edge turns them into its own answer in one table."""

from collections.abc import Mapping
from dataclasses import dataclass, field


class FormsError(Exception):
    """Anything the program refuses on purpose."""


@dataclass
class NotFound(FormsError):
    """There is no such thing, or not for this caller."""

    what: str


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


class NotOpen(FormsError):
    """The form takes no answers now: not yet, or no longer."""


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
