"""Messages that visitors write to the people who run the site: what is taken, how they stand, what is found in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from forms_app.domain.addresses import find_mailbox
from forms_app.domain.crockford import with_check
from forms_app.domain.errors import Problem, Refused
from forms_app.domain.receipts import CODE_BYTES, CODE_DIGITS, ID_BYTES, derive
from forms_app.domain.sentences import N_

KEPT_DAYS = 180  # after the day of sending
LONGEST, LONGEST_ADDRESS = 4_000, 254  # characters
MOST_ENTRIES = 50  # notes and answers on one message
SEARCHED = 2_000  # of the newest are opened for a search
NEW, OPEN, ANSWERED, CLOSED, SPAM = "new", "open", "answered", "closed", "spam"
STATES = {NEW: N_("New"), OPEN: N_("Open"), ANSWERED: N_("Answered"), CLOSED: N_("Closed"), SPAM: N_("Spam")}
NOTE, REPLY = "note", "reply"  # sorts of entries


@dataclass(frozen=True, kw_only=True)
class Message:
    """One message, opened. Entries are what staff wrote about it, oldest first: kind, words, day.

    What came with a form says which, and holds its questions with their answers beside the same in one text.
    """

    id: bytes
    sent_on: date
    delete_on: date
    state: str
    account_id: int | None  # whose it is
    words: str
    email: str  # empty: none was left
    entries: tuple[Mapping[str, Any], ...]
    form_id: str | None = None  # none: it came by the page “Message to us”
    lines: tuple[tuple[str, str], ...] = ()
    policy_version: int = 0  # in force when it was sent; 0: none was, or it is no form's

    @property
    def key(self) -> str:
        return self.id.hex()

    @property
    def replies(self) -> list[Mapping[str, Any]]:
        return [entry for entry in self.entries if entry["kind"] == REPLY]

    def has(self, wanted: str) -> bool:
        texts = (self.words, self.email, *(entry["words"] for entry in self.entries))
        return any(wanted.casefold() in text.casefold() for text in texts)


def read_message(words: str, email: str) -> tuple[str, str]:
    """What was written, ready to be kept; raises Refused."""
    problems, words, email = {}, words.replace("\r\n", "\n").strip(), email.strip()
    address = find_mailbox(email) if email and len(email) <= LONGEST_ADDRESS else None
    if not words:
        problems["words"] = Problem("Please write your message.")
    elif len(words) > LONGEST:
        problems["words"] = Problem("Please write at most %(most)d characters.", most=LONGEST)
    if email and address is None:
        problems["email"] = Problem("Please write an e-mail address such as name@example.org, or leave it empty.")
    if problems:
        raise Refused(problems)
    return words, address or ""


def in_one_text(lines: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{question} {answer}" for question, answer in lines)


def message_code(site_key: bytes, nonce: bytes) -> str:
    """The code that shows the answer; independent of every receipt code."""
    number = int.from_bytes(derive(site_key, b"message/1" + nonce)[:CODE_BYTES], "big")
    return with_check(number, CODE_DIGITS)


def message_id(site_key: bytes, code: str) -> bytes:
    return derive(site_key, b"message-row/1" + code.encode())[:ID_BYTES]
