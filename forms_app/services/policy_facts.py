"""What the program does on this site today, from which the ready-made policy is written."""

from collections.abc import Iterable
from itertools import chain

from forms_app.domain import list_moves, newsletters, outbox, visitor_accounts
from forms_app.domain.definitions import Definition
from forms_app.domain.messages import KEPT_DAYS
from forms_app.domain.policy_facts import Facts
from forms_app.domain.retention import SPENT_KEPT, TEXTS_KEPT
from forms_app.domain.roles import ROLES
from forms_app.gateways import installation, mail_server
from forms_app.services import mail_setup, topics, vouchers
from forms_app.services.site import find_site
from forms_app.storage import forms, versions
from forms_app.storage import vouchers as promotions
from forms_app.storage.database import reading

HOURS, DAYS = 24, 366  # of a day; of a year


def gather() -> Facts:
    site, opened = find_site(), list_opened()
    details = [q.personal for definition in opened if not definition.is_read for q in definition.details if q.personal]
    seen_by = dict.fromkeys(chain.from_iterable(personal.seen_by for personal in details))
    return Facts(
        name=(site.name if site else "") or mail_server.fallback_name(),
        address=site.address if site else "",
        telephone=site.telephone if site else "",
        email=site.email if site else "",
        asks_details=bool(details),
        details_kept=max((personal.delete_after for personal in details), default=0),
        details_seen_by=tuple(ROLES[role] for role in seen_by),
        has_comments=_has_comments(opened),
        has_polls=any(definition.poll for definition in opened),
        draws_prizes=any(definition.draws_prizes for definition in opened),
        gives_vouchers=any(vouchers.is_given(definition) for definition in opened),
        confirms_mailboxes=_confirms_mailboxes(),
        invites=_asks_codes(),
        messages_kept=KEPT_DAYS,
        rows_kept=max((definition.kept_days for definition in opened if definition.gives_rows), default=0),
        submissions_kept=max((definition.kept_days for definition in opened if definition.is_read), default=0),
        has_accounts=site is not None and site.has_accounts,
        accounts_kept=visitor_accounts.MONTHS,
        newsletters=len(topics.list_offered()),
        sends_mail=mail_setup.find_obstacle() is None,
        mail_waits=outbox.KEPT.days,
        texts_kept=TEXTS_KEPT.days,
        marks_kept=SPENT_KEPT.days * HOURS,
        evidence_kept=newsletters.EVENTS_KEPT.days // DAYS,
        move_notice=list_moves.NOTICE.days,
        counts_addresses=installation.counts_addresses(),
        keys_apart=installation.keys_out_of_reach(),
    )


@reading("site")
def list_opened() -> list[Definition]:
    """What every form asks that was opened, also the closed ones: details may still be kept."""
    found = (versions.find_version(form) for form in forms.list_forms())
    return [version.definition for version in found if version is not None]


@reading("site")
def _confirms_mailboxes() -> bool:
    found = (promotions.find_promotion(form.id) for form in forms.list_forms() if form.version is not None)
    return any(promotion is not None and promotion.confirms_mailbox for promotion in found)


@reading("site")
def _asks_codes() -> bool:
    """Of a form that was opened; they may come by mail."""
    return any(form.version is not None and form.admission.asks_code for form in forms.list_forms())


def _has_comments(opened: Iterable[Definition]) -> bool:
    return any(q.settings.may_hold_text() for definition in opened for q in definition.answered)
