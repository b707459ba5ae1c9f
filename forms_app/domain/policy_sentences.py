"""Sentences of the ready-made privacy policy that depend on facts."""

from collections.abc import Callable

from forms_app.domain.policy_facts import Facts
from forms_app.domain.sentences import N_, Sentence


def always(text: str) -> Callable[[Facts], Sentence]:
    return lambda facts: Sentence(text, {"name": facts.name} if "%(name)s" in text else {})


def where(
    holds: Callable[[Facts], bool], text: str, otherwise: str | None = None
) -> Callable[[Facts], Sentence | None]:
    def said(facts: Facts) -> Sentence | None:
        chosen = text if holds(facts) else otherwise
        return Sentence(chosen) if chosen else None

    return said


def of_who_we_are(facts: Facts) -> Sentence:
    lines = [line for line in (facts.address.replace("\n", ", "), facts.telephone, facts.email) if line]
    if not lines:
        return Sentence(N_("This site is run by %(name)s."), {"name": facts.name})
    text = N_("This site is run by %(name)s. You reach us here: %(how)s.")
    return Sentence(text, {"name": facts.name, "how": "; ".join(lines)})


def of_details(facts: Facts) -> Sentence | None:
    if not facts.asks_details:
        return None
    text = N_(
        "Some forms ask for personal details, such as a name or an e-mail address. They are optional, and each form "
        "says what they are for. What you leave empty is not stored. What you fill in is kept sealed and apart from "
        "your answers, is seen only by staff whose task it is (%(roles)s), and is deleted on the day that the form "
        "names, %(days)s days after sending at the latest."
    )
    return Sentence(text, {"roles": ", ".join(facts.details_seen_by), "days": facts.details_kept})


def of_comments(facts: Facts) -> Sentence | None:
    if not facts.has_comments:
        return None
    text = N_(
        "What you write in your own words is read by named staff, without your other answers, and only when at least "
        "ten people have written something. It is deleted %(days)s days after it was counted."
    )
    return Sentence(text, {"days": facts.texts_kept})


def of_messages(facts: Facts) -> Sentence:
    text = N_(
        "What you write to us on the page “Message to us” is kept sealed with the e-mail address that you may leave, "
        "is read by named staff, and is deleted %(days)s days after you sent it. Each look at it is noted, and so "
        "is each copy that they take along."
    )
    return Sentence(text, {"days": facts.messages_kept})


def of_submissions(facts: Facts) -> Sentence | None:
    if not facts.submissions_kept:
        return None
    text = N_(
        "Some forms say before their first question that staff read what you send, with the details you leave. It is "
        "kept sealed, is read only by staff who answer messages, and is deleted on the day that the form names, "
        "%(days)s days after sending at the latest. Your receipt code shows their answer, and erases it before."
    )
    return Sentence(text, {"days": facts.submissions_kept})


def of_rows(facts: Facts) -> Sentence | None:
    if not facts.rows_kept:
        return None
    text = N_(
        "Some forms say before their first question that what each person chose becomes a row for researchers, without "
        "name, details, own words or time. A rare combination can point to one person. The rows are deleted on this "
        "site %(days)s days after counting at the latest; each time somebody takes them away is noted."
    )
    return Sentence(text, {"days": facts.rows_kept})


def of_marks(facts: Facts) -> Sentence:
    text = N_(
        "So that a page sent twice counts once, we keep a mark that it was sent for %(hours)s hours. It does not "
        "hold your answers."
    )
    return Sentence(text, {"hours": facts.marks_kept})


def of_newsletters(facts: Facts) -> Sentence | None:
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


def of_accounts(facts: Facts) -> Sentence | None:
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


def of_mail(facts: Facts) -> Sentence | None:
    if not facts.sends_mail:
        return None
    text = N_(
        "Mails go to you through our mail server. They hold no pictures and no counted links, so we do not learn "
        "whether you opened one. A mail that waits to be sent is deleted after %(days)s days at the latest."
    )
    return Sentence(text, {"days": facts.mail_waits})


def of_rights(facts: Facts) -> Sentence:
    text = N_(
        "You may see what we hold about you, take it away as a file, have it corrected or deleted, have its use "
        "restricted, object to its use, and take back what you agreed to. The page “Your data” does most of it at "
        "once; what it cannot do, we do within %(months)s month. You may also complain to the authority that "
        "supervises data protection where you live."
    )
    return Sentence(text, {"months": facts.answered_within})
