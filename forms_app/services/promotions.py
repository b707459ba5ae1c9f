"""A promotion: its words in every language, vouchers handed out on paper, and the end of what told mailboxes apart."""

from datetime import datetime

from forms_app.domain import periods, receipts
from forms_app.domain.definitions import Definition
from forms_app.domain.errors import NotFound, NotOpen, NoVoucher
from forms_app.domain.forms import Form
from forms_app.domain.texts import with_first
from forms_app.domain.vouchers import Voucher, with_words
from forms_app.gateways.site_keys import current_keys
from forms_app.services import activity, mailboxes, vouchers
from forms_app.storage import forms, versions
from forms_app.storage import vouchers as store
from forms_app.storage.database import reading, transaction


@transaction("site")
def translate(*, slug: str, language: str, offer: str) -> None:
    """Say in another language what vouchers are good for; nothing once the form is open, as people were promised it."""
    form = _get(slug)
    promotion = store.find_promotion(form.id, lock=True)
    if promotion is not None and form.version is None:
        store.set_promotion(form.id, offer=with_words(promotion.offer, language, offer))


@transaction("site")
def begin_with(*, slug: str, language: str, was: str | None) -> None:
    """The form begins with another language: one it has, or, of words taken for those of `was`, the right one."""
    form = _get(slug)
    promotion = store.find_promotion(form.id, lock=True)
    if promotion is not None and form.version is None:
        offer = {(language if key == was else key): words for key, words in promotion.offer.items()}
        store.set_promotion(form.id, offer=with_first(offer, language))


def announce(form: Form, definition: Definition) -> None:
    """In the open transaction that opens the form."""
    promotion = store.find_promotion(form.id) if vouchers.is_given(definition) else None
    if promotion is not None and promotion.confirms_mailbox:
        mailboxes.make_key(purpose=mailboxes.VOUCHERS, form_id=form.id)


def settle(*, now: datetime) -> None:
    """Where no link can be confirmed any more, what told mailboxes apart goes: first its key, for good."""
    for form_id in _list_settled(now):
        mailboxes.forget(purpose=mailboxes.VOUCHERS, form_id=form_id)
        _end(form_id, now)


@reading("site")
def _list_settled(now: datetime) -> list[str]:
    wanted = set(store.list_unsettled())
    return [form.id for form in forms.list_forms() if form.id in wanted and _is_settled(form, now)]


def _is_settled(form: Form, now: datetime) -> bool:
    """Not while the close may still be moved: then each mailbox gets one as before."""
    promotion, version = store.find_promotion(form.id), versions.find_version(form)
    if promotion is None or version is None or not promotion.is_settled(now, form.closes_at):
        return False
    until = form.closes_at + periods.EXTENSION if form.closes_at is not None else now
    return promotion.is_over(now) or now >= until or not periods.may_be_extended(version.definition, form)


@transaction("site")
def _end(form_id: str, now: datetime) -> None:
    store.set_promotion(form_id, ended_on=now.date())


@transaction("site")
def hand_out_on_paper(*, slug: str, nonce: bytes, now: datetime) -> Voucher:
    """For somebody who came without a phone, from the same list and within the number of the day; safe to repeat.

    Raises NotOpen, or NoVoucher where there is none for now.
    """
    form, key = _get(slug), current_keys().site
    holder = receipts.voucher_id(key, receipts.voucher_code(key, receipts.receipt_code(key, nonce)))
    held, version = vouchers.find_of(holder=holder, now=now), versions.find_version(form)
    if held is not None:
        return held
    if version is None or not form.is_open(now) or not vouchers.is_given(version.definition):
        raise NotOpen
    refusal = vouchers.find_refusal(form=form, definition=version.definition, now=now)
    given = None if refusal else vouchers.hand_out(form_id=form.id, holder=holder, now=now)
    if given is None:
        raise refusal or NoVoucher("gone")
    activity.record("voucher handed out", form_id=form.id)
    return given


def _get(slug: str) -> Form:
    form = forms.find_form(slug)
    if form is None:
        raise NotFound("form")
    return form
