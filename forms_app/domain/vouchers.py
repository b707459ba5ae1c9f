"""Vouchers: codes of a finite list, each given once; until when they are valid, and what may be told of them."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Literal
from zoneinfo import ZoneInfo

from forms_app.domain.crockford import SPOKEN
from forms_app.domain.errors import Problem
from forms_app.domain.receipts import ID_BYTES, derive
from forms_app.domain.sentences import N_
from forms_app.domain.texts import in_language

MOST_MADE, MOST_LISTED, MOST_IN_ALL = 10_000, 20_000, 100_000  # at a time, in one file, of a form
SHORTEST, LONGEST = 4, 40  # characters of a code from elsewhere
LONGEST_FILE = 1_500_000  # bytes
LARGEST_DAILY = 100_000
LONGEST_OFFER = 300
CONFIRM_WITHIN = timedelta(days=7)  # that somebody has to open the link of a mail
HEADINGS = ("code", "codes", "voucher", "vouchers")
SHOWN_WRONG = 5  # lines of a file that are named

Reason = Literal["gone", "today", "over"]  # why nobody gets one now: none is left, not today, no longer valid
State = Literal["free", "held", "used"]  # words of one length, so that a row stays where it lies


@dataclass(frozen=True)
class Promotion:
    """What staff chose for the vouchers of a form, and what is told of them by the hour."""

    form_id: str
    offer: Mapping[str, str] = field(default_factory=dict)  # what a voucher is good for, by language
    valid_until: date | None = None  # the last day, by the clock of `zone`
    zone: str = "UTC"
    daily: int | None = None  # given on one day at most; none: as many as there are
    shows_left: bool = False  # whether everybody is told about how many are left
    confirms_mailbox: bool = False  # one for each mailbox, behind the link of a mail
    ended_on: date | None = None  # none is given any more, and the key that told mailboxes apart is gone
    made: int = 0  # ever
    is_withdrawn: bool = False  # unused ones were taken out
    day: date | None = None  # on which `given` were given; kept where there is a daily number only
    given: int = 0
    left: int = 0  # in steps of ten, as of the full hour
    as_of: datetime | None = None

    def today(self, now: datetime) -> date:
        return now.astimezone(ZoneInfo(self.zone)).date()

    def is_over(self, now: datetime) -> bool:
        return self.valid_until is not None and self.today(now) > self.valid_until

    def confirm_until(self, now: datetime, closes_at: datetime | None) -> date:
        """The last day of a link that is sent now: some days from now, or from the close, if vouchers are valid."""
        sent = min(now, closes_at) if closes_at is not None else now
        last = self.today(sent) + CONFIRM_WITHIN
        return last if self.valid_until is None else min(last, self.valid_until)

    def is_settled(self, now: datetime, closes_at: datetime | None) -> bool:
        """Whether no link can be confirmed any more."""
        has_closed = closes_at is not None and closes_at <= now
        return self.is_over(now) or (has_closed and self.today(now) > self.confirm_until(now, closes_at))

    def is_spent_today(self, now: datetime) -> bool:
        return self.daily is not None and self.day == self.today(now) and self.given >= self.daily

    def reason_against(self, now: datetime, *, has_free: bool) -> Reason | None:
        """Why nobody gets a voucher now; None where somebody does."""
        if self.is_over(now) or self.ended_on is not None:
            return "over"
        if not has_free:
            return "gone"
        return "today" if self.is_spent_today(now) else None


@dataclass(frozen=True)
class Voucher:
    """One that was given."""

    code: str
    offer: Mapping[str, str]
    valid_until: date | None
    zone: str
    is_used: bool
    is_over: bool = False


def code_id(site_key: bytes, code: str) -> bytes:
    """Of a code however it is typed; the order of ids is that of no list, and no two forms have the same code."""
    return derive(site_key, b"voucher-code/1" + bare(code).encode())[:ID_BYTES]


def till_mark(site_key: bytes, reference: str) -> bytes:
    """What is kept of a till's own reference, which makes redeeming safe to repeat; 16 bytes."""
    return derive(site_key, b"voucher-till/1" + reference.encode())[:ID_BYTES]


def bare(code: str) -> str:
    """Without case, hyphens and spaces, with O as 0 and I or L as 1, as people confuse them."""
    return code.strip().upper().translate(SPOKEN)


def read_list(content: bytes) -> list[str]:
    """The codes in the first column of a CSV file, each once; raises Problem that says which lines are wrong."""
    codes: dict[str, str] = {}
    wrong = []
    for line, code in _first_cells(content):
        if not code or (line == 1 and code.lower() in HEADINGS):
            continue
        if not _is_code(code):
            wrong.append(line)
        codes.setdefault(bare(code), code)
    if wrong:
        shown = ", ".join(str(line) for line in wrong[:SHOWN_WRONG])
        raise Problem(
            "A code has %(least)d to %(most)d letters, figures and hyphens. Please look at line %(lines)s.",
            least=SHORTEST,
            most=LONGEST,
            lines=shown,
        )
    if not codes:
        raise Problem("There is no code in this file. Write one on each line.")
    if len(codes) > MOST_LISTED:
        raise Problem("A file has at most %(most)d codes; please split it.", most=MOST_LISTED)
    return list(codes.values())


def _first_cells(content: bytes) -> list[tuple[int, str]]:
    if len(content) > LONGEST_FILE:
        raise Problem("A file has at most %(most)d codes; please split it.", most=MOST_LISTED)
    try:
        text = content.decode("utf-8-sig")
        separator = ";" if ";" in text.partition("\n")[0] else ","
        rows = csv.reader(StringIO(text, newline=""), delimiter=separator)
        return [(rows.line_num, row[0].strip() if row else "") for row in rows]
    except (UnicodeDecodeError, csv.Error):
        raise Problem("Please save the list as CSV in UTF-8.") from None


def _is_code(text: str) -> bool:
    return SHORTEST <= len(text) <= LONGEST and text.isascii() and text.replace("-", "").isalnum()


def offer_in(offer: Mapping[str, str], language: str) -> str:
    """What a voucher is good for, in this language where it was translated."""
    return in_language(offer, language) if offer else ""


def with_words(offer: Mapping[str, str], language: str, words: str) -> dict[str, str]:
    """With these words in this language; empty ones take them away."""
    if words:
        return {**offer, language: words}
    return {key: kept for key, kept in offer.items() if key != language}


def opening_problems(
    promotion: Promotion | None, *, has_free: bool, sends_mail: bool = True, now: datetime
) -> list[str]:
    """Why a form that gives vouchers may not open yet."""
    problems = []
    if promotion is None or not promotion.offer:
        problems.append("Say what a voucher is good for, under “Vouchers”.")
    if promotion is None or promotion.valid_until is None:
        problems.append("Say until when the vouchers are valid, under “Vouchers”.")
    if promotion is not None and promotion.is_over(now):
        problems.append("The last day of the vouchers is past.")
    if promotion is not None and any(len(words) > LONGEST_OFFER for words in promotion.offer.values()):
        problems.append(f"What a voucher is good for has at most {LONGEST_OFFER} letters in each language.")
    if promotion is not None and promotion.confirms_mailbox and not sends_mail:
        problems.append("A voucher for each mailbox needs e-mail, which is not set up or not tried out yet.")
    if not has_free:
        problems.append("There are no vouchers yet: make or upload some, under “Vouchers”.")
    return problems


SCRIPTS = N_(
    "Anyone can get vouchers as often as they like: one script could take them all. Give codes that work once, under "
    "“Share”, one voucher for each confirmed mailbox, or a number of vouchers for each day."
)


def is_open_to_scripts(who: str, promotion: Promotion | None) -> bool:
    """Whether one program could take every voucher: nobody needs a code or a mailbox, and no day has its end."""
    return who != "codes" and (promotion is None or not (promotion.confirms_mailbox or promotion.daily is not None))


def tens(number: int) -> int:
    return number // 10 * 10


def differences(before: Promotion, after: Promotion, *, is_opened: bool, now: datetime) -> dict[str, Problem]:
    """What may not be chosen, by the field; what people were promised only gets better."""
    found: dict[str, Problem] = {}
    if any(len(words) > LONGEST_OFFER for words in after.offer.values()):
        found["offer"] = Problem("At most %(most)d letters.", most=LONGEST_OFFER)
    if is_opened and after.offer != before.offer:
        found["offer"] = Problem("This is fixed since the form was opened: people were promised it.")
    if is_opened and after.confirms_mailbox != before.confirms_mailbox:
        found["confirms_mailbox"] = Problem("This is fixed since the form was opened: people took part under it.")
    if after.valid_until is not None and after.is_over(now):
        found["valid_until"] = Problem("This day is past. Choose a later one.")
    if is_opened and before.valid_until and (after.valid_until is None or after.valid_until < before.valid_until):
        found["valid_until"] = Problem("Since the form was opened, vouchers can only be valid for longer.")
    if after.daily is not None and not 1 <= after.daily <= LARGEST_DAILY:
        found["daily"] = Problem("Choose a number from %(least)d to %(most)d.", least=1, most=LARGEST_DAILY)
    return found


def wrong_codes(taken: Sequence[str]) -> Problem:
    """For codes that stand in another form's list."""
    return Problem(
        "These codes are in another list already: %(codes)s. Nothing was added.", codes=", ".join(taken[:SHOWN_WRONG])
    )
