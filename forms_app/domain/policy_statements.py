"""What a ready-made privacy policy says: each statement is made from what the program and its settings really do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from forms_app.domain.policy_facts import Facts
from forms_app.domain.sentences import N_, Sentence


@dataclass(frozen=True)
class Statement:
    """One statement: where its fact comes from, and its words; no words where the fact is not so."""

    fact: str
    said: Callable[[Facts], Sentence | None]


def _always(text: str) -> Callable[[Facts], Sentence]:
    return lambda facts: Sentence(text, {"name": facts.name} if "%(name)s" in text else {})


def _if(holds: Callable[[Facts], bool], text: str, otherwise: str | None = None) -> Callable[[Facts], Sentence | None]:
    def said(facts: Facts) -> Sentence | None:
        chosen = text if holds(facts) else otherwise
        return Sentence(chosen) if chosen else None

    return said


def _who(facts: Facts) -> Sentence:
    lines = [line for line in (facts.address.replace("\n", ", "), facts.telephone, facts.email) if line]
    if not lines:
        return Sentence(N_("This site is run by %(name)s."), {"name": facts.name})
    text = N_("This site is run by %(name)s. You reach us here: %(how)s.")
    return Sentence(text, {"name": facts.name, "how": "; ".join(lines)})


def _details(facts: Facts) -> Sentence | None:
    if not facts.asks_details:
        return None
    text = N_(
        "Some forms ask for personal details, such as a name or an e-mail address. They are optional, and each form "
        "says what they are for. What you leave empty is not stored. What you fill in is kept sealed and apart from "
        "your answers, is seen only by staff whose task it is (%(roles)s), and is deleted on the day that the form "
        "names, %(days)s days after sending at the latest."
    )
    return Sentence(text, {"roles": ", ".join(facts.details_seen_by), "days": facts.details_kept})


def _comments(facts: Facts) -> Sentence | None:
    if not facts.has_comments:
        return None
    text = N_(
        "What you write in your own words is read by named staff, without your other answers, and only when at least "
        "ten people have written something. It is deleted %(days)s days after it was counted."
    )
    return Sentence(text, {"days": facts.texts_kept})


def _messages(facts: Facts) -> Sentence:
    text = N_(
        "What you write to us on the page “Message to us” is kept sealed with the e-mail address that you may leave, "
        "is read by named staff, and is deleted %(days)s days after you sent it. Each look at it is noted, and so "
        "is each copy that they take along."
    )
    return Sentence(text, {"days": facts.messages_kept})


def _submissions(facts: Facts) -> Sentence | None:
    if not facts.submissions_kept:
        return None
    text = N_(
        "Some forms say before their first question that staff read what you send, with the details you leave. It is "
        "kept sealed, is read only by staff who answer messages, and is deleted on the day that the form names, "
        "%(days)s days after sending at the latest. Your receipt code shows their answer, and erases it before."
    )
    return Sentence(text, {"days": facts.submissions_kept})


def _rows(facts: Facts) -> Sentence | None:
    if not facts.rows_kept:
        return None
    text = N_(
        "Some forms say before their first question that what each person chose becomes a row for researchers, without "
        "name, details, own words or time. A rare combination can point to one person. The rows are deleted on this "
        "site %(days)s days after counting at the latest; each time somebody takes them away is noted."
    )
    return Sentence(text, {"days": facts.rows_kept})


def _marks(facts: Facts) -> Sentence:
    text = N_(
        "So that a page sent twice counts once, we keep a mark that it was sent for %(hours)s hours. It does not "
        "hold your answers."
    )
    return Sentence(text, {"hours": facts.marks_kept})


def _newsletters(facts: Facts) -> Sentence | None:
    if not facts.newsletters:
        return None
    text = N_(
        "You get newsletters only on topics that you chose, after you confirmed it by a link that we sent to your "
        "mailbox. We keep your address, sealed, until you leave; every issue ends with a link that stops it at once. "
        "What you agreed to, and on which day, is kept without your address for %(years)s years after you left. If we "
        "ever send a newsletter by another system, we write to you %(days)s days before; your address goes along only "
        "if you stay until then, and the mail has a button to leave."
    )
    return Sentence(text, {"years": facts.evidence_kept, "days": facts.move_notice})


def _accounts(facts: Facts) -> Sentence | None:
    if not facts.has_accounts:
        return None
    text = N_(
        "You may have an account here, and never need one. It keeps your e-mail address, your password as a hash, and "
        "the details that you put into it, sealed; staff do not see them. Once you sent a form that asks for details, "
        "it offers them on a page of their own, and you choose what goes. It does not note which forms you answered. "
        "You erase it at once; or it is erased %(months)s months after you last signed in, at the end of the month, "
        "after a mail to you."
    )
    return Sentence(text, {"months": facts.accounts_kept})


def _mail(facts: Facts) -> Sentence | None:
    if not facts.sends_mail:
        return None
    text = N_(
        "Mails go to you through our mail server. They hold no pictures and no counted links, so we do not learn "
        "whether you opened one. A mail that waits to be sent is deleted after %(days)s days at the latest."
    )
    return Sentence(text, {"days": facts.mail_waits})


def _rights(facts: Facts) -> Sentence:
    text = N_(
        "You may see what we hold about you, take it away as a file, have it corrected or deleted, have its use "
        "restricted, object to its use, and take back what you agreed to. The page “Your data” does most of it at "
        "once; what it cannot do, we do within %(months)s month. You may also complain to the authority that "
        "supervises data protection where you live."
    )
    return Sentence(text, {"months": facts.answered_within})


OPENED = "every form that was opened"
PROGRAM = "the program"
SITE = "the page “Site”"
SETTINGS = "the settings of the installation"

STATEMENTS: Mapping[str, Statement] = {
    "who": Statement(SITE, _who),
    "volunteered": Statement(
        PROGRAM,
        _always(
            N_(
                "You may answer surveys, fill out forms and sign up for newsletters here. You need no account and no "
                "name. We store only what you send us yourself; what you leave empty is not stored, not even that "
                "you left it empty."
            )
        ),
    ),
    "answers": Statement(
        PROGRAM,
        _if(
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
        _if(
            lambda facts: facts.has_polls,
            N_("Public polls show the exact numbers of votes from 50 votes on, and say so before you vote."),
        ),
    ),
    "details": Statement(OPENED, _details),
    "comments": Statement(OPENED, _comments),
    "messages": Statement(PROGRAM, _messages),
    "submissions": Statement(OPENED, _submissions),
    "rows": Statement(OPENED, _rows),
    "prizes": Statement(
        OPENED,
        _if(
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
        _if(
            lambda facts: facts.gives_vouchers,
            N_(
                "Who takes part in a promotion gets a voucher. We keep its code, that somebody has it, and whether it "
                "was redeemed, without a time or a name. Nothing leads from a voucher to an answer."
            ),
        ),
    ),
    "one_voucher_each": Statement(
        OPENED,
        _if(
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
        _if(
            lambda facts: facts.invites,
            N_(
                "Some people get a code by mail, with which they may answer a form once. Their addresses are kept "
                "sealed until the form closes and then deleted. Nobody sees which code went to whom."
            ),
        ),
    ),
    "newsletters": Statement("the newsletters that are offered", _newsletters),
    "accounts": Statement(SITE, _accounts),
    "mail": Statement(SETTINGS, _mail),
    "marks": Statement(PROGRAM, _marks),
    "logs": Statement(
        SETTINGS,
        _if(
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
        _if(
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
        _always(
            N_(
                "We do not sell, trade or rent personal details. No page asks anything of another company's server, "
                "so nobody else learns that you were here."
            )
        ),
    ),
    "protection": Statement(
        "how the server is set up",
        _if(
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
        _always(
            N_(
                "Everything that could name you has a day on which it is deleted, with the key that opens it, so "
                "that older copies cannot be read either. A public page says what was deleted when."
            )
        ),
    ),
    "rights": Statement(PROGRAM, _rights),
    "changes": Statement(
        PROGRAM,
        _always(
            N_(
                "When this policy changes, the main page says so from the day it is published until thirty days after "
                "the change takes effect. If it changes in substance, who gets newsletters from us or has an account "
                "is told by mail once. All versions stay readable and can be compared. What you gave us under one "
                "version is never used for more than that version says, unless you agree anew."
            )
        ),
    ),
}
