"""A voucher for each confirmed mailbox: the answers are stored at once, the voucher waits behind the link of a mail."""

from dataclasses import dataclass
from datetime import datetime

from forms_app.domain import receipts, voucher_links
from forms_app.domain.definitions import Definition
from forms_app.domain.errors import NotFound, NotOpen, NoVoucher, Unreadable
from forms_app.domain.forms import Form
from forms_app.domain.newsletters import NEVER
from forms_app.domain.texts import in_language
from forms_app.domain.voucher_links import Waiting
from forms_app.domain.vouchers import Promotion, Voucher, offer_in
from forms_app.gateways import letters
from forms_app.gateways.site_keys import current_keys
from forms_app.services import mail_setup, mailboxes, subscriptions, vouchers
from forms_app.storage import forms, versions
from forms_app.storage import vouchers as store
from forms_app.storage.database import reading


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What came with the answers for the voucher."""

    address: str | None = None  # an e-mail address, checked
    language: str = ""  # in which the form was read


@dataclass(frozen=True, kw_only=True)
class Promoted:
    """The form behind the link of a mail."""

    form: Form
    definition: Definition
    promotion: Promotion


def reward(form: Form, definition: Definition, *, shown_by: str, claim: Claim, now: datetime) -> None:
    """After the ballot: the voucher, or the mail behind whose link it waits; safe to repeat."""
    if not vouchers.is_given(definition):
        return
    seed = receipts.voucher_id(current_keys().site, shown_by)
    promotion = vouchers.find_promotion(form=form)
    if promotion is None or not promotion.confirms_mailbox:
        vouchers.hand_out(form_id=form.id, holder=seed, now=now)
    elif claim.address:
        _send_link(Promoted(form=form, definition=definition, promotion=promotion), seed, claim, claim.address, now)


def _send_link(promoted: Promoted, seed: bytes, claim: Claim, address: str, now: datetime) -> None:
    """As often as any mail that strangers can ask for; whoever asks is told the same."""
    form, definition = promoted.form, promoted.definition
    try:
        mark = mailboxes.mark_of(purpose=mailboxes.VOUCHERS, form_id=form.id, address=address)
    except Unreadable:
        return  # the promotion ended meanwhile, and its page says so
    until = promoted.promotion.confirm_until(now, form.closes_at)
    waiting = Waiting(form_id=form.id, seed=seed, mark=mark, until=until)
    frame, language = mail_setup.frame(), claim.language or definition.languages[0]
    link = f"{frame['site_url']}/confirm-voucher/{token_of(waiting)}"
    values = frame | {
        "title": in_language(definition.title, language),
        "offer": offer_in(promoted.promotion.offer, language),
        "until": until,
        "zone": promoted.promotion.zone,
        "link": link if language == definition.languages[0] else f"{link}?lang={language}",
    }
    mail = letters.write_letter("voucher", to=address, values=values)
    subject = subscriptions.subject_of(address)
    subscriptions.put_link(subject=subject, purpose="voucher", mail=mail, now=now, unless=NEVER)


def token_of(waiting: Waiting) -> str:
    return voucher_links.token_of(current_keys().signing, waiting)


def read_link(*, token: str) -> Waiting:
    """Raises NotFound for a link that was not made here."""
    return voucher_links.read(current_keys().signing, token)


@reading("site")
def get_promoted(*, waiting: Waiting) -> Promoted:
    """Raises NotFound where the form is gone."""
    form = next((one for one in forms.list_forms() if one.id == waiting.form_id), None)
    version = versions.find_version(form) if form else None
    promotion = store.find_promotion(waiting.form_id)
    if form is None or version is None or promotion is None:
        raise NotFound("link")
    return Promoted(form=form, definition=version.definition, promotion=promotion)


def ensure_in_time(waiting: Waiting, promotion: Promotion, now: datetime) -> None:
    """Raises NotOpen where the link may not be confirmed any more."""
    if promotion.ended_on is not None or promotion.today(now) > waiting.until:
        raise NotOpen


def find_given(*, waiting: Waiting, now: datetime) -> Voucher | None:
    """The voucher that this link gave."""
    return vouchers.find_of(holder=_holder(waiting), now=now)


def shown_by(waiting: Waiting) -> str:
    """The private code that shows the voucher again."""
    return voucher_links.shown_by(current_keys().site, waiting)


def _holder(waiting: Waiting) -> bytes:
    return receipts.voucher_id(current_keys().site, shown_by(waiting))


def confirm(*, waiting: Waiting, now: datetime) -> Voucher:
    """The voucher behind this link, the same as often as it is pressed.

    Raises NotFound, NotOpen where it is too late, NoVoucher where none is left for now, or AlreadySent where the
    mailbox confirmed another link.
    """
    held, holder = find_given(waiting=waiting, now=now), _holder(waiting)
    if held is not None:
        return held
    promoted = get_promoted(waiting=waiting)
    ensure_in_time(waiting, promoted.promotion, now)
    _ensure_left(promoted, now)
    try:
        mailboxes.spend(purpose=mailboxes.VOUCHERS, form_id=waiting.form_id, mark=waiting.mark, on=holder)
    except Unreadable:
        raise NotOpen from None
    given = vouchers.hand_out(form_id=waiting.form_id, holder=holder, now=now)
    if given is None:
        _ensure_left(promoted, now)
        raise NoVoucher("gone")
    return given


def _ensure_left(promoted: Promoted, now: datetime) -> None:
    """Before the mailbox is spent, so that its link works again once there are more."""
    refusal = vouchers.find_refusal(form=promoted.form, definition=promoted.definition, now=now)
    if refusal is not None:
        raise refusal
