"""What a site does with data, as its privacy policy tells it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the statements are made from, as it is today."""

    name: str
    address: str = ""  # lines
    telephone: str = ""
    email: str = ""
    asks_details: bool = False  # a form that was opened asks for some
    details_kept: int = 0  # days after sending, of the form that keeps them longest
    details_seen_by: tuple[str, ...] = ()  # roles, in words
    has_comments: bool = False  # a form that was opened may be answered in own words
    has_polls: bool = False
    draws_prizes: bool = False  # a form that was opened does
    gives_vouchers: bool = False  # a form that was opened does
    confirms_mailboxes: bool = False  # one of them gives one for each mailbox
    invites: bool = False  # codes may be mailed to a list of people
    messages_kept: int = 180  # days
    rows_kept: int = 0  # days after counting, of the form that keeps rows longest; none: no such form
    submissions_kept: int = 0  # days, of the form that staff read and that keeps longest; none: no such form was opened
    newsletters: int = 0  # that are offered
    sends_mail: bool = False
    mail_waits: int = 30  # days
    texts_kept: int = 365  # days
    marks_kept: int = 48  # hours
    evidence_kept: int = 3  # years
    move_notice: int = 14  # days between the mail that a newsletter moves and the move
    counts_addresses: bool = True  # how often an address sends, in memory
    keys_apart: bool = False  # the web server's system user cannot open answers
    has_accounts: bool = False  # visitors may have some
    accounts_kept: int = 24  # months after somebody last signed in
    answered_within: int = 1  # months
