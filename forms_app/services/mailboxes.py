"""One for each mailbox, of a draw's tickets or of vouchers: told apart by an HMAC whose key goes with the last."""

from forms_app.domain.errors import AlreadySent
from forms_app.gateways import people_keys
from forms_app.storage import people_mailboxes as store
from forms_app.storage.database import transaction

PRIZES, VOUCHERS = "mailboxes", "voucher-mailboxes"  # purposes of keys


def make_key(*, purpose: str, form_id: str) -> None:
    """With the form's opening, so that its file does not say when somebody first needed it."""
    people_keys.make_form_key(purpose, form_id)


def mark_of(*, purpose: str, form_id: str, address: str) -> bytes:
    """What stands for an address; raises Unreadable once the key is gone."""
    return people_keys.mark_of(address.casefold().encode(), purpose=purpose, form_id=form_id)


@transaction("people")
def spend(*, purpose: str, form_id: str, mark: bytes, on: bytes) -> None:
    """Once each: raises AlreadySent where it was spent on another, Unreadable once the key is gone."""
    tag = people_keys.mark_of(mark + on, purpose=purpose, form_id=form_id)
    if store.add_mailbox(purpose, form_id, mark, tag) != tag:
        raise AlreadySent


@transaction("people")
def forget(*, purpose: str, form_id: str) -> int:
    """The key goes first: then no mark can be made from an address again. Safe to repeat."""
    people_keys.destroy_form_key(purpose, form_id)
    return store.forget(purpose, form_id)
