"""What a ready-made privacy policy says: each statement is made from what the program and its settings really do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from forms_app.domain.policy_facts import Facts
from forms_app.domain.policy_sentences import (
    always,
    of_accounts,
    of_comments,
    of_details,
    of_mail,
    of_marks,
    of_messages,
    of_newsletters,
    of_rights,
    of_rows,
    of_submissions,
    of_who_we_are,
    where,
)
from forms_app.domain.sentences import N_, Sentence


@dataclass(frozen=True)
class Statement:
    """One statement: where its fact comes from, and its words; no words where the fact is not so."""

    fact: str
    said: Callable[[Facts], Sentence | None]


OPENED = "every form that was opened"
PROGRAM = "the program"
SITE = "the page “Site”"
SETTINGS = "the settings of the installation"

STATEMENTS: Mapping[str, Statement] = {
    "who": Statement(SITE, of_who_we_are),
    "volunteered": Statement(
        PROGRAM,
        always(
            N_(
                "You may answer surveys, fill out forms and sign up for newsletters here. You need no account and no "
                "name. We store only what you send us yourself; what you leave empty is not stored, not even that "
                "you left it empty."
            )
        ),
    ),
    "answers": Statement(
        PROGRAM,
        where(
            lambda facts: facts.submissions_kept + facts.rows_kept > 0,
            N_(
                "But for forms that say otherwise before their first question, your answers are locked when they "
                "arrive. They are opened only to be counted together with the answers of at least nine others, and "
                "deleted after that. The counts are rounded, so that nobody can be picked out. We use them to "
                "understand what people think together, and to do better."
            ),
            N_(
                "Your answers are locked when they arrive. They are opened only to be counted together with the "
                "answers of at least nine others, and deleted after that. The counts are rounded, so that nobody can "
                "be picked out. We use them to understand what people think together, and to do better."
            ),
        ),
    ),
    "polls": Statement(
        OPENED,
        where(
            lambda facts: facts.has_polls,
            N_("Public polls show the exact numbers of votes from 50 votes on, and say so before you vote."),
        ),
    ),
    "details": Statement(OPENED, of_details),
    "comments": Statement(OPENED, of_comments),
    "messages": Statement(PROGRAM, of_messages),
    "submissions": Statement(OPENED, of_submissions),
    "rows": Statement(OPENED, of_rows),
    "prizes": Statement(
        OPENED,
        where(
            lambda facts: facts.draws_prizes,
            N_(
                "Who takes part in a prize draw gets a ticket that names nobody and cannot be joined to the answers. "
                "An address is optional, kept sealed beside the ticket, used only to tell a winner, and deleted on "
                "the days that the rules of the contest name."
            ),
        ),
    ),
    "vouchers": Statement(
        OPENED,
        where(
            lambda facts: facts.gives_vouchers,
            N_(
                "Who takes part in a promotion gets a voucher. We keep its code, that somebody has it, and whether it "
                "was redeemed, without a time or a name. Nothing leads from a voucher to an answer."
            ),
        ),
    ),
    "one_voucher_each": Statement(
        OPENED,
        where(
            lambda facts: facts.confirms_mailboxes,
            N_(
                "Some promotions give each mailbox one voucher, by a link that we send to it. The address is deleted "
                "once the mail is out, after two days at most. Of an address whose link was used we keep a keyed hash "
                "until the promotion ends; then its key is destroyed. Nothing leads from it to a voucher or an answer."
            ),
        ),
    ),
    "invitations": Statement(
        OPENED,
        where(
            lambda facts: facts.invites,
            N_(
                "Some people get a code by mail, with which they may answer a form once. Their addresses are kept "
                "sealed until the form closes and then deleted. Nobody sees which code went to whom."
            ),
        ),
    ),
    "newsletters": Statement("the newsletters that are offered", of_newsletters),
    "accounts": Statement(SITE, of_accounts),
    "mail": Statement(SETTINGS, of_mail),
    "marks": Statement(PROGRAM, of_marks),
    "logs": Statement(
        SETTINGS,
        where(
            lambda facts: facts.counts_addresses,
            N_(
                "This program writes down no network address, no name of a browser and no page that you came from. "
                "To stop machines, it counts for an hour at most how often one address sends, under a name that "
                "cannot be turned back, and in memory only."
            ),
            N_("This program writes down no network address, no name of a browser and no page that you came from."),
        ),
    ),
    "cookies": Statement(
        PROGRAM,
        where(
            lambda facts: facts.has_accounts,
            N_(
                "Pages for visitors set no cookie and store nothing in your browser. Only who signs in gets one: "
                "staff, and visitors with an account, on its pages alone. It ends with signing out. There is nothing "
                "to agree to, and everything but accounts works when cookies are refused."
            ),
            N_(
                "Pages for visitors set no cookie and store nothing in your browser. Only staff who sign in get one "
                "cookie. There is nothing to agree to, and everything works when cookies are refused."
            ),
        ),
    ),
    "not_sold": Statement(
        PROGRAM,
        always(
            N_(
                "We do not sell, trade or rent personal details. No page asks anything of another company's server, "
                "so nobody else learns that you were here."
            )
        ),
    ),
    "protection": Statement(
        "how the server is set up",
        where(
            lambda facts: facts.keys_apart,
            N_(
                "Answers and details are sealed where they are stored. The web server cannot open answers: the keys "
                "belong to the counting program. Every account of staff may do only what its task needs."
            ),
            N_(
                "Answers and details are sealed where they are stored. The web server and the counting program run "
                "as the same system user; whoever controls the server could read answers before they are counted. "
                "Every account of staff may do only what its task needs."
            ),
        ),
    ),
    "deletion": Statement(
        PROGRAM,
        always(
            N_(
                "Everything that could name you has a day on which it is deleted, with the key that opens it, so "
                "that older copies cannot be read either. A public page says what was deleted when."
            )
        ),
    ),
    "rights": Statement(PROGRAM, of_rights),
    "changes": Statement(
        PROGRAM,
        always(
            N_(
                "When this policy changes, the main page says so from the day it is published until thirty days after "
                "the change takes effect. If it changes in substance, who gets newsletters from us or has an account "
                "is told by mail once. All versions stay readable and can be compared. What you gave us under one "
                "version is never used for more than that version says, unless you agree anew."
            )
        ),
    ),
}
