"""What is held about people: every table and column of `people`, who gives it out and who erases it, or why nobody."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forms_app.domain.exports import safe
from forms_app.domain.sentences import N_

DETAILS, MESSAGES, PRIZES, INVITATIONS = "details", "messages", "prizes", "invitations"
NEWSLETTERS, MAILS, ACCOUNTS, REQUESTS = "newsletters", "mails", "accounts", "requests"
VISITORS = "visitors"


@dataclass(frozen=True, kw_only=True)
class Held:
    """A table: its columns, and the holder (services/holdings.py) that gives out and erases what is one person's."""

    columns: frozenset[str]
    given_out_by: str | None = None
    erased_by: str | None = None
    why_not: str = ""  # where one of them is missing


def _held(columns: str, by: str | None = None, *, erased: bool = True, why_not: str = "") -> Held:
    erased_by = by if erased else None
    return Held(columns=frozenset(columns.split()), given_out_by=by, erased_by=erased_by, why_not=why_not)


UNLINKED = "a comment has no link to who wrote it, so nobody's can be found"
OF_STAFF = "words of staff, about nobody"
OF_SITE = "addresses of other programs, about nobody"
EVIDENCE = "evidence and the do-not-mail list outlive the address, under a hash"
OF_ACCOUNT = "ends with the account, which who looks after the site deactivates"

TABLES: Mapping[str, Held] = {
    "contact": _held("id delete_on form_id policy_version body", DETAILS),
    "message": _held("id sent_on delete_on state account_id form_id policy_version body", MESSAGES),
    "prize_person": _held("id what form_id delete_on body", PRIZES),
    "confirmed_mailbox": _held(
        "purpose form_id mark tag", why_not="names nobody, and its key goes when the contest or the promotion ends"
    ),
    "invited": _held("form_id id mails wanted asked_on delete_on body", INVITATIONS),
    "subscriber": _held("subject body", NEWSLETTERS),
    "subscription": _held("topic subject confirmed_on policy_version", NEWSLETTERS),
    "pending_subscription": _held("id subject delete_on body", NEWSLETTERS),
    "mail_pause": _held("id slot day times purpose", why_not="goes after two days, and keeps others from flooding it"),
    "soft_bounce": _held("subject on times", why_not="goes after thirty days"),
    "consent_event": _held(
        "id subject topic kind channel on wording policy_version form_id form_version",
        NEWSLETTERS,
        erased=False,
        why_not=EVIDENCE,
    ),
    "wording": _held("id text language sha256", NEWSLETTERS, erased=False, why_not=EVIDENCE),
    "suppression": _held("subject scope on", NEWSLETTERS, erased=False, why_not=EVIDENCE),
    "outbox": _held("queue id kind due_at attempts problem code delete_on claim body", MAILS),
    "privacy_request": _held(
        "id kind asked_on due_on reason done_on delete_on policy_version body",
        REQUESTS,
        erased=False,
        why_not="shows that it was answered in time, until its day",
    ),
    "visitor_account": _held("subject delete_on is_warned mark policy_version body", VISITORS),
    "text": _held("id form_id batch readable question_id delete_on body is_quoted", why_not=UNLINKED),
    "microdata": _held("id form_id batch delete_on body", why_not="a row has no link to whose it is"),
    "text_theme": _held("text_id theme_id", why_not=UNLINKED),
    "theme": _held("form_id question_id id name", why_not=OF_STAFF),
    "topic": _held("id name description frequency is_offered", why_not=OF_STAFF),
    "issue": _held("id topic subject body state send_at zone began_on total sent failed revision", why_not=OF_STAFF),
    "answer_template": _held("id name words", why_not=OF_STAFF),
    "policy_mail": _held("version began_on total sent failed", why_not=OF_STAFF),
    "list_move": _held("topic id goes_to state began_on taken_on ended_on failed", why_not=OF_STAFF),
    "move_reader": _held("topic subject told_on went_on", NEWSLETTERS),
    "webhook": _held("id body", why_not=OF_SITE),
    "webhook_told": _held("webhook_id event form_id number", why_not=OF_SITE),
    "user": _held(
        "id email username password active fs_uniquifier create_datetime update_datetime confirmed_at last_login_at "
        "current_login_at last_login_ip current_login_ip login_count tf_primary_method tf_totp_secret "
        "tf_phone_number us_totp_secrets us_phone_number mf_recovery_codes fs_webauthn_user_handle",
        ACCOUNTS,
        erased=False,
        why_not=OF_ACCOUNT,
    ),
    "role": _held("id name description permissions update_datetime", why_not=OF_STAFF),
    "roles_users": _held("user_id role_id", ACCOUNTS, erased=False, why_not=OF_ACCOUNT),
    "seen_result": _held("account_id form_id number", why_not=OF_ACCOUNT),
    "told_result": _held("account_id form_id number", why_not=OF_ACCOUNT),
    "mail_wish": _held("account_id", why_not=OF_ACCOUNT),
    "api_token": _held(
        "account_id name id scopes made_on expires_on used_on", ACCOUNTS, erased=False, why_not=OF_ACCOUNT
    ),
    "form_member": _held("form_id account_id part", why_not=OF_ACCOUNT),
}


@dataclass(frozen=True)
class Section:
    """Things of one sort that are held about somebody; each is words by label."""

    name: str
    rows: tuple[Mapping[str, str], ...]


def to_csv(sections: Iterable[Section]) -> str:
    """One line for every word that is held; RFC 4180, safe in spreadsheets."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(["section", "number", "field", "value"])
    for section in sections:
        for number, row in enumerate(section.rows, start=1):
            writer.writerows([safe(section.name), number, safe(label), safe(value)] for label, value in row.items())
    return made.getvalue()


KINDS = {  # what somebody may ask staff for
    "correct": N_("Correct something"),
    "restrict": N_("Keep something, but do not use it"),
    "object": N_("Stop using something"),
    "other": N_("Something else"),
}
