"""The entries of the activity log in words."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from forms_app.domain.activity import COMMENTS, CONTESTS, FORMS, MESSAGES, NEWSLETTERS, RESULTS, SITE, Entry
from forms_app.domain.api_tokens import SCOPES as TOKEN_SCOPES
from forms_app.domain.roles import ROLES
from forms_app.domain.sentences import N_

AREAS = {
    FORMS: N_("Forms"),
    CONTESTS: N_("Contests"),
    RESULTS: N_("Results"),
    COMMENTS: N_("Comments"),
    MESSAGES: N_("Messages"),
    NEWSLETTERS: N_("Newsletters"),
    SITE: N_("Site and accounts"),
}
DEEDS = {
    "form opened": N_("Opened a form, or let its schedule open it"),
    "form closed": N_("Closed a form for good"),
    "closing moved": N_("Chose a later closing date"),
    "questions replaced": N_("Published other questions, to begin with the next count"),
    "replacement taken back": N_("Took other questions back before they began"),
    "wording corrected": N_("Corrected the wording of a form"),
    "deletion asked": N_("Had something of a form deleted"),
    "codes made": N_("Made codes that let people answer"),
    "codes withdrawn": N_("Withdrew the codes that nobody had used"),
    "access changed": N_("Changed who may answer"),
    "cap changed": N_("Changed how many answers a form takes"),
    "people invited": N_("Put people on the list of those who get a code by mail"),
    "people reminded": N_("Reminded everybody on the list"),
    "team chosen": N_("Chose who works on a form"),
    "given details looked at": N_("Looked at details that people left"),
    "given details taken": N_("Took details that people left along as a file"),
    "vouchers changed": N_("Changed what vouchers are good for"),
    "vouchers made": N_("Made vouchers, or took a list of them over"),
    "vouchers withdrawn": N_("Withdrew the vouchers that nobody held"),
    "voucher redeemed": N_("Redeemed a voucher"),
    "voucher handed out": N_("Handed a voucher out on paper"),
    "prizes drawn": N_("Drew prizes by hand, from the source that the list names"),
    "draw postponed": N_("Postponed a draw"),
    "contest cancelled": N_("Cancelled a contest"),
    "ticket skipped": N_("Passed over a drawn ticket"),
    "winner told": N_("Wrote to the address that a winner left"),
    "delivery looked at": N_("Looked at what a winner gave for the delivery"),
    "prize delivered": N_("Noted that a prize was delivered"),
    "entry typed": N_("Typed an entry that came on paper"),
    "deletion held back": N_("Held the deletion of addresses back"),
    "evidence taken": N_("Took the evidence of a draw away"),
    "rows taken": N_("Took rows for researchers away as a file"),
    "results exported": N_("Took results away as a file"),
    "results shared": N_("Made a link that shows results"),
    "shared link withdrawn": N_("Withdrew a link that showed results"),
    "comments looked at": N_("Looked at comments"),
    "comment changed": N_("Struck words out of a comment"),
    "comment destroyed": N_("Deleted a comment"),
    "comment quoted": N_("Picked a comment as a quote"),
    "quote withdrawn": N_("Took a quote back"),
    "topics counted": N_("Had the topics of comments counted"),
    "messages looked at": N_("Looked at messages"),
    "message sorted": N_("Put a message into another state"),
    "message given to": N_("Took a message, or left it to others"),
    "message answered": N_("Answered a message"),
    "note on a message written": N_("Wrote a note on a message"),
    "message destroyed": N_("Deleted a message"),
    "messages exported": N_("Took all messages away as a file"),
    "answer template changed": N_("Kept, changed or deleted an answer template"),
    "newsletter made": N_("Made a newsletter"),
    "newsletter changed": N_("Changed a newsletter"),
    "issue sent": N_("Sent a newsletter issue, now or for later"),
    "issue taken back": N_("Took a newsletter issue back before it was sent"),
    "issue paused": N_("Paused a newsletter issue"),
    "issue resumed": N_("Went on with a newsletter issue"),
    "issue stopped": N_("Stopped a newsletter issue"),
    "address looked up": N_("Looked one address up in a newsletter"),
    "address removed": N_("Took an address out of a newsletter"),
    "address erased": N_("Deleted an address from every newsletter"),
    "address released": N_("Let an address get mail again, to which it had failed"),
    "addresses imported": N_("Took a list of addresses over"),
    "newsletter move announced": N_("Announced that a newsletter moves to another system"),
    "newsletter move called off": N_("Called the move of a newsletter off"),
    "newsletter list taken": N_("Took the locked list of a newsletter's readers away"),
    "newsletter move ended": N_("Ended the move of a newsletter"),
    "mail given up": N_("Deleted a mail that waited"),
    "account made": N_("Made an account"),
    "account deactivated": N_("Let an account sign in no more"),
    "account activated": N_("Let an account sign in again"),
    "role given": N_("Gave a role"),
    "role taken": N_("Took a role away"),
    "password renewed": N_("Gave an account a new password"),
    "token made": N_("Made a token for a program"),
    "token withdrawn": N_("Withdrew a token for a program"),
    "visitor accounts switched on": N_("Let visitors have accounts"),
    "visitor accounts switched off": N_("Switched accounts of visitors off"),
    "site changed": N_("Changed what the site says of itself"),
    "policy published": N_("Published a version of the privacy policy"),
    "request answered": N_("Answered a request about somebody's own data"),
    "request prolonged": N_("Took longer for a request about somebody's own data"),
    "details looked at": N_("Looked at details, to correct them on request"),
    "detail corrected": N_("Corrected a detail on request"),
    "use restricted": N_("Kept data and stopped their use, on request"),
    "restriction lifted": N_("Let data be used again, on request"),
    "webhook made": N_("Had another program told of what happens (webhook)"),
    "webhook changed": N_("Changed what a webhook tells of"),
    "webhook secret renewed": N_("Made a new secret for a webhook"),
    "webhook removed": N_("Removed a webhook"),
    "webhook call given up": N_("Deleted a call of a webhook that waited"),
    "backup made": N_("Made a backup"),
    "logo changed": N_("Changed the logo"),
}
SCOPES = {"answers": N_("answers and comments"), "details": N_("personal details"), "everything": N_("everything")}
TOLD = {  # on the page about a form, where nobody's name stands
    "form closed": N_("Closed by hand."),
    "closing moved": N_("A later closing date was chosen."),
    "codes withdrawn": N_("The codes that nobody had used were withdrawn."),
    "deletion asked": N_("Something was deleted: %(what)s."),
}


def deed_in_words(entry: Entry) -> str:
    return _(DEEDS[entry.deed])


def facts_in_words(entry: Entry, emails: Mapping[int, str]) -> list[str]:
    """What else is known of a deed."""
    facts, said = entry.facts, []
    if "role" in facts:
        said.append(_(ROLES[facts["role"]]))
    if "account" in facts:
        said.append(_("for %(account)s", account=account_in_words(facts["account"], emails)))
    if "scope" in facts:
        said.append(_(SCOPES[facts["scope"]]))
    if "scopes" in facts:
        said += [_(TOKEN_SCOPES[name].words) for name in facts["scopes"].split() if name in TOKEN_SCOPES]
    if "days" in facts:
        said.append(ngettext("for %(num)d day", "for %(num)d days", facts["days"]))
    if "version" in facts:
        said.append(_("published version %(number)s", number=facts["version"]))
    if "number" in facts:
        said.append(_numbered(entry.deed, facts["number"]))
    return said


def _numbered(deed: str, number: int) -> str:
    if deed == "codes made":
        return ngettext("%(num)d code", "%(num)d codes", number)
    if deed == "vouchers made":
        return ngettext("%(num)d voucher", "%(num)d vouchers", number)
    if deed == "people invited":
        return ngettext("%(num)d person", "%(num)d people", number)
    if deed == "messages exported":
        return ngettext("%(num)d message", "%(num)d messages", number)
    if deed in ("addresses imported", "newsletter move announced", "newsletter list taken"):
        return ngettext("%(num)d address", "%(num)d addresses", number)
    return _("report %(number)s", number=number)


def account_in_words(account_id: int | None, emails: Mapping[int, str]) -> str:
    if account_id is None:
        return _("A command on the server")
    return emails.get(account_id, _("an account that is gone"))


def told_in_words(entry: Entry) -> str:
    """For everybody."""
    facts: Mapping[str, Any] = entry.facts
    if entry.deed == "codes made":
        return ngettext("%(num)d code was made.", "%(num)d codes were made.", facts["number"])
    what = _(SCOPES[facts["scope"]]) if "scope" in facts else ""
    return _(TOLD[entry.deed], what=what) if what else _(TOLD[entry.deed])
