"""A promotion from its words in every language to its end, when what told mailboxes apart is destroyed."""

from datetime import datetime

from forms_app.domain.definitions import Definition
from forms_app.domain.errors import NotFound
from forms_app.domain.forms import Form
from forms_app.domain.vouchers import with_words
from forms_app.services import mailboxes
from forms_app.services.vouchers import is_given
from forms_app.storage import forms
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
def rename_language(*, slug: str, was: str, now: str) -> None:
    """The words taken for one language are in another, as those of the form are."""
    form = _get(slug)
    promotion = store.find_promotion(form.id, lock=True)
    if promotion is not None and was in promotion.offer and form.version is None:
        renamed = {(now if key == was else key): words for key, words in promotion.offer.items()}
        store.set_promotion(form.id, offer=renamed)


def announce(form: Form, definition: Definition) -> None:
    """In the open transaction that opens the form."""
    promotion = store.find_promotion(form.id) if is_given(definition) else None
    if promotion is not None and promotion.confirms_mailbox:
        mailboxes.make_key(purpose=mailboxes.VOUCHERS, form_id=form.id)


def settle(*, now: datetime) -> None:
    """Where no link can be confirmed any more, what told mailboxes apart goes: first its key, for good."""
    for form_id in _list_settled(now):
        mailboxes.forget(purpose=mailboxes.VOUCHERS, form_id=form_id)
        _end(form_id, now)


@reading("site")
def _list_settled(now: datetime) -> list[str]:
    closing = {form.id: form.closes_at for form in forms.list_forms() if form.version is not None}
    found = (store.find_promotion(form_id) for form_id in store.list_unsettled() if form_id in closing)
    return [one.form_id for one in found if one is not None and one.is_settled(now, closing[one.form_id])]


@transaction("site")
def _end(form_id: str, now: datetime) -> None:
    store.set_promotion(form_id, ended_on=now.date())


def _get(slug: str) -> Form:
    form = forms.find_form(slug)
    if form is None:
        raise NotFound("form")
    return form
