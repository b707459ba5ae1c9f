"""Vouchers of a form: made or taken over, given once each, redeemed once each, told of in tens and by the hour."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from forms_app.domain import receipts
from forms_app.domain import vouchers as rules
from forms_app.domain.definitions import Definition
from forms_app.domain.entry_codes import grouped
from forms_app.domain.errors import AlreadyUsed, Conflict, NotFound, NoVoucher, Problem, Unfit
from forms_app.domain.forms import Form
from forms_app.domain.texts import OWN_LANGUAGE, choose_language, in_language, with_first
from forms_app.domain.vouchers import Promotion, Reason, Voucher
from forms_app.gateways.site_keys import current_keys
from forms_app.services import activity, mail_setup
from forms_app.services.entry_codes import draw_codes
from forms_app.storage import forms, versions
from forms_app.storage import vouchers as store
from forms_app.storage.database import reading, transaction


@dataclass(frozen=True)
class Counts:
    """What staff are told: how many were made, in tens how many are left, and how many were redeemed."""

    promotion: Promotion
    used: int


def is_given(definition: Definition) -> bool:
    return "reward" in definition.switches


@transaction("site")
def hand_out(*, form_id: str, holder: bytes, now: datetime) -> Voucher | None:
    """Give this holder a voucher picked at random among the free, one and the same however often it is asked for.

    Nothing is given where none is left or today's are gone. Who comes at the same time waits for the form's row.
    """
    if store.find_held(holder) is None:
        _give_one(form_id, holder, now)
    row = store.find_held(holder)
    return None if row is None else _face(row, now)


def _give_one(form_id: str, holder: bytes, now: datetime) -> None:
    promotion = store.find_promotion(form_id, lock=True)
    if promotion is None or store.find_held(holder) is not None:
        return
    picked = store.find_free(form_id, secrets.token_bytes(receipts.ID_BYTES))
    if picked is None or promotion.reason_against(now, has_free=True):
        return
    store.give(picked, holder)
    if promotion.daily is not None:
        today = promotion.today(now)
        store.set_promotion(form_id, day=today, given=promotion.given + 1 if promotion.day == today else 1)


@reading("site")
def find_held(*, code: str, now: datetime) -> Voucher | None:
    """The voucher that is shown for this code, if there is one."""
    return find_of(holder=receipts.voucher_id(current_keys().site, code), now=now)


@reading("site")
def find_of(*, holder: bytes, now: datetime) -> Voucher | None:
    row = store.find_held(holder)
    return None if row is None else _face(row, now)


def find_reason(*, form: Form, definition: Definition, now: datetime) -> Reason | None:
    """Why nobody gets a voucher for answering now; None where somebody does, or the form gives none."""
    return _find_reason(form.id, now) if is_given(definition) else None


@reading("site")
def _find_reason(form_id: str, now: datetime) -> Reason | None:
    promotion = store.find_promotion(form_id)
    return promotion.reason_against(now, has_free=store.has_free(form_id)) if promotion else "gone"


def find_refusal(*, form: Form, definition: Definition, now: datetime) -> NoVoucher | None:
    """The refusal of answers for which no voucher could be given."""
    reason = find_reason(form=form, definition=definition, now=now)
    return NoVoucher(reason) if reason else None


@transaction("site")
def redeem(*, code: str, reference: str, now: datetime) -> Voucher:
    """Take a voucher that somebody brings; the same reference again gets the same answer.

    Raises NotFound for what nobody holds, AlreadyUsed, and Conflict where it is no longer valid.
    """
    key = current_keys().site
    mark = rules.till_mark(key, reference)
    row = store.find_by_id(rules.code_id(key, code))
    if row is None or row.state == "free":
        raise NotFound("voucher")
    face = _face(row, now)
    if row.state == "used" and bytes(row.till) == mark:
        return face
    if row.state == "used":
        raise AlreadyUsed
    if face.is_over:
        raise Conflict("This voucher is no longer valid.")
    store.use(bytes(row.id), mark)
    activity.record("voucher redeemed", form_id=row.form_id)
    return replace(face, is_used=True)


@reading("site")
def look_up(*, code: str, now: datetime) -> Voucher | None:
    """What a till sees of a voucher before it takes it; None for what nobody holds."""
    row = store.find_by_id(rules.code_id(current_keys().site, code))
    return None if row is None or row.state == "free" else _face(row, now)


def _face(row: Any, now: datetime) -> Voucher:
    promotion = store.find_promotion(row.form_id) or Promotion(row.form_id)
    return Voucher(
        code=row.code,
        offer=promotion.offer,
        valid_until=promotion.valid_until,
        zone=promotion.zone,
        is_used=row.state == "used",
        is_over=promotion.is_over(now),
    )


@reading("site")
def get_counts(*, slug: str) -> Counts:
    form = _get(slug)
    promotion = store.find_promotion(form.id) or Promotion(form.id)
    return Counts(promotion, store.count_states(form.id)["used"])


@reading("site")
def find_last_day(*, form: Form, now: datetime) -> date | None:
    """Until when vouchers that people hold can still be redeemed; None where there are none."""
    promotion = store.find_promotion(form.id)
    if promotion is None or promotion.is_over(now) or not store.has_held(form.id):
        return None
    return promotion.valid_until


def confirms_mailbox(*, form: Form, definition: Definition) -> bool:
    """Whether each mailbox gets one, behind the link of a mail."""
    promotion = find_promotion(form=form) if is_given(definition) else None
    return promotion is not None and promotion.confirms_mailbox


@reading("site")
def find_promotion(*, form: Form) -> Promotion | None:
    return store.find_promotion(form.id)


@transaction("site")
def choose(
    *,
    slug: str,
    offer: str,
    language: str,
    valid_until: date | None,
    daily: int | None,
    confirms_mailbox: bool,
    shows_left: bool,
    zone: str,
    now: datetime,
) -> None:
    """What vouchers are good for, until when, how many for whom; raises Unfit with the problem of each field."""
    form = _get(slug)
    store.begin(form.id)
    before = store.find_promotion(form.id, lock=True) or Promotion(form.id)
    home = before.zone if form.version is not None else zone
    chosen: dict[str, Any] = {
        "offer": _offer(before, language, offer),
        "valid_until": valid_until,
        "daily": daily,
        "confirms_mailbox": confirms_mailbox,
        "shows_left": shows_left,
        "zone": home,
    }
    after = replace(before, **chosen)
    problems = rules.differences(before, after, is_opened=form.version is not None, now=now)
    if problems:
        raise Unfit(problems)
    store.set_promotion(form.id, **chosen)
    activity.record("vouchers changed", form_id=form.id)


def _offer(before: Promotion, language: str, words: str) -> dict[str, str]:
    """Words that stand there already make no translation, whatever language the form begins with by now."""
    if rules.offer_in(before.offer, language) == words:
        return dict(before.offer)
    found: dict[str, str] = with_first(rules.with_words(before.offer, language, words), language)
    return found


def make(*, slug: str, count: int, seen: int | None) -> None:
    """Draw new codes; `seen` is how many the page knew of, so that sending it again makes nothing. Raises Problem."""
    if not 1 <= count <= rules.MOST_MADE:
        raise Problem("Make %(least)d to %(most)d vouchers at a time.", least=1, most=rules.MOST_MADE)
    _add(slug, [grouped(code) for code in draw_codes(count)], seen=seen)


def take_over(*, slug: str, codes: Iterable[str]) -> int:
    """Add codes from elsewhere; those that the form has already are left as they are. Says how many are new."""
    return _add(slug, list(codes), seen=None)


@transaction("site")
def _add(slug: str, codes: list[str], seen: int | None) -> int:
    form, key = _get(slug), current_keys().site
    store.begin(form.id)
    promotion = store.find_promotion(form.id, lock=True) or Promotion(form.id)
    if seen is not None and promotion.made != seen:
        raise Problem("These vouchers were made already, or others meanwhile.")
    ids = {rules.code_id(key, code): code for code in codes}
    owners = store.find_owners(ids)
    if taken := [ids[id_] for id_, owner in owners.items() if owner != form.id]:
        raise rules.wrong_codes(taken)
    fresh = {id_: code for id_, code in ids.items() if id_ not in owners}
    if promotion.made + len(fresh) > rules.MOST_IN_ALL:
        raise Problem("A form has at most %(most)d vouchers.", most=rules.MOST_IN_ALL)
    random = secrets.token_bytes
    store.add_vouchers(
        form.id, ({"id": id_, "code": code, "holder": random(16), "till": random(16)} for id_, code in fresh.items())
    )
    left = store.count_states(form.id)["free"] if form.version is None else promotion.left + len(fresh)
    store.set_promotion(form.id, made=promotion.made + len(fresh), left=rules.tens(left))
    activity.record("vouchers made", form_id=form.id, number=len(fresh))
    return len(fresh)


@transaction("site")
def withdraw(*, slug: str) -> None:
    """Take out all that nobody holds; how many those were is said to nobody."""
    form = _get(slug)
    store.begin(form.id)
    store.find_promotion(form.id, lock=True)
    store.delete_free(form.id)
    store.set_promotion(form.id, is_withdrawn=True, left=0)
    activity.record("vouchers withdrawn", form_id=form.id)


@transaction("site")
def tell(*, now: datetime) -> None:
    """Note once an hour how many are left, in steps of ten: more often would show who took part when."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    for form_id in store.list_promotions():
        promotion = store.find_promotion(form_id, lock=True)
        if promotion is not None and promotion.as_of != hour:
            store.tell(form_id, left=rules.tens(store.count_states(form_id)["free"]), as_of=hour)


@reading("site")
def list_low(*, one_in: int, now: datetime) -> list[tuple[Form, str, int]]:
    """Open forms whose list is running out, as was told by the hour: each with its title and how many were made."""
    low, found = dict(store.list_low(one_in)), []
    for form in forms.list_forms() if low else []:
        version = versions.find_version(form) if form.id in low and form.is_open(now) else None
        if version is not None and is_given(version.definition):
            definition = version.definition
            title = in_language(definition.title, choose_language([OWN_LANGUAGE], definition.languages))
            found.append((form, title, low[form.id]))
    return found


def opening_problems(form: Form, definition: Definition, now: datetime) -> list[str]:
    """In the open transaction: why a form that gives vouchers may not open yet."""
    if not is_given(definition):
        return []
    promotion, has_free = store.find_promotion(form.id), store.has_free(form.id)
    sends_mail = mail_setup.find_obstacle() is None
    return rules.opening_problems(promotion, has_free=has_free, sends_mail=sends_mail, now=now)


def _get(slug: str) -> Form:
    form = forms.find_form(slug)
    if form is None:
        raise NotFound("form")
    return form
